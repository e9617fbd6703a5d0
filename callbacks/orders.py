"""The order queue: shown, and followed as others change it."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output
from dash.development.base_component import Component

from callbacks.wiring import News, Page
from db import queries
from db.session import Reading
from domain.orders import Lane
from domain.permissions import Permission
from layouts import orders as layout
from layouts import shell
from layouts.orders import Ids
from texts import _N

page = Page(layout.LIST, see=Permission.SEE_ORDERS, label=_N("Order queue"), icon="inboxes")


@page.view
def show(reading: Reading, lane: str | None = None, q: str = "") -> Component:
    rows = queries.orders.waiting(reading)
    return layout.queue(rows, _lanes(lane), q, queries.orders.CLOSED_DAYS)


@page.counted
def unread(reading: Reading) -> int:
    return queries.orders.count_new(reading)


@page.query(Output(Ids.DELTA, "data"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, news: News) -> dict[str, Any]:
    touched = queries.orders.touched_by(reading, news.changes)
    if touched == set():
        raise dash.exceptions.PreventUpdate
    rows = queries.orders.waiting(reading) if touched is None else queries.orders.rows(reading, touched)
    return {"grid": Ids.QUEUE, "rows": [layout.cells(row) for row in rows], "gone": []}


page.clientside(Output(Ids.DELTA, "id"), Input(Ids.DELTA, "data"), function=("grid", "apply"))


def _lanes(words: str | None) -> tuple[Lane, ...]:
    """The address says which; unknown words are passed over."""
    if words is None:
        return layout.OPEN_LANES
    wanted = words.split(",")
    return tuple(lane for lane in Lane if lane.value in wanted)
