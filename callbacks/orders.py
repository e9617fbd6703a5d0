"""The order queue: shown as its address or a saved view says, and followed as others change it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qsl

import pydantic
from dash.development.base_component import Component
from typing_extensions import TypedDict

from callbacks import own_columns
from callbacks.addresses import number
from callbacks.wiring import Cells, Changes, Page
from db import queries
from db.session import Reading
from domain import views
from domain.orders import Badge, Lane
from domain.permissions import Permission
from domain.views import State
from layouts import order_queues as layout
from layouts import order_rows, orders
from layouts.order_queues import Ids
from texts import _N

E = TypeVar("E", bound=StrEnum)
MOST_ROWS_TOLD = 100

page = Page(orders.LIST, see=Permission.SEE_ORDERS, label=_N("Order queue"), icon="inboxes")


class Condition(TypedDict, total=False):
    """A column's filter as AG Grid says it; nothing else of an address reaches the grid."""

    filterType: Literal["text", "number", "date"]
    type: str
    operator: Literal["AND", "OR"]
    filter: str | float | None
    filterTo: str | float | None
    conditions: list[dict[Literal["filterType", "type", "filter"], str]]


FILTERS = pydantic.TypeAdapter(dict[str, Condition])


@page.view
def show(reading: Reading, view: str = "", **words: str) -> Component:
    rows = queries.orders.waiting(reading)
    return layout.queue(
        layout.Queue(
            rows=rows,
            state=_state(reading, view, words),
            mine=queries.deputies.mine(reading),
            colleagues=queries.deputies.colleagues(reading),
            holders=queries.deputies.holders(rows),
            deputies=queries.deputies.standing_in(reading),
            views=queries.views.mine(reading),
            viewer=reading.viewer,
            today=reading.today,
            closed_days=queries.queue.CLOSED_DAYS,
        )
    )


@page.counted
def unread(reading: Reading) -> int:
    return queries.orders.count_new(reading)


def every_row(reading: Reading) -> list[Cells]:
    return [order_rows.cells(row) for row in queries.orders.waiting(reading)]


@page.live(Ids.QUEUE, whole=every_row)
def changed(reading: Reading, changes: Changes) -> list[Cells] | None:
    touched = queries.orders.touched_by(reading, changes)
    if touched is None or len(touched) > MOST_ROWS_TOLD:
        return None
    return [order_rows.cells(row) for row in queries.orders.rows(reading, touched)] if touched else []


def _state(reading: Reading, view: str, words: dict[str, str]) -> State:
    """What the address says; a saved view when it names one, one's own first view when it says nothing."""
    if (view_id := number(view)) is not None:
        words = dict(parse_qsl(queries.views.one(reading, view_id).state))
    elif not words and (first := queries.views.first(reading)):
        words = dict(parse_qsl(first.state))
    return State(
        lanes=_members(Lane, words["lane"]) if "lane" in words else views.OPEN_LANES,
        marks=_members(Badge, words.get("mark", "")),
        mine=words.get("mine") == "1",
        text=words.get("q", ""),
        columns=_names(words.get("columns", "")),
        sort=_names(words.get("sort", "")),
        filters=_read(FILTERS, words.get("filters", ""), {}),
        widths=own_columns.of(reading, views.ORDERS),
    )


def _members(kind: type[E], words: str) -> tuple[E, ...]:
    """Unknown words are passed over."""
    wanted = words.split(",")
    return tuple(member for member in kind if member.value in wanted)


def _names(words: str) -> tuple[str, ...]:
    return tuple(name for name in words.split(",") if name)


def _read(kind: pydantic.TypeAdapter[Any], text: str, otherwise: Any) -> Any:
    try:
        return kind.validate_python(json.loads(text)) if text else otherwise
    except (pydantic.ValidationError, ValueError):
        return otherwise
