"""The charts of utilization: each a picture, the same numbers as a table, and links to the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import auto
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import chosen, scopes, utilization
from domain.chosen import SEVERAL, Chosen, Measure
from domain.facts import Ending, Outcome
from domain.legends import Legend
from domain.orders import Use
from domain.scopes import Chart
from domain.utilization import REST, Bar
from domain.volumes import Volumes
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
    Chart.THEMES: _N("By theme"),
    Chart.AREAS: _N("By municipality"),
    Chart.MODES: _N("On site and remotely"),
    Chart.ENDINGS: _N("Cancellations and no-shows"),
    Chart.OUTCOMES: _N("What became of the orders"),
}
HEADS: Mapping[Chart, str] = {
    Chart.GROUPS: _N("Reporting group"),
    Chart.SECTORS: _N("Sector"),
    Chart.CLIENTS: _N("Orderer"),
    Chart.USES: _N("Use"),
    Chart.PACKAGES: _N("Service package"),
    Chart.THEMES: _N("Theme"),
    Chart.AREAS: _N("Municipality"),
    Chart.MODES: _N("Way of working"),
    Chart.ENDINGS: _N("What happened"),
    Chart.OUTCOMES: _N("What became of the order"),
}
NAMES: Mapping[Chart, Callable[[Bar], str]] = {
    Chart.GROUPS: lambda bar: places.group(bar.name),
    Chart.SECTORS: lambda bar: places.sector(bar.name),
    Chart.USES: lambda bar: texts.words(Use(bar.name)).capitalize(),
    Chart.THEMES: lambda bar: _("several themes") if bar.code == SEVERAL else places.theme(bar.name),
    Chart.AREAS: lambda bar: places.area(bar.name),
    Chart.MODES: lambda bar: places.mode(bool(bar.code)).capitalize(),
    Chart.ENDINGS: lambda bar: texts.words(Ending(bar.name)).capitalize(),
    Chart.OUTCOMES: lambda bar: texts.words(Outcome(bar.name)).capitalize(),
}


def name_of(kind: Chart, bar: Bar) -> str:
    return _("All others") if bar.code == REST else NAMES.get(kind, lambda bar: bar.name)(bar)


def months(volumes: Volumes) -> Component:
    opens = _("A bar, like a number in a table, opens its rows.")
    title, words = _("Held assignments by month"), f"{_compared(volumes)} {opens}"
    return _by_month(volumes, "months", title, words, lambda bar: bar.count, "")


def hours(volumes: Volumes) -> Component:
    words = _("{period}: {hours} hours.").format(
        period=places.period(volumes.scope.period), hours=_hours(volumes.held.sum(Measure.MINUTES))
    )
    return _by_month(
        volumes, "hours", _("Hours of work by month"), words, lambda bar: bar.sums[Measure.MINUTES] / 60, " h"
    )


def _hours(minutes: int) -> str:
    return formats.number(Decimal(minutes) / 60, 1)


def _by_month(
    volumes: Volumes, name: str, title: str, words: str, value: Callable[[Bar], float], unit: str
) -> Component:
    """Each year is a series; a single year has the one before it at its side."""
    scope, earlier = volumes.scope, volumes.earlier
    shown = [rows for rows in (earlier, volumes.held) if rows is not None]
    bars = [bar for rows in shown for bar in utilization.bars(Chart.MONTHS, rows, Measure.MINUTES)]
    placed = {divmod(bar.code, 12): bar for bar in bars}
    totals = {bar.code: bar for rows in shown for bar in utilization.bars(Chart.YEARS, rows, Measure.MINUTES)}
    years = sorted({year for year, _month in placed} | {scope.period.last.year})
    calendar = range(scope.period.first.month - 1, scope.period.last.month) if earlier is not None else range(12)
    figure = chart.bars(
        [formats.month_name(month + 1) for month in calendar],
        {str(year): [_value(placed.get((year, month)), value) for month in calendar] for year in years},
        links={str(year): [behind(placed.get((year, month))) for month in calendar] for year in years},
        unit=unit,
    )
    if earlier is not None and len(years) > 1:
        figure["layout"]["colorway"] = [chart.SERIES[-1], chart.SERIES[0]]
    said = _hours_link if unit else link
    columns = [
        Column(_("Month"), lambda month: formats.month_name(month + 1)),
        *(Column(str(year), _of_year(placed, year, said), numeric=True) for year in years),
    ]
    foot = (_("Total"), *(said(totals.get(year)) for year in years))
    return card(title, words, name, figure, tables.table(columns, calendar, title, foot), 300)


def _value(bar: Bar | None, value: Callable[[Bar], float]) -> float:
    return value(bar) if bar else 0


def _of_year(
    placed: Mapping[tuple[int, int], Bar], year: int, said: Callable[[Bar | None], Child]
) -> Callable[[int], Child]:
    return lambda month: said(placed.get((year, month)))


def _hours_link(bar: Bar | None) -> Child:
    return dcc.Link(_hours(bar.sums[Measure.MINUTES]), href=behind(bar)) if bar else "0"


def _compared(volumes: Volumes) -> str:
    """A year that goes on is set beside the same days of the one before."""
    scope, count = volumes.scope, len(volumes.held)
    held = ngettext("{count} held assignment", "{count} held assignments", count).format(count=formats.number(count))
    if volumes.earlier is None:
        return f"{places.period(scope.period)}: {held}."
    until = scopes.year_before(min(scope.period.last, max(volumes.today, scope.period.first)))
    earlier = volumes.earlier.scope.within(volumes.earlier.scope.period.first, until)
    before = len(chosen.of(volumes.earlier.table, earlier, volumes.legend))
    sentence = _("{period}: {held}. A year before, {earlier}: {count} ({change}).")
    return sentence.format(
        period=places.period(scope.period),
        held=held,
        earlier=places.period(earlier.period),
        count=formats.number(before),
        change=change(count - before, before),
    )


def change(more: int, before: int) -> str:
    return f"{'+' if more > 0 else ''}{formats.percent(more, before)}"


def ranked(
    kind: Chart,
    rows: Chosen[Any],
    words: str,
    *,
    name: str = "",
    title: str = "",
    path: str = places.TASKS,
    earlier: Chosen[Any] | None = None,
) -> Component:
    """`earlier` are the same rows a year before: a column of the table."""
    heading = title or _(TITLES[kind])
    bars = utilization.longest(kind, rows)
    if not bars:
        return cards.card(heading, html.P(words, className="muted m-0"))
    whole = len(rows)
    names = [name_of(kind, bar) for bar in bars]
    figure = chart.ranked(
        names,
        {"": [bar.count for bar in bars]},
        labels=[f"{formats.number(bar.count)} · {percent(bar.count, whole)}" for bar in bars],
        links={"": [behind(bar, path) for bar in bars]},
    )
    columns = [
        Column(_(HEADS[kind]), lambda bar: name_of(kind, bar)),
        *(_described(rows.legend) if kind is Chart.CLIENTS else []),
        Column(_("How many"), lambda bar: link(bar, path), numeric=True),
        Column(_("Share"), lambda bar: percent(bar.count, whole), numeric=True),
        *([_before(kind, earlier, path)] if earlier is not None else []),
    ]
    foot = [_("Total"), *[""] * (len(columns) - 1)]
    foot[[column.name for column in columns].index(_("How many"))] = formats.number(whole)
    if earlier is not None:
        foot[-1] = formats.number(len(earlier))
    table = tables.table(columns, bars, heading, foot)
    return card(heading, words, name or kind.value, figure, table, chart.height_of(names))


def _before(kind: Chart, earlier: Chosen[Any], path: str) -> Column:
    then = {bar.code: bar for bar in utilization.bars(kind, earlier)}

    def cell(bar: Bar) -> Child:
        if bar.code != REST:
            return link(then.get(bar.code), path)
        period = earlier.scope.period
        rest = chosen.of(earlier.table, replace(bar.scope, period=period), earlier.legend)
        return link(Bar(REST, "", len(rest), rest.scope), path)

    return Column(places.period(earlier.scope.period), cell, numeric=True)


def percent(part: int, whole: int) -> str:
    """Few is not none."""
    words = formats.percent(part, whole)
    return "< " + formats.percent(1, 100) if part and words == formats.percent(0, 1) else words


def _described(legend: Legend) -> list[Column]:
    def of(bar: Bar, say: Callable[[Any], str]) -> str:
        return "" if bar.code == REST else say(legend.clients[bar.code])

    return [
        Column(_("Reporting group"), lambda bar: of(bar, lambda client: places.group(client.group))),
        Column(_("Sector"), lambda bar: of(bar, lambda client: client.sector or "–")),
    ]


def held(rows: Chosen[Any]) -> str:
    count = len(rows)
    words = ngettext("{count} held assignment", "{count} held assignments", count)
    return f"{places.period(rows.scope.period)}: {words.format(count=formats.number(count))}."


def card(title: str, words: str, name: str, figure: Mapping[str, Any], table: Component, height: int) -> Component:
    graph = chart.chart(Ids.CHART.of(name=name), title, figure, table, height)
    return cards.card(title, html.P(words, className="muted m-0"), html.Div(graph, className="opens"))


def behind(bar: Bar | None, path: str = places.TASKS) -> str:
    return places.address(path, bar.scope) if bar else ""


def link(bar: Bar | None, path: str = places.TASKS) -> Child:
    return dcc.Link(formats.number(bar.count), href=behind(bar, path)) if bar else "0"


def beside(*both: Component) -> Component:
    return html.Div(list(both), className="columns even")
