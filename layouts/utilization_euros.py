"""Fees, travel and charges over time, as a picture, a table and links to the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash import html
from dash.development.base_component import Component

from domain import times, utilization
from domain.chosen import Measure
from domain.money import Money
from domain.scopes import Chart, Scope
from domain.times import Month
from domain.utilization import EUROS, Bar
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import badges, chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from texts import _N, _, formats, ngettext

MANY_YEARS = 3
"""Calendar years from which on euros are shown by the year."""

SUMS: Mapping[Measure, str] = {
    Measure.FEE: _N("Fees to experts"),
    Measure.TRAVEL: _N("Travel costs"),
    Measure.CHARGE: _N("Charges to orderers"),
}


def euros(volumes: Volumes) -> Component:
    """By the month of the work, whenever it is paid; by the year when there are many."""
    rows, scope = volumes.paid, volumes.paid.scope
    by_year = scope.period.last.year - scope.period.first.year + 1 >= MANY_YEARS
    bars = utilization.bars(Chart.YEARS if by_year else Chart.MONTHS, rows, *EUROS)
    placed = {bar.name: bar for bar in bars}
    names = _stretches(scope, by_year)
    figure = chart.bars(
        list(names.values()),
        {_(word): [_drawn(placed.get(at), measure) for at in names] for measure, word in SUMS.items()},
        links={_(word): [charts.behind(placed.get(at)) for at in names] for word in SUMS.values()},
        unit=" €",
    )
    columns = [
        Column(_("Year") if by_year else _("Month"), lambda bar: names[bar.name]),
        Column(_("Rows"), charts.link, numeric=True),
        *(Column(_(word), _in_euros(measure), numeric=True) for measure, word in SUMS.items()),
    ]
    whole = Bar(0, "", len(rows), scope, {measure: rows.sum(measure) for measure in EUROS})
    foot = (_("Total"), charts.link(whole), *(_in_euros(measure)(whole) for measure in SUMS))
    table = tables.table(columns, bars, _("Fees and charges"), foot)
    card = charts.card(_("Fees and charges"), _explained(scope), "euros", figure, table, 300)
    return html.Div([card, *_unapproved(rows.unapproved)], className="stack")


def in_euros(cents: int) -> str:
    return formats.euros(Money(cents))


def _explained(scope: Scope) -> str:
    words = _(
        "{period}, by the time of the work, whenever it is paid. Paid late cancellations and no-shows are counted."
    )
    return words.format(period=places.period(scope.period))


def _drawn(bar: Bar | None, measure: Measure) -> float:
    return float(Money(bar.sums[measure]).euros()) if bar else 0


def _in_euros(measure: Measure) -> Callable[[Bar], Child]:
    return lambda bar: in_euros(bar.sums[measure])


def _unapproved(count: int) -> list[Component]:
    if not count:
        return []
    sentence = ngettext(
        "{count} work report waits for its approval; its fee is not counted yet.",
        "{count} work reports wait for their approval; their fees are not counted yet.",
        count,
    )
    return [badges.notice(sentence.format(count=formats.number(count)))]


def _stretches(scope: Scope, by_year: bool) -> dict[str, str]:
    """The names of bars → what stands under them, also where nothing was held."""
    first, last = scope.period.first, scope.period.last
    if by_year:
        return {str(year): str(year) for year in range(first.year, last.year + 1)}
    months = times.months(Month.of(first), Month.of(last))
    if first.year == last.year:
        return {str(month): formats.month_name(month.month) for month in months}
    return {str(month): formats.month(month) for month in months}
