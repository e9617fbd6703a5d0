"""The rows behind a bar: assignments, or the bank's members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import utilization
from domain.experts import Period
from domain.money import Money
from domain.scopes import Asked, Counted, Names, Scope
from domain.utilization import Base, MemberRow, Task
from layouts import scopes as places
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, grid
from texts import _, formats

ORDER = "/orders/{order_id}"


class Ids(IdEnum):
    TASKS = auto()
    MEMBERS = auto()


def tasks(rows: Sequence[Task], asked: Asked, names: Names, named: bool, may_open: bool) -> Component:
    """`named` shows whose they were; `may_open` leads from a row to its order."""
    scope = asked.scope
    header = _header(_("Assignments"), scope, places.in_words(scope, names), places.address(places.TASKS_FILE, scope))
    sums = utilization.sums(rows)
    figures = cards.stats(
        cards.stat(_("Rows"), formats.number(sums.count)),
        cards.stat(_("Hours of work"), formats.number(Decimal(sums.minutes) / 60, 1)),
        cards.stat(_("Fees to experts"), formats.euros(sums.fee)),
        cards.stat(_("Travel costs"), formats.euros(sums.travel)),
        cards.stat(_("Charges to orderers"), formats.euros(sums.charge)),
    )
    columns = _task_columns(scope, named, may_open)
    return _page(header, asked, figures, Ids.TASKS, columns, [_task_cells(row) for row in rows])


def members(rows: Sequence[MemberRow], asked: Asked, names: Names, base: Base, worked: bool, named: bool) -> Component:
    scope = asked.scope
    words = [who(base, worked), *places.in_words(scope, names)]
    header = _header(
        _("Members of the bank"), scope, words, places.members_address(scope, base, worked, places.MEMBERS_FILE)
    )
    figures = cards.stats(
        cards.stat(_("Rows"), formats.number(len(rows))),
        cards.stat(_("Assignments"), formats.number(sum(row.count for row in rows))),
        cards.stat(_("Hours of work"), formats.number(Decimal(sum(row.minutes for row in rows)) / 60, 1)),
    )
    cells = [_member_cells(place, row) for place, row in enumerate(rows, start=1)]
    return _page(header, asked, figures, Ids.MEMBERS, _member_columns(named), cells)


def who(base: Base, worked: bool) -> str:
    if base is Base.MEMBERS:
        return _("Members with assignments") if worked else _("Members without assignments")
    if worked:
        return _("Those of the yearly refresher with assignments")
    return _("Those of the yearly refresher without assignments")


def _header(title: str, scope: Scope, words: Sequence[str], file: str) -> Component:
    """Back to the whole years without limits; and to the charts of just these rows, where that is something else."""
    first, last = scope.period.first.year, scope.period.last.year
    whole = Scope(Period(date(first, 1, 1), date(last, 12, 31)))
    links = [
        actions.link(
            _("Charts of {period}").format(period=places.period(whole.period)),
            places.address(places.CHARTS, whole),
            icon="arrow-left",
        )
    ]
    here = replace(scope, counted=Counted.HELD)
    if here != whole:
        links.append(actions.link(_("Charts of these rows"), places.address(places.CHARTS, here), icon="bar-chart"))
    return cards.page_header(title, *links, actions.download(_("Download the rows"), file), lead=" · ".join(words))


def _page(
    header: Component,
    asked: Asked,
    figures: Component,
    list_id: str,
    columns: Sequence[grid.Column],
    rows: Sequence[Mapping[str, Any]],
) -> Component:
    shown = [header, *places.misread(asked.misread)]
    if not rows:
        return html.Div([*shown, empty.empty(_("No rows"), icon="table")], className="page")
    toolbar = html.Div([grid.search(list_id), grid.row_count(list_id)], className="toolbar")
    return html.Div([*shown, figures, toolbar, grid.grid(list_id, columns, rows, height=grid.FILL)], className="page")


def _task_columns(scope: Scope, named: bool, may_open: bool) -> list[grid.Column]:
    narrow = {"flex": None}
    number = {**narrow, "width": 70, "minWidth": 64, "comparator": {"function": "byNumber"}}
    happened = grid.text("what", _("What happened"), **narrow, width=170)
    return [
        grid.link("id", _("No."), to="href", **number) if may_open else grid.text("id", _("No."), **number),
        grid.date("day", _("Date"), width=104),
        grid.text("client", _("Orderer"), minWidth=152, tooltipField="client"),
        grid.text("package", _("Service package"), minWidth=140, tooltipField="package"),
        *([happened] if scope.counted is Counted.PAID else []),
        grid.number("hours", _("Hours of work"), width=92),
        *(grid.euros(field, word, width=96) for field, word in _euros().items()),
        *([grid.text("expert", _("Expert"), minWidth=136)] if named else []),
    ]


def _euros() -> dict[str, str]:
    return {"fee": _("Fee"), "travel": _("Travel"), "charge": _("Charge")}


def _task_cells(row: Task) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "href": ORDER.format(order_id=row.order_id),
        "day": row.day.isoformat(),
        "client": row.client.name,
        "package": row.package.name,
        "what": texts.words(row.basis),
        "hours": row.minutes / 60,
        "fee": _cents(row.fee),
        "travel": _cents(row.travel),
        "charge": _cents(row.charge),
        "expert": row.expert,
    }


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def _member_columns(named: bool) -> list[grid.Column]:
    return [
        grid.number("id", _("No."), width=80, minWidth=64),
        *([grid.text("name", _("Expert"), minWidth=180)] if named else []),
        grid.number("count", _("Assignments"), width=140),
        grid.number("hours", _("Hours of work")),
        grid.date("last", _("Latest")),
        grid.text("refreshed", _("Refresher taken"), flex=None, width=180),
    ]


def _member_cells(place: int, row: MemberRow) -> dict[str, Any]:
    """The number is the row's own: an expert's would tell who it is."""
    return {
        "id": str(place),
        "name": row.member.name,
        "count": row.count,
        "hours": row.minutes / 60,
        "last": row.last and row.last.isoformat(),
        "refreshed": _("Yes") if row.member.refreshed else _("No"),
    }
