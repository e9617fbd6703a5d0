"""One order: its page, its own acts, its offers' and its assignments'."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

import dash
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.assignments
import commands.offers
import commands.orders
from callbacks.wiring import Done, News, Page
from db import queries
from db.session import Reading, Writing
from domain import offers, orders, times
from domain.assignments import AssignmentAction, Party
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.offers import OfferAction, OfferStatus
from domain.orders import UnfilledReason
from domain.permissions import Permission
from domain.times import Span
from layouts import assignments as tasks
from layouts import order_cards as layout
from layouts import orders as queue
from layouts import shell
from layouts.order_cards import Ids, View
from texts import _

page = Page(queue.CARD, see=Permission.SEE_ORDERS)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT, MATCH = Permission.EDIT_ORDERS, Permission.MATCH
Clicks = list[int | None]
ACTS: Mapping[str, Callable[[Writing, int, Seen], None]] = {
    "claim": commands.orders.claim,
    "reopen": commands.orders.reopen,
    "cancel": commands.orders.cancel,
    "take_over": commands.orders.take_over,
    "wait": functools.partial(commands.orders.wait, waits=True),
    "wait_over": functools.partial(commands.orders.wait, waits=False),
}


@dataclass(frozen=True)
class OrderAct:
    action: Literal["claim", "reopen", "cancel", "wait", "wait_over", "take_over"]
    version: int


@dataclass(frozen=True)
class Closing:
    version: int


@dataclass(frozen=True)
class OfferAct:
    action: Literal[OfferAction.WITHDRAW, OfferAction.EXPIRE]
    id: int
    version: int


@dataclass(frozen=True)
class Task:
    id: int


@dataclass(frozen=True)
class Moving:
    id: int
    version: int


@dataclass(frozen=True)
class Ending:
    action: Literal[AssignmentAction.CANCEL, AssignmentAction.MARK_NO_SHOW, AssignmentAction.VOID]
    id: int
    by: Party
    version: int


@page.view
def show(reading: Reading, order_id: int) -> Component:
    return layout.page(_view(reading, order_id))


@page.query(Output(Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, news: News, order_id: int) -> list[Component]:
    changed = news.changes.get("orders", [])
    if changed is not None and order_id not in changed:
        raise dash.exceptions.PreventUpdate
    return layout.body(_view(reading, order_id))


@page.command(WHOLE, Input(Ids.ACT.of(action=ALL, version=ALL), "n_clicks"), needs=EDIT)
def act(writing: Writing, on: OrderAct, _clicks: Clicks, order_id: int) -> None:
    ACTS[on.action](writing, order_id, Seen(on.version))


@page.command(
    WHOLE,
    Input(Ids.CLOSE.of(version=ALL), "n_clicks"),
    State(Ids.REASON.of(order=ALL), "value"),
    needs=EDIT,
)
def close(writing: Writing, on: Closing, _clicks: Clicks, reasons: list[UnfilledReason | None], order_id: int) -> Done:
    if not (reasons and reasons[0]):
        raise Refused("Choose what was missing.")
    commands.orders.close_unfilled(writing, order_id, Seen(on.version), reasons[0])
    return Done(_("The order was closed."))


@page.command(
    WHOLE,
    Input(Ids.OFFER.of(action=ALL, id=ALL, version=ALL), "n_clicks"),
    needs=MATCH,
)
def end_offer(writing: Writing, on: OfferAct, _clicks: Clicks, order_id: int) -> None:
    if on.id not in {row.id for row in queries.offers.of_order(writing, order_id)}:
        raise Missing()
    if on.action is OfferAction.WITHDRAW:
        commands.offers.withdraw(writing, on.id, Seen(on.version))
    else:
        commands.offers.expire(writing, on.id)


@page.query(Output(Ids.DIALOG, "children"), Input(tasks.Ids.CHANGE.of(id=ALL), "n_clicks"), needs=MATCH)
def open_change(reading: Reading, on: Task, _clicks: Clicks, order_id: int) -> Component:
    found = (row for row in queries.assignments.of_order(reading, order_id) if row.id == on.id)
    row = next(found, None)
    if row is None:
        raise Missing()
    return tasks.dialog(row, reading.now)


@page.command(
    WHOLE,
    Input(tasks.Ids.END.of(action=ALL, id=ALL, by=ALL, version=ALL), "n_clicks"),
    needs=MATCH,
)
def end_assignment(writing: Writing, on: Ending, _clicks: Clicks) -> None:
    seen = Seen(on.version)
    if on.action is AssignmentAction.CANCEL:
        commands.assignments.cancel(writing, on.id, seen, on.by)
    elif on.action is AssignmentAction.MARK_NO_SHOW:
        commands.assignments.mark_no_show(writing, on.id, seen, on.by)
    else:
        commands.assignments.void(writing, on.id, seen)


@page.command(
    WHOLE,
    Input(tasks.Ids.MOVE.of(id=ALL, version=ALL), "n_clicks"),
    State(tasks.Ids.MOVE_TO.of(part=ALL), "value"),
    needs=MATCH,
)
def move(writing: Writing, on: Moving, _clicks: Clicks, to: tuple[date, time, time]) -> Done:
    day, start, end = to
    span = Span(times.at(day, start), times.at(day, end))
    commands.assignments.move(writing, on.id, Seen(on.version), span)
    return Done(_("The task was moved. Tell the orderer and the expert."))


def _view(reading: Reading, order_id: int) -> View:
    order = queries.orders.details(reading, order_id)
    viewer = reading.viewer
    return View(
        order=order,
        offers=queries.offers.of_order(reading, order_id),
        assignments=queries.assignments.of_order(reading, order_id),
        history=queries.timelines.of_order(reading, order_id),
        acts=orders.FLOW.open_to(viewer, order.row.status),
        offer_acts=offers.FLOW.open_to(viewer, OfferStatus.OPEN),
        may_edit=viewer.may(Permission.EDIT_ORDERS),
        is_handler=order.row.handler_id == viewer.id,
        now=reading.now,
    )
