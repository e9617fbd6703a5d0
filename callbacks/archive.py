"""The archive of assignments, a block at a time as the grid asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from dash import Input, Output
from dash.development.base_component import Component

import db.archive
import texts
from callbacks.addresses import number
from callbacks.wiring import Page
from db import queries
from db.queries.archive import Named
from db.session import Reading
from domain import times
from domain.archive import SortBy, Wanted
from domain.assignments import AssignmentStatus
from domain.permissions import Permission
from layouts import archive as layout
from layouts.archive import MOST_AT_ONCE, Ids
from texts import _N

page = Page(layout.LIST, see=Permission.SEE_ORDERS, label=_N("Archive"), icon="archive")


@dataclass(frozen=True)
class Sort:
    colId: SortBy
    sort: Literal["asc", "desc"]


@dataclass(frozen=True)
class Filter:
    """As AG Grid tells one column's filter; dates come with a time of day that means nothing."""

    type: Literal["contains", "equals", "inRange", "greaterThan", "lessThan"]
    filter: str | int | None = None
    dateFrom: datetime | None = None
    dateTo: datetime | None = None


@dataclass(frozen=True)
class Request:
    startRow: int
    endRow: int
    sortModel: list[Sort] = field(default_factory=list)
    filterModel: dict[Literal["order", "starts", "client", "package", "expert", "status"], Filter] = field(
        default_factory=dict
    )


@page.view
def show(reading: Reading) -> Component:
    return layout.archive(len(db.archive.current(reading).ids))


@page.query(Output(Ids.GRID, "getRowsResponse"), Input(Ids.GRID, "getRowsRequest"))
def block(reading: Reading, request: Request) -> dict[str, Any]:
    first = max(0, request.startRow)
    count = min(max(0, request.endRow - first), MOST_AT_ONCE)
    ids, total = db.archive.current(reading).block(wanted(reading, request), first, count)
    return {"rowData": [layout.cells(row) for row in queries.archive.rows(reading, ids)], "rowCount": total}


def wanted(reading: Reading, request: Request) -> Wanted:
    clients, packages = queries.archive.clients_by_name(reading), queries.archive.packages_by_name(reading)
    sort = request.sortModel[0] if request.sortModel else Sort(SortBy.STARTS, "desc")
    by_name = {SortBy.CLIENT: clients, SortBy.PACKAGE: packages}.get(sort.colId, ())
    asked = request.filterModel
    since, before = _days(asked.get("starts"))
    expert = _text(asked.get("expert"))
    return Wanted(
        orders=_number(asked.get("order")),
        clients=_named(clients, asked.get("client")),
        packages=_named(packages, asked.get("package")),
        experts=queries.archive.experts_called(reading, expert) if expert else None,
        statuses=_statuses(asked.get("status")),
        since=None if since is None else times.start_of(since),
        before=None if before is None else times.start_of(before),
        sort=sort.colId,
        descending=sort.sort == "desc",
        names=tuple(row_id for row_id, _ in by_name),
    )


def _text(asked: Filter | None) -> str:
    return "" if asked is None or asked.filter is None else str(asked.filter).strip()


def _number(asked: Filter | None) -> tuple[int, ...] | None:
    text = _text(asked)
    if not text:
        return None
    found = number(text)
    return () if found is None else (found,)


def _named(names: Named, asked: Filter | None) -> tuple[int, ...] | None:
    text = _text(asked).casefold()
    return tuple(row_id for row_id, name in names if text in name.casefold()) if text else None


def _statuses(asked: Filter | None) -> tuple[AssignmentStatus, ...] | None:
    text = _text(asked).casefold()
    return tuple(status for status in AssignmentStatus if text in texts.words(status).casefold()) if text else None


def _days(asked: Filter | None) -> tuple[date | None, date | None]:
    """The first day, and the day after the last one."""
    if asked is None or asked.dateFrom is None:
        return None, None
    first = asked.dateFrom.date()
    last = asked.dateTo.date() if asked.type == "inRange" and asked.dateTo else first
    after = timedelta(days=1)
    return {
        "greaterThan": (first + after, None),
        "lessThan": (None, first),
    }.get(asked.type, (first, last + after))
