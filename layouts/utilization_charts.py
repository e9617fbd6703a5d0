"""The charts of utilization: each a picture, the same numbers as a table, and links to the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import auto
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import scopes, utilization
from domain.orders import Use
from domain.scopes import Scope
from domain.utilization import Bar, Chart, Client, Volumes
from layouts import scopes as places
from layouts.ids import IdEnum
from layouts.parts import cards, chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from texts import _N, _, formats, ngettext


class Ids(IdEnum):
    CHART = auto()


TITLES: Mapping[Chart, str] = {
    Chart.GROUPS: _N("By reporting group"),
    Chart.SECTORS: _N("By sector"),
    Chart.CLIENTS: _N("By orderer"),
    Chart.USES: _N("By use"),
    Chart.PACKAGES: _N("By service package"),
}
HEADS: Mapping[Chart, str] = {
    Chart.GROUPS: _N("Reporting group"),
    Chart.SECTORS: _N("Sector"),
    Chart.CLIENTS: _N("Orderer"),
    Chart.USES: _N("Use"),
    Chart.PACKAGES: _N("Service package"),
}
NAMES: Mapping[Chart, Callable[[str], str]] = {
    Chart.GROUPS: places.group,
    Chart.SECTORS: places.sector,
    Chart.USES: lambda use: texts.words(Use(use)).capitalize(),
}


def months(volumes: Volumes) -> Component:
    """Each year is a series; a single year has the one before it at its side."""
    scope, earlier = volumes.scope, volumes.scope.year_before()
    shown = [earlier, scope] if earlier else [scope]
    bars = [bar for each in shown for bar in utilization.bars(Chart.MONTHS, each, volumes.tasks)]
    placed = {(bar.scope.period.first.year, bar.scope.period.first.month): bar for bar in bars}
    totals = {bar.name: bar for each in shown for bar in utilization.bars(Chart.YEARS, each, volumes.tasks)}
    years = sorted({year for year, _month in placed} | {scope.period.last.year})
    calendar = range(scope.period.first.month, scope.period.last.month + 1) if earlier else range(1, 13)
    figure = chart.bars(
        [formats.month_name(month) for month in calendar],
        {str(year): [_count(placed.get((year, month))) for month in calendar] for year in years},
        links={str(year): [behind(placed.get((year, month))) for month in calendar] for year in years},
    )
    if earlier and len(years) > 1:
        figure["layout"]["colorway"] = [chart.SERIES[-1], chart.SERIES[0]]
    columns = [
        Column(_("Month"), formats.month_name),
        *(Column(str(year), _of_year(placed, year), numeric=True) for year in years),
    ]
    foot = (_("Total"), *(link(totals.get(str(year))) for year in years))
    table = tables.table(columns, calendar, _("Held assignments by month"), foot)
    opens = _("A bar, like a number in a table, opens its rows.")
    return card(_("Held assignments by month"), f"{_compared(volumes)} {opens}", "months", figure, table, 300)


def _of_year(placed: Mapping[tuple[int, int], Bar], year: int) -> Callable[[int], Child]:
    return lambda month: link(placed.get((year, month)))


def _compared(volumes: Volumes) -> str:
    """A year that goes on is set beside the same days of the one before."""
    scope, earlier = volumes.scope, volumes.scope.year_before()
    count = len(utilization.behind(scope, volumes.tasks))
    held = ngettext("{count} held assignment", "{count} held assignments", count).format(count=formats.number(count))
    if earlier is None:
        return f"{places.period(scope.period)}: {held}."
    until = scopes.year_before(min(scope.period.last, max(volumes.today, scope.period.first)))
    earlier = earlier.within(earlier.period.first, until)
    before = len(utilization.behind(earlier, volumes.tasks))
    sentence = _("{period}: {held}. A year before, {earlier}: {count} ({change}).")
    return sentence.format(
        period=places.period(scope.period),
        held=held,
        earlier=places.period(earlier.period),
        count=formats.number(before),
        change=_change(count - before, before),
    )


def _change(more: int, before: int) -> str:
    return f"{'+' if more > 0 else ''}{formats.percent(more, before)}"


def ranked(kind: Chart, volumes: Volumes) -> Component:
    bars = utilization.bars(kind, volumes.scope, volumes.tasks)
    whole = sum(bar.sums.count for bar in bars)
    names = [NAMES.get(kind, str)(bar.name) for bar in bars]
    figure = chart.ranked(
        names,
        {"": [bar.sums.count for bar in bars]},
        labels=[f"{formats.number(bar.sums.count)} · {_percent(bar.sums.count, whole)}" for bar in bars],
        links={"": [behind(bar) for bar in bars]},
    )
    columns = [
        Column(_(HEADS[kind]), lambda bar: NAMES.get(kind, str)(bar.name)),
        *(_described(volumes) if kind is Chart.CLIENTS else []),
        Column(_("Assignments"), link, numeric=True),
        Column(_("Share"), lambda bar: _percent(bar.sums.count, whole), numeric=True),
    ]
    blank = [""] * (len(columns) - 3)
    table = tables.table(columns, bars, _(TITLES[kind]), (_("Total"), *blank, formats.number(whole), ""))
    return card(_(TITLES[kind]), _held(volumes.scope, whole), kind.value, figure, table, chart.height_of(names))


def _percent(part: int, whole: int) -> str:
    """Few is not none."""
    words = formats.percent(part, whole)
    return "< " + formats.percent(1, 100) if part and words == formats.percent(0, 1) else words


def _described(volumes: Volumes) -> list[Column]:
    known: dict[int | None, Client] = {task.client.id: task.client for task in volumes.tasks}
    return [
        Column(_("Reporting group"), lambda bar: places.group(known[bar.scope.client_id].group)),
        Column(_("Sector"), lambda bar: known[bar.scope.client_id].sector or "–"),
    ]


def card(title: str, words: str, name: str, figure: Mapping[str, Any], table: Component, height: int) -> Component:
    graph = chart.chart(Ids.CHART.of(name=name), title, figure, table, height)
    return cards.card(title, html.P(words, className="muted m-0"), html.Div(graph, className="opens"))


def _held(scope: Scope, count: int) -> str:
    held = ngettext("{count} held assignment", "{count} held assignments", count)
    return f"{places.period(scope.period)}: {held.format(count=formats.number(count))}."


def _count(bar: Bar | None) -> int:
    return bar.sums.count if bar else 0


def behind(bar: Bar | None) -> str:
    return places.address(places.TASKS, bar.scope) if bar else ""


def link(bar: Bar | None) -> Child:
    return dcc.Link(formats.number(bar.sums.count), href=behind(bar)) if bar else "0"
