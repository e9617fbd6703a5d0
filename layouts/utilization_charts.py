"""The charts of utilization: each a picture, the same numbers as a table, and links to the rows behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import auto
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import utilization
from domain.chosen import SEVERAL, Chosen
from domain.facts import Ending, Outcome
from domain.legends import Legend
from domain.orders import Use
from domain.scopes import Chart, Scope
from domain.utilization import REST, Bar
from layouts import scopes as places
from layouts.ids import IdEnum
from layouts.parts import actions, cards, chart, tables
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
    """`earlier` are the same rows a year before: quiet bars under the others and a column of the table."""
    heading = title or _(TITLES[kind])
    bars = utilization.longest(kind, rows, earlier)
    if not bars:
        return cards.card(heading, html.P(words, className="muted m-0"))
    then = utilization.before(kind, bars, earlier) if earlier is not None else {}
    table = _table(kind, rows, earlier, bars, then, heading, path)
    names = [name_of(kind, bar) for bar in bars]
    return card(heading, words, name or kind.value, _figure(rows, earlier, bars, then, names, path), table,
                chart.height_of(names))  # fmt: skip


def _figure(
    rows: Chosen[Any],
    earlier: Chosen[Any] | None,
    bars: Sequence[Bar],
    then: Mapping[int, Bar],
    names: Sequence[str],
    path: str,
) -> dict[str, Any]:
    before = [then.get(bar.code) for bar in bars]
    series: dict[str, Sequence[Bar | None]] = {places.period(rows.scope.period): bars}
    if any(before) and earlier is not None:
        series[places.period(earlier.scope.period)] = before
    return chart.ranked(
        names,
        {name: [bar.count if bar else 0 for bar in each] for name, each in series.items()},
        labels=[f"{formats.number(bar.count)} · {percent(bar.count, len(rows))}" for bar in bars],
        links={name: [behind(bar, path) for bar in each] for name, each in series.items()},
        beside=True,
    )


def _table(
    kind: Chart,
    rows: Chosen[Any],
    earlier: Chosen[Any] | None,
    bars: Sequence[Bar],
    then: Mapping[int, Bar],
    heading: str,
    path: str,
) -> Component:
    columns = [
        Column(_(HEADS[kind]), lambda bar: name_of(kind, bar)),
        *(_described(rows.legend) if kind is Chart.CLIENTS else []),
        Column(_("How many"), lambda bar: link(bar, path), numeric=True),
        Column(_("Share"), lambda bar: percent(bar.count, len(rows)), numeric=True),
    ]
    foot: list[Child] = [_("Total"), *[""] * (len(columns) - 3), link(whole(rows), path), ""]
    if earlier is not None:
        columns.append(Column(places.period(earlier.scope.period), lambda bar: link(then.get(bar.code), path), True))
        foot.append(link(whole(earlier), path))
    return tables.table(columns, bars, heading, foot)


def whole(rows: Chosen[Any]) -> Bar:
    """All of them, as one bar."""
    return Bar(REST, "", len(rows), rows.scope)


def counted(
    name: str, title: str, words: str, head: str, counts: Mapping[Any, int], address: Callable[[Any], str]
) -> Component:
    """Members parted by words; `address` is where the members of a word are."""
    shown = {word: count for word, count in counts.items() if count}
    names = [texts.words(word).capitalize() for word in shown]
    figure = chart.ranked(
        names,
        {"": list(shown.values())},
        labels=[formats.number(count) for count in shown.values()],
        links={"": [address(word) for word in shown]},
    )
    columns = [
        Column(head, lambda word: texts.words(word).capitalize()),
        Column(_("Members"), lambda word: dcc.Link(formats.number(shown[word]), href=address(word)), numeric=True),
    ]
    table = tables.table(columns, shown, title, (_("Total"), formats.number(sum(shown.values()))))
    return card(title, words, name, figure, table, chart.height_of(names))


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


def card(
    title: str,
    words: str,
    name: str,
    figure: Mapping[str, Any],
    table: Component,
    height: int,
    instead: Sequence[Component] = (),
) -> Component:
    """`instead` is given where no rows may stand behind the bars; without it they open."""
    graph = chart.chart(Ids.CHART.of(name=name), title, figure, table, height)
    drawn = html.Div(graph, className=None if instead else "opens")
    return cards.card(title, html.P(words, className="muted m-0"), *instead, drawn)


def no_rows(name: str, title: str, scope: Scope, why: str) -> list[Component]:
    """What is said and given instead of rows: the figures themselves, with their filters, as a file."""
    file = actions.download(_("Download the figures"), places.address(places.FIGURES_FILE, scope, chart=name))
    file.title = title
    return [html.Div([html.P(_(why), className="muted m-0"), file], className="no-rows")]


def behind(bar: Bar | None, path: str = places.TASKS) -> str:
    return places.address(path, bar.scope) if bar and bar.count else ""


def link(bar: Bar | None, path: str = places.TASKS) -> Child:
    return dcc.Link(formats.number(bar.count), href=behind(bar, path)) if bar and bar.count else "0"


def beside(*both: Component) -> Component:
    return html.Div(list(both), className="columns even")
