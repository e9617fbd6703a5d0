"""The one-click acts of the coordinator's Today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash import ALL, Input, Output

import commands.assignments
import commands.claims
import commands.feedback
import commands.offers
import commands.orders
import commands.reports
from callbacks import today
from callbacks.addresses import link
from callbacks.posted import Clicks
from callbacks.wiring import Done
from db.session import Writing
from domain.assignments import Party
from domain.flow import Seen
from domain.permissions import Permission
from layouts import orders
from layouts.desks import DeskAct, Ids
from layouts.today import Ids as Today
from texts import _


@dataclass(frozen=True)
class OnRow:
    act: DeskAct
    row: int
    version: int


ACTS: Mapping[DeskAct, Callable[[Writing, int, Seen], object]] = {
    DeskAct.CLAIM: commands.orders.claim,
    DeskAct.EXPIRE: lambda writing, offer_id, _seen: commands.offers.expire(writing, offer_id),
    DeskAct.AGREE_ANEW: commands.assignments.agree_anew,
    DeskAct.CANNOT: lambda writing, task_id, seen: commands.assignments.cancel(writing, task_id, seen, Party.EXPERT),
    DeskAct.CONFIRM: lambda writing, task_id, _seen: commands.reports.confirm(writing, [task_id]),
    DeskAct.ASKED: lambda writing, task_id, _seen: commands.feedback.asked(writing, task_id),
}


@today.page.command(
    Output(Today.BODY, "children", allow_duplicate=True),
    Input(Ids.ACT.of(act=ALL, row=ALL, version=ALL), "n_clicks"),
    needs=Permission.MATCH,
    then=today.body,
)
def act(writing: Writing, on: OnRow, _clicks: Clicks) -> Done:
    if on.act is DeskAct.NEXT:
        order_id = commands.claims.next_up(writing)
        return Done(_("The order is yours to handle."), link(orders.CARD, order_id=order_id))
    ACTS[on.act](writing, on.row, Seen(on.version))
    return Done(_("Done."))
