"""Who handles what, from the queue: the next order, many rows at once, a colleague's orders, standing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dash import ALL, Input, Output, State

import commands.claims
import commands.deputies
import texts
from callbacks.addresses import link
from callbacks.orders import page
from callbacks.posted import Clicks, Day, Whole
from callbacks.wiring import Done
from db.session import Writing
from domain.errors import Refused
from domain.permissions import Permission
from layouts import order_queues, orders, shell
from layouts.claims import Ids
from texts import _, ngettext

WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_ORDERS
MOST_ROWS = 2000


@dataclass(frozen=True)
class ManyAct:
    act: Literal["claim", "release", "wait", "wait_over", "hand_over"]


@dataclass(frozen=True)
class OfDeputy:
    deputy: int


@page.command(WHOLE, Input(Ids.NEXT, "n_clicks"), needs=EDIT)
def next_up(writing: Writing, _clicks: int) -> Done:
    order_id = commands.claims.next_up(writing)
    return Done(_("The order is yours to handle."), link(orders.CARD, order_id=order_id))


@page.command(
    Output(order_queues.Ids.CHOSEN, "data", allow_duplicate=True),
    Input(Ids.MANY.of(act=ALL), "n_clicks"),
    State(order_queues.Ids.CHOSEN, "data"),
    State(Ids.TO, "value"),
    needs=EDIT,
    then=lambda _reading: None,
)
def many(writing: Writing, on: ManyAct, _clicks: Clicks, chosen: dict[int, int] | None, to: Whole) -> Done:
    """The rows follow by the live stream; those that refused are told one by one."""
    if not chosen or len(chosen) > MOST_ROWS:
        raise Refused("Choose 1–{most} orders.", most=MOST_ROWS)
    if on.act == "hand_over" and not to:
        raise Refused("Choose to whom.")
    found = commands.claims.many(writing, on.act, chosen, to or 0)
    but = tuple(
        _("Order {number}: {why}").format(number=order_id, why=texts.message(refusal))
        for order_id, refusal in found.refused
    )
    return Done(
        ngettext("Done for {count} order.", "Done for {count} orders.", found.done).format(count=found.done), but=but
    )


page.clientside(
    Output(order_queues.Ids.CHOSEN, "id"), Input(order_queues.Ids.CHOSEN, "data"), function=("queue", "emptied")
)


@page.command(WHOLE, Input(Ids.TAKE_ALL, "n_clicks"), State(Ids.FROM, "value"), needs=EDIT)
def take_all(writing: Writing, _clicks: int, from_id: int) -> Done:
    count = commands.claims.take_all(writing, from_id)
    return Done(ngettext("{count} order is now yours.", "{count} orders are now yours.", count).format(count=count))


@page.command(
    WHOLE,
    Input(Ids.NAME, "n_clicks"),
    State(Ids.ABSENT, "value"),
    State(Ids.DEPUTY, "value"),
    State(Ids.FIRST_DAY, "value"),
    State(Ids.LAST_DAY, "value"),
    needs=EDIT,
)
def stand_in(writing: Writing, _clicks: int, absent: Whole, deputy: Whole, first: Day, last: Day) -> Done:
    if not (absent and deputy and first and last):
        raise Refused("Choose who is away, who stands in, and both days.")
    commands.deputies.name(writing, absent, deputy, first, last)
    return Done(_("Saved."))


@page.command(WHOLE, Input(Ids.END.of(deputy=ALL), "n_clicks"), needs=EDIT)
def end_standing_in(writing: Writing, on: OfDeputy, _clicks: Clicks) -> Done:
    commands.deputies.end(writing, on.deputy)
    return Done(_("Ended."))
