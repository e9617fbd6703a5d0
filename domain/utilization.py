"""Utilization: the charts, and their bars.

A bar is a scope narrowed by one step, so that its number and the rows behind it are found by the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from domain import chosen
from domain.chosen import CODES, NO_THEME, SEVERAL, Chosen, Codes, Measure
from domain.facts import ENDINGS, OUTCOMES
from domain.legends import USES, Legend
from domain.matching.arrays import Array
from domain.scopes import LEADS, Chart, Rest, Scope
from domain.times import Month

EUROS = (Measure.FEE, Measure.TRAVEL, Measure.CHARGE)
MOST_BARS = 15
REST = -1
"""The code of the one bar that shows all the others together."""


@dataclass(frozen=True)
class Bar:
    """`scope` is where its rows are; `name` is empty for what has none and for the rest of a chart."""

    code: int
    name: str
    count: int
    scope: Scope
    sums: Mapping[Measure, int] = field(default_factory=dict)


def _of_month(scope: Scope, code: int) -> Scope:
    month = Month(code // 12, code % 12 + 1)
    return scope.within(month.first, month.last)


def _of_theme(scope: Scope, code: int, legend: Legend) -> Scope:
    """Of a theme the orders that have no other: an order of several would stand under two bars."""
    if code == SEVERAL:
        return replace(scope, alone=False)
    if code == NO_THEME:
        return replace(scope, theme=0)
    return replace(scope, theme=legend.by_bit[code].id, alone=True)


@dataclass(frozen=True)
class Axis:
    """The scope of each of a chart's numbers and the name under its bar. Bars that are `placed` stand in the order of
    their numbers, others the longest first."""

    narrow: Callable[[Scope, int, Legend], Scope]
    name: Callable[[int, Legend], str]
    placed: bool = False


def _limited(name: str, value: Callable[[int, Legend], object], placed: bool = False) -> Axis:
    """A chart that limits one field of a scope to what its bars are named by."""

    def narrow(scope: Scope, code: int, legend: Legend) -> Scope:
        change: Any = {name: value(code, legend)}
        return replace(scope, **change)

    return Axis(narrow, lambda code, legend: str(value(code, legend)), placed)


AXES: Mapping[Chart, Axis] = {
    Chart.MONTHS: Axis(
        lambda scope, code, _: _of_month(scope, code),
        lambda code, _: str(Month(code // 12, code % 12 + 1)),
        placed=True,
    ),
    Chart.YEARS: Axis(
        lambda scope, code, _: scope.within(date(code, 1, 1), date(code, 12, 31)),
        lambda code, _: str(code),
        placed=True,
    ),
    Chart.GROUPS: _limited("group", lambda code, legend: legend.groups[code]),
    Chart.SECTORS: _limited("sector", lambda code, legend: legend.sectors[code]),
    Chart.USES: _limited("use", lambda code, _: USES[code]),
    Chart.CLIENTS: Axis(
        lambda scope, code, _: replace(scope, client_id=code), lambda code, legend: legend.clients[code].name
    ),
    Chart.PACKAGES: Axis(
        lambda scope, code, _: replace(scope, package_id=code), lambda code, legend: legend.packages[code].name
    ),
    Chart.THEMES: Axis(_of_theme, lambda code, legend: legend.by_bit[code].name if code in legend.by_bit else ""),
    Chart.AREAS: Axis(
        lambda scope, code, _: replace(scope, area=code), lambda code, legend: legend.areas.get(code, "")
    ),
    Chart.MODES: _limited("remote", lambda code, _: bool(code)),
    Chart.ENDINGS: _limited("ending", lambda code, _: ENDINGS[code]),
    Chart.TO_MATCH: _limited("to_match", lambda code, _: list(LEADS)[code], placed=True),
    Chart.TO_DONE: _limited("to_done", lambda code, _: list(LEADS)[code], placed=True),
    Chart.OUTCOMES: _limited("outcome", lambda code, _: OUTCOMES[code]),
    Chart.ORDERER_MARKS: _limited("orderer_mark", lambda code, _: code, placed=True),
    Chart.EXPERT_MARKS: _limited("expert_mark", lambda code, _: code, placed=True),
}


def bars(chart: Chart, rows: Chosen[Any], *measures: Measure) -> tuple[Bar, ...]:
    """Only bars that have rows."""
    axis, legend = AXES[chart], rows.legend
    codes = CODES[chart](rows)
    least = int(codes.min()) if len(codes) else 0
    counts = np.bincount(codes - least)
    sums = {measure: _summed(codes - least, rows, measure, len(counts)) for measure in measures}
    found = [
        Bar(
            least + place,
            axis.name(least + place, legend),
            int(counts[place]),
            axis.narrow(rows.scope, least + place, legend),
            {measure: int(own[place]) for measure, own in sums.items()},
        )
        for place in np.flatnonzero(counts).tolist()
    ]
    return tuple(found if axis.placed else sorted(found, key=lambda bar: (-bar.count, bar.name)))


def _summed(places: Codes, rows: Chosen[Any], measure: Measure, width: int) -> Array:
    if measure is not Measure.PEOPLE:
        return np.bincount(places, rows.column(measure), width)
    experts = rows.column("expert")
    most = int(experts.max(initial=0)) + 1
    met = np.zeros(width * most, np.bool_)
    met[places * np.int64(most) + experts] = True
    people: Array = np.count_nonzero(met.reshape(width, most), axis=1)
    return people


def longest(
    chart: Chart, rows: Chosen[Any], earlier: Chosen[Any] | None = None, most: int = MOST_BARS
) -> tuple[Bar, ...]:
    """The longest bars and one for all the rest, unless there are few or the scope is the rest of another chart. What only
    `earlier` has is a bar of no length."""
    found, rest = bars(chart, rows), rows.scope.rest
    if earlier is not None:
        known = {bar.code for bar in found}
        gone = [bar for bar in bars(chart, earlier) if bar.code not in known]
        found += tuple(
            replace(bar, count=0, scope=AXES[chart].narrow(rows.scope, bar.code, rows.legend)) for bar in gone
        )
    if len(found) <= most + 1 or (rest and rest.chart is not chart):
        return found
    shown = (*(rest.without if rest else ()), *(bar.code for bar in found[:most]))
    left = sum(bar.count for bar in found[most:])
    return (*found[:most], Bar(REST, "", left, replace(rows.scope, rest=Rest(chart, shown))))


def before(chart: Chart, shown: Sequence[Bar], earlier: Chosen[Any]) -> dict[int, Bar]:
    """What the bars that are shown were in `earlier`, by their numbers."""
    then = {bar.code: bar for bar in bars(chart, earlier)}
    for rest in (bar.scope for bar in shown if bar.code == REST):
        rows = chosen.of(earlier.table, replace(rest, period=earlier.scope.period), earlier.legend)
        then[REST] = Bar(REST, "", len(rows), rows.scope)
    return then
