"""Matching: the ranked candidates of one order, why somebody is not among them, and what is sent after a yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import dash
from dash import Input, Output, State
from dash.development.base_component import Component

import commands.views
from callbacks import briefs, candidates, own_columns
from callbacks.addresses import number
from callbacks.posted import Ids as Dates
from callbacks.posted import Text
from callbacks.wiring import File, News, Page
from db import queries
from db.session import Reading, Writing
from documents import calendar
from domain.assignments import AssignmentStatus
from domain.offers import OfferStatus
from domain.permissions import Permission
from domain.views import MATCHING
from layouts import candidates as grid
from layouts import comparison, exclusions, orders, shell
from layouts import matching as layout
from layouts.exclusions import Found, Sought
from layouts.funnel import Funnel
from layouts.matching import Ids, View
from texts import _

SHOWN = 100
NAMES_SHOWN = 6
SHORTEST_NAME = 2
FOLLOWED = {"orders", "experts", "trainings", "inductions", "associations", "packages", "settings", "vocabulary"}

DATES = State(Ids.DATES, "value")
"""The sessions of a series that are looked for; none named: all that lack somebody."""

page = Page(orders.MATCH, see=Permission.MATCH)


@dataclass(frozen=True)
class Row:
    id: int


@page.view
def show(
    reading: Reading, order_id: int, agreed: str = "", instead: str = "", dates: str = "", who: str = ""
) -> Component:
    """`who` is looked up as if their name had been written."""
    view = _view(reading, order_id, _chosen(dates), number(agreed), number(instead))
    return layout.page(replace(view, sought=_sought(reading, order_id, _chosen(dates), number(who))))


@page.query(
    Output(Ids.BODY, "children"),
    Input(shell.Ids.LIVE, "data"),
    State(Ids.SHAPE, "data"),
    DATES,
    State(Ids.STANDING, "value"),
    State(Ids.AGREED, "value"),
)
def follow(
    reading: Reading, news: News, shape: str | None, dates: Dates, standing: Text, agreed: Text, order_id: int
) -> list[Component]:
    """Somebody else's choice, an act taken back, or a name ticked on an attendance list, changes who can take this. Focus,
    selection and what is being written stay: only rows and figures change."""
    if not FOLLOWED & news.changes.keys():
        raise dash.exceptions.PreventUpdate
    view = _view(reading, order_id, dates, number(agreed))
    if standing != layout.standing(view):
        dash.set_props(Ids.TOP, {"children": layout.top(view)})
    return _redrawn(view, shape)


def refreshed(
    reading: Reading, order_id: int, dates: Dates | str = "", shape: str | None = layout.LISTED
) -> list[Component]:
    """`dates` as the address or the page tells them."""
    return _redrawn(_view(reading, order_id, _chosen(dates)), shape)


def _redrawn(view: View, shape: str | None) -> list[Component]:
    if shape != layout.shape(view):
        return layout.body(view)
    if shape == layout.LISTED:
        dash.set_props(grid.Ids.GRID, {"rowData": grid.rows(view.candidates, layout.acts(view.order))})
        dash.set_props(Ids.HEAD, {"children": layout.head(view)})
    return dash.no_update


@page.query(Output(comparison.Ids.PLACE, "children"), Input(grid.Ids.GRID, "selectedRows"), DATES, always=True)
def compare(reading: Reading, rows: list[Row] | None, dates: Dates, order_id: int) -> Component | None:
    chosen = [row.id for row in rows or ()][-comparison.MOST :]
    if not chosen:
        return None
    found = candidates.match(reading, order_id, dates)
    known = [one for one in chosen if found.place(one)]
    return comparison.beside(candidates.of(reading, found, known)) if known else None


@page.query(Output(Ids.EXCLUDED, "children"), Input(Ids.SHOW_EXCLUDED, "value"), DATES, always=True)
def show_excluded(reading: Reading, wanted: bool, dates: Dates, order_id: int) -> Component | None:
    if not wanted:
        return None
    found = candidates.match(reading, order_id, dates)
    ids = found.ranking.excluded()
    return exclusions.listed(candidates.of(reading, found, ids[:SHOWN].tolist()), len(ids))


@page.query(Output(exclusions.Ids.FOUND, "children"), Input(exclusions.Ids.NAME, "value"), DATES, always=True)
def find(reading: Reading, name: Text, dates: Dates, order_id: int) -> Component | None:
    """Anyone whom the order's themes find, by a part of the name."""
    asked = " ".join(name.split()).casefold()
    if len(asked) < SHORTEST_NAME:
        return None
    named = [one for one, full in queries.offers.names(reading) if asked in full.casefold()]
    return exclusions.found(_found(reading, order_id, dates, named), name.strip())


def _found(reading: Reading, order_id: int, dates: Dates, expert_ids: Sequence[int]) -> list[Found]:
    """The first of those whom the order's themes find."""
    found = candidates.match(reading, order_id, dates)
    shown, gone = set(found.ranking.found.tolist()), queries.matching.withdrawn(reading, order_id)
    named = [one for one in expert_ids if one in shown][:NAMES_SHOWN]
    return [Found(one, one.person.id in gone) for one in candidates.of(reading, found, named)]


def _sought(reading: Reading, order_id: int, dates: Dates, expert_id: int | None) -> Sought | None:
    if expert_id is None:
        return None
    name = dict(queries.offers.names(reading)).get(expert_id)
    return Sought(name, _found(reading, order_id, dates, [expert_id])) if name else None


def kept(_reading: Reading) -> None:
    """The columns are on the screen already."""


@page.command(Output(grid.Ids.COLUMNS, "clear_data"), Input(grid.Ids.COLUMNS, "data"), then=kept)
def keep_columns(writing: Writing, columns: Text) -> None:
    commands.views.keep_columns(writing, columns, MATCHING)


@page.file("/orders/{order_id}/calendar/{expert_id}.ics")
def calendar_file(reading: Reading, order_id: int, expert_id: int) -> File:
    order = queries.orders.details(reading, order_id)
    tasks = briefs.tasks(reading, order_id, expert_id, AssignmentStatus.AGREED)
    sessions = [
        calendar.Session(
            f"assignment-{task.id}@kohtaanto",
            task.span,
            f"{order.row.package}, {order.row.client}",
            orders.place(order),
        )
        for task in tasks
    ]
    name = _("task-{number}.ics").format(number=order_id)
    return File(name, calendar.calendar(sessions, reading.now), "text/calendar; charset=utf-8")


def _chosen(dates: Dates | str) -> Dates:
    return frozenset(filter(None, map(number, dates.split(",")))) if isinstance(dates, str) else dates


def _view(
    reading: Reading, order_id: int, dates: Dates = frozenset(), agreed: int | None = None, instead: int | None = None
) -> View:
    found = candidates.match(reading, order_id, dates)
    ranking, order = found.ranking, queries.orders.details(reading, order_id)
    gone = queries.matching.withdrawn(reading, order_id)
    ids = [expert_id for expert_id in ranking.ids.tolist() if expert_id not in gone]
    return View(
        order=order,
        lacking=queries.dates.lacking(reading, order_id),
        dates=dates,
        candidates=candidates.of(reading, found, ids[:SHOWN]),
        found=len(ids),
        excluded=len(ranking.found) - len(ranking.ids),
        funnel=Funnel(
            ranking.bank,
            ranking.funnel,
            ranking.relaxed,
            len(ids),
            order.row.span.start if order.row.span else None,
        ),
        offers=[row for row in queries.offers.of_order(reading, order_id) if row.status is OfferStatus.OPEN],
        agreed=briefs.agreed(reading, order_id, agreed) if agreed else None,
        withdrew=briefs.withdrew(reading, order_id, instead) if instead else None,
        today=reading.today,
        columns=own_columns.of(reading, MATCHING),
    )
