"""The rows behind a bar: assignments, orders, or the bank's members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain.capacity import Readiness
from domain.chart_rows import OrderRow, Task
from domain.chosen import Chosen, Measure
from domain.experts import Period
from domain.facts import Orders, Tasks
from domain.money import Money
from domain.rotation import Base, MemberRow, Waiting
from domain.scopes import Asked, Counted, Scope
from layouts import openings
from layouts import scopes as places
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, grid
from texts import _, formats

ORDER = "/orders/{order_id}"
MOST_ROWS = 1000
"""More are not shown at once; the file has them all."""


class Ids(IdEnum):
    TASKS = auto()
    ORDERS = auto()
    MEMBERS = auto()


def tasks(rows: Sequence[Task], chosen: Chosen[Tasks], asked: Asked, named: bool, may_open: bool) -> Component:
    """`rows` are the first of the chosen; `named` shows whose they were, `may_open` leads from a row to its order."""
    scope = asked.scope
    words = places.in_words(scope, chosen.legend)
    header = _header(_("Assignments"), scope, words, places.address(places.TASKS_FILE, scope))
    figures = cards.stats(
        cards.stat(_("Rows"), formats.number(len(chosen))),
        cards.stat(_("Hours of work"), formats.number(Decimal(chosen.sum(Measure.MINUTES)) / 60, 1)),
        cards.stat(_("Fees to experts"), formats.euros(Money(chosen.sum(Measure.FEE)))),
        cards.stat(_("Travel costs"), formats.euros(Money(chosen.sum(Measure.TRAVEL)))),
        cards.stat(_("Charges to orderers"), formats.euros(Money(chosen.sum(Measure.CHARGE)))),
    )
    columns = _task_columns(scope, named, may_open)
    return _page(header, asked, figures, Ids.TASKS, columns, [_task_cells(row) for row in rows], len(chosen))


def orders(rows: Sequence[OrderRow], chosen: Chosen[Orders], asked: Asked, may_open: bool) -> Component:
    scope = asked.scope
    words = places.in_words(scope, chosen.legend, _("orders received"))
    header = _header(_("The orders"), scope, words, places.address(places.ORDERS_FILE, scope))
    figures = cards.stats(cards.stat(_("Rows"), formats.number(len(chosen))))
    cells = [_order_cells(row) for row in rows]
    return _page(header, asked, figures, Ids.ORDERS, _order_columns(may_open), cells, len(chosen))


def members(
    rows: Sequence[MemberRow], asked: Asked, words: Sequence[str], file: str, named: bool, may_offer: bool
) -> Component:
    """Who has waited longest against their own wish stands first; `may_offer` leads to where something is offered."""
    header = _header(_("Members of the bank"), asked.scope, words, file)
    figures = cards.stats(cards.stat(_("Rows"), formats.number(len(rows))))
    cells = [_member_cells(place, row) for place, row in enumerate(rows[:MOST_ROWS], start=1)]
    return _page(header, asked, figures, Ids.MEMBERS, _member_columns(named, may_offer), cells, len(rows))


def hidden(asked: Asked, words: Sequence[str]) -> Component:
    header = cards.page_header(_("Members of the bank"), lead=" · ".join(words))
    sentence = _("So few people were at work within these limits that their numbers are not shown.")
    return html.Div([header, empty.empty(sentence, icon="eye-slash"), *places.misread(asked.misread)], className="page")


def who(base: Base, worked: bool | None, waiting: Waiting | None, ready: Readiness | None = None) -> list[str]:
    words = {
        (Base.MEMBERS, None): _("All members"),
        (Base.MEMBERS, True): _("Members with assignments"),
        (Base.MEMBERS, False): _("Members without assignments"),
        (Base.REFRESHED, None): _("All of the yearly refresher"),
        (Base.REFRESHED, True): _("Those of the yearly refresher with assignments"),
        (Base.REFRESHED, False): _("Those of the yearly refresher without assignments"),
    }
    since = [f"{_('Since the last assignment')}: {texts.words(waiting)}"] if waiting else []
    able = [f"{_('Readiness')}: {texts.words(ready)}"] if ready else []
    return [words[base, worked], *since, *able]


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
    here = scope.of_charts()
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
    whole: int,
) -> Component:
    shown = [header, *places.misread(asked.misread)]
    if not rows:
        return html.Div([*shown, empty.empty(_("No rows"), icon="table")], className="page")
    if whole > len(rows):
        sentence = _("The first {shown} of {whole} rows are shown. The sums and the file are of all of them.")
        said = sentence.format(shown=formats.number(len(rows)), whole=formats.number(whole))
        shown.append(badges.notice(said))
    toolbar = html.Div([grid.search(list_id), grid.row_count(list_id)], className="toolbar")
    return html.Div([*shown, figures, toolbar, grid.grid(list_id, columns, rows, height=grid.FILL)], className="page")


_NARROW = {"flex": None}
_NUMBER = {**_NARROW, "width": 70, "minWidth": 64, "comparator": {"function": "byNumber"}}


def _number(may_open: bool) -> grid.Column:
    return grid.link("id", _("No."), to="href", **_NUMBER) if may_open else grid.text("id", _("No."), **_NUMBER)


def _what() -> list[grid.Column]:
    return [
        grid.text("client", _("Orderer"), minWidth=152),
        grid.text("package", _("Service package"), minWidth=140),
    ]


def _task_columns(scope: Scope, named: bool, may_open: bool) -> list[grid.Column]:
    happened = grid.text("what", _("What happened"), **_NARROW, width=190)
    return [
        _number(may_open),
        grid.date("day", _("Date"), width=104),
        *_what(),
        *([] if scope.counted is Counted.HELD else [happened]),
        grid.number("hours", _("Hours of work"), width=92),
        grid.number("to_match", _("From order to agreement, days"), width=104),
        grid.number("to_done", _("From agreement to work, days"), width=104),
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
        "what": texts.words(row.ending),
        "hours": row.minutes / 60,
        "to_match": row.to_match,
        "to_done": row.to_done,
        "fee": _cents(row.fee),
        "travel": _cents(row.travel),
        "charge": _cents(row.charge),
        "expert": row.expert,
    }


def _order_columns(may_open: bool) -> list[grid.Column]:
    return [
        _number(may_open),
        grid.date("day", _("Received"), width=112),
        *_what(),
        grid.text("themes", _("Themes"), minWidth=130),
        grid.text("area", _("Municipality"), **_NARROW, width=120),
        grid.text("found", _("Places filled"), **_NARROW, width=110),
        grid.text("outcome", _("What became of the order"), minWidth=150),
    ]


def _order_cells(row: OrderRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "href": ORDER.format(order_id=row.id),
        "day": row.day.isoformat(),
        "client": row.client.name,
        "package": row.package.name,
        "themes": ", ".join(row.themes),
        "area": places.mode(True) if row.remote else row.area,
        "found": f"{row.found}/{row.needed}",
        "outcome": texts.words(row.outcome),
    }


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents


def _member_columns(named: bool, may_offer: bool) -> list[grid.Column]:
    offer = grid.link("offer", _("Rotation"), to="href", **_NARROW, width=112)
    name = grid.link if may_offer else grid.text
    opens = {"to": "href"} if may_offer else {}
    counts = [
        grid.number("count", _("Assignments"), width=104),
        grid.number("hours", _("Hours of work"), width=84),
    ]
    return [
        grid.number("id", _("No."), width=60, minWidth=56),
        *([name("name", _("Expert"), **opens, minWidth=140)] if named else []),
        *([offer] if may_offer else []),
        *(counts if named else []),
        grid.date("last", _("Latest"), width=104),
        grid.text("wish", _("Wishes for work"), **_NARROW, width=118),
        grid.text("waiting", _("Since the last assignment"), minWidth=140),
        grid.text("refreshed", _("Refresher taken"), **_NARROW, width=96),
    ]


def _member_cells(place: int, row: MemberRow) -> dict[str, Any]:
    """The number is the row's own: an expert's would tell who it is."""
    told = {
        "id": str(place),
        "last": row.last and row.last.isoformat(),
        "wish": texts.words(row.member.wish),
        "waiting": texts.words(row.waiting),
        "refreshed": _("Yes") if row.member.refreshed else _("No"),
    }
    if not row.member.name:
        return told
    return told | {
        "name": row.member.name,
        "count": row.count,
        "hours": row.minutes / 60,
        "offer": _("offer something"),
        "href": openings.ADDRESS.format(expert_id=row.member.expert_id),
    }
