"""The order queue: shown, and followed as others change it."""

from __future__ import annotations

from dash.development.base_component import Component

from callbacks.wiring import Cells, Changes, Page
from db import queries
from db.session import Reading
from domain.orders import Lane
from domain.permissions import Permission
from layouts import orders as layout
from layouts.orders import Ids
from texts import _N

MOST_ROWS_TOLD = 100

page = Page(layout.LIST, see=Permission.SEE_ORDERS, label=_N("Order queue"), icon="inboxes")


@page.view
def show(reading: Reading, lane: str | None = None, q: str = "") -> Component:
    rows = queries.orders.waiting(reading)
    return layout.queue(rows, _lanes(lane), q, queries.orders.CLOSED_DAYS)


@page.counted
def unread(reading: Reading) -> int:
    return queries.orders.count_new(reading)


def every_row(reading: Reading) -> list[Cells]:
    return [layout.cells(row) for row in queries.orders.waiting(reading)]


@page.live(Ids.QUEUE, whole=every_row)
def changed(reading: Reading, changes: Changes) -> list[Cells] | None:
    touched = queries.orders.touched_by(reading, changes)
    if touched is None or len(touched) > MOST_ROWS_TOLD:
        return None
    return [layout.cells(row) for row in queries.orders.rows(reading, touched)] if touched else []


def _lanes(words: str | None) -> tuple[Lane, ...]:
    """The address says which; unknown words are passed over."""
    if words is None:
        return layout.OPEN_LANES
    wanted = words.split(",")
    return tuple(lane for lane in Lane if lane.value in wanted)
