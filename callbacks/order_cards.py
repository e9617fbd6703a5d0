"""One order: its page, its own acts, its offers' and its assignments'."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

import dash
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.assignments
import commands.claims
import commands.offers
import commands.orders
import commands.series
from callbacks.addresses import known_words, link
from callbacks.wiring import Done, News, Page
from db import queries
from db.session import Reading, Writing
from domain import offers, orders, times
from domain.assignments import AssignmentAction, AssignmentStatus, Party
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.offers import OfferAction, OfferStatus
from domain.orders import UnfilledReason
from domain.permissions import Permission
from domain.series import Reach
from domain.times import Span
from layouts import assignments as tasks
from layouts import order_cards as layout
from layouts import orders as queue
from layouts import shell
from layouts.order_cards import Ids, View
from texts import _, ngettext

page = Page(queue.CARD, see=Permission.SEE_ORDERS)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT, MATCH = Permission.EDIT_ORDERS, Permission.MATCH
NEWEST, ALL_OF_IT = 30, "all"
"""Events that are shown before all are asked for."""
Clicks = list[int | None]
ACTS: Mapping[str, Callable[[Writing, int, Seen], None]] = {
    "claim": commands.orders.claim,
    "reopen": commands.orders.reopen,
    "cancel": commands.orders.cancel,
    "release": commands.claims.release,
    "take_over": commands.claims.take_over,
    "wait": functools.partial(commands.orders.wait, waits=True),
    "wait_over": functools.partial(commands.orders.wait, waits=False),
}


@dataclass(frozen=True)
class OrderAct:
    action: Literal["claim", "reopen", "cancel", "wait", "wait_over", "take_over", "release"]
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
def show(reading: Reading, order_id: int, back: str = "", history: str = "") -> Component:
    """`history` is there when all of it is asked for."""
    return layout.page(replace(_view(reading, order_id, back, history), back=back))


@page.query(Output(Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"), State(shell.Ids.URL, "search"))
def follow(reading: Reading, news: News, search: str | None, order_id: int) -> list[Component]:
    changed = news.changes.get("orders", [])
    if changed is not None and order_id not in changed:
        raise dash.exceptions.PreventUpdate
    words = known_words(show, search or "")
    return layout.body(_view(reading, order_id, words.get("back", ""), words.get("history", "")))


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
    rows = queries.assignments.of_order(reading, order_id)
    row = next((row for row in rows if row.id == on.id), None)
    if row is None:
        raise Missing()
    agreed = [one for one in rows if (one.expert_id, one.status) == (row.expert_id, AssignmentStatus.AGREED)]
    return tasks.dialog(row, reading.now, sum(one.span.start > reading.now for one in agreed))


@page.command(
    WHOLE,
    Input(tasks.Ids.END.of(action=ALL, id=ALL, by=ALL, version=ALL), "n_clicks"),
    State(tasks.Ids.REACH.of(id=ALL), "value"),
    needs=MATCH,
)
def end_assignment(writing: Writing, on: Ending, _clicks: Clicks, reach: list[Reach], order_id: int) -> Done | None:
    """When the expert cannot come, the next look is at who could come instead."""
    seen = Seen(on.version)
    if on.action is AssignmentAction.CANCEL:
        expert_id = _expert(writing, order_id, on.id)
        commands.series.cancel(writing, on.id, seen, on.by, next(iter(reach), Reach.THIS))
        if on.by is Party.EXPERT:
            return Done(_("Cancelled. Choose another."), link(queue.MATCH, order_id=order_id, instead=expert_id))
    elif on.action is AssignmentAction.MARK_NO_SHOW:
        commands.assignments.mark_no_show(writing, on.id, seen, on.by)
    else:
        commands.assignments.void(writing, on.id, seen)
    return None


def _expert(reading: Reading, order_id: int, assignment_id: int) -> int:
    tasks_of = queries.assignments.of_order(reading, order_id)
    found = next((task.expert_id for task in tasks_of if task.id == assignment_id), None)
    if found is None:
        raise Missing()
    return found


@page.command(
    WHOLE,
    Input(tasks.Ids.MOVE.of(id=ALL, version=ALL), "n_clicks"),
    State(tasks.Ids.MOVE_TO.of(part=ALL), "value"),
    State(tasks.Ids.REACH.of(id=ALL), "value"),
    State(tasks.Ids.AGREED.of(id=ALL), "value"),
    needs=MATCH,
)
def move(
    writing: Writing,
    on: Moving,
    _clicks: Clicks,
    to: tuple[date, time, time],
    reach: list[Reach],
    agreed: list[bool | None],
) -> Done:
    day, start, end = to
    span = Span(times.at(day, start), times.at(day, end))
    reached = next(iter(reach), Reach.THIS)
    count = commands.series.move(writing, on.id, Seen(on.version), span, reached, agreed=any(agreed))
    said = ngettext(
        "{count} task was moved. Tell the orderer and the expert.",
        "{count} tasks were moved. Tell the orderer and the expert.",
        count,
    )
    return Done(said.format(count=count))


@page.command(WHOLE, Input(tasks.Ids.ANEW.of(id=ALL, version=ALL), "n_clicks"), needs=MATCH)
def agree_anew(writing: Writing, on: Moving, _clicks: Clicks) -> None:
    commands.assignments.agree_anew(writing, on.id, Seen(on.version))


def _view(reading: Reading, order_id: int, back: str, history: str) -> View:
    order = queries.orders.details(reading, order_id)
    viewer = reading.viewer
    events = queries.timelines.of_order(reading, order_id, limit=None if history else NEWEST + 1)
    is_cut = not history and len(events) > NEWEST
    return View(
        order=order,
        offers=queries.offers.of_order(reading, order_id),
        assignments=queries.assignments.of_order(reading, order_id),
        history=events[:NEWEST] if is_cut else events,
        whole_history=link(queue.CARD, order_id=order_id, back=back, history=ALL_OF_IT) if is_cut else "",
        deeds=queries.deeds.of_order(reading, order_id),
        feedback=queries.feedback.of_order(reading, order_id),
        acts=orders.FLOW.open_to(viewer, order.row.status),
        offer_acts=offers.FLOW.open_to(viewer, OfferStatus.OPEN),
        may_edit=viewer.may(Permission.EDIT_ORDERS),
        is_handler=order.row.handler_id == viewer.id,
        now=reading.now,
    )
