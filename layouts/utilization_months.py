"""What was done by month: each year is a series, and a single year has the one before it at its side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dash import dcc, html
from dash.development.base_component import Component

from domain import chosen, scopes, utilization
from domain.chosen import Chosen, Measure
from domain.facts import Tasks
from domain.money import Money
from domain.scopes import Chart
from domain.utilization import Bar
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import badges, chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from texts import _, formats, ngettext

Rows = Chosen[Tasks]


@dataclass(frozen=True)
class Told:
    """What a month's bar tells: how long it is and how its number is said, to its rows; `added` where a year's own number
    can be told as well."""

    name: str
    measure: Measure | None = None
    length: Callable[[Bar], float] = lambda bar: bar.count
    said: Callable[[Bar | None], Child] = charts.link
    opens: Callable[[Bar | None], str] = charts.behind
    unit: str = ""
    added: bool = True


def by_month(told: Told, rows: Rows, earlier: Rows | None, title: str, words: str) -> Component:
    shown = [each for each in (earlier, rows) if each is not None]
    bars = [bar for each in shown for bar in utilization.bars(Chart.MONTHS, each, *_measures(told))]
    placed = {divmod(bar.code, 12): bar for bar in bars}
    period = rows.scope.period
    years = sorted({year for year, _month in placed} | {period.last.year})
    calendar = range(period.first.month - 1, period.last.month) if earlier is not None else range(12)
    figure = chart.bars(
        [formats.month_name(month + 1) for month in calendar],
        {str(year): [_length(told, placed.get((year, month))) for month in calendar] for year in years},
        links={str(year): [told.opens(placed.get((year, month))) for month in calendar] for year in years},
        unit=told.unit,
    )
    if earlier is not None and len(years) > 1:
        figure["layout"]["colorway"] = [chart.SERIES[-1], chart.SERIES[0]]
    columns = [
        Column(_("Month"), lambda month: formats.month_name(month + 1)),
        *(Column(str(year), _of_year(told, placed, year), numeric=True) for year in years),
    ]
    table = tables.table(columns, calendar, title, _foot(told, shown, years) if told.added else ())
    return charts.card(title, words, told.name, figure, table, 280)


def _measures(told: Told) -> list[Measure]:
    return [told.measure] if told.measure else []


def _length(told: Told, bar: Bar | None) -> float:
    return told.length(bar) if bar else 0


def _of_year(told: Told, placed: Mapping[tuple[int, int], Bar], year: int) -> Callable[[int], Child]:
    return lambda month: told.said(placed.get((year, month)))


def _foot(told: Told, shown: list[Rows], years: list[int]) -> tuple[Child, ...]:
    totals = {bar.code: bar for each in shown for bar in utilization.bars(Chart.YEARS, each, *_measures(told))}
    return (_("Total"), *(told.said(totals.get(year)) for year in years))


def months(volumes: Volumes) -> Component:
    opens = _("A bar, like a number in a table, opens its rows.")
    title, words = _("Held assignments by month"), f"{_compared(volumes)} {opens}"
    return by_month(Told("months"), volumes.held, volumes.earlier, title, words)


def _compared(volumes: Volumes) -> str:
    """A year that goes on is set beside the same days of the one before."""
    scope, count = volumes.scope, len(volumes.held)
    held = ngettext("{count} held assignment", "{count} held assignments", count).format(count=formats.number(count))
    if volumes.earlier is None:
        return f"{places.period(scope.period)}: {held}."
    then = _same_days(volumes, volumes.earlier)
    before = len(then)
    sentence = _("{period}: {held}. A year before, {earlier}: {count} ({change}).")
    return sentence.format(
        period=places.period(scope.period),
        held=held,
        earlier=places.period(then.scope.period),
        count=formats.number(before),
        change=change(count - before, before),
    )


def _same_days(volumes: Volumes, earlier: Rows) -> Rows:
    """Of the year before, as much as has passed of this one."""
    period = volumes.scope.period
    until = scopes.year_before(min(period.last, max(volumes.today, period.first)))
    return chosen.of(earlier.table, earlier.scope.within(earlier.scope.period.first, until), earlier.legend)


def change(more: int, before: int) -> str:
    return f"{'+' if more > 0 else ''}{formats.percent(more, before)}"


def hours_and_euros(volumes: Volumes) -> list[Component]:
    """By the time of the work, whenever it is paid."""
    paid, before = volumes.paid, volumes.earlier_paid
    fees, travel, charges = (
        by_month(_EUROS[measure], paid, before, title, _euros_in_words(volumes, measure))
        for measure, title in (
            (Measure.FEE, _("Fees to experts")),
            (Measure.TRAVEL, _("Travel costs")),
            (Measure.CHARGE, _("Charges to orderers")),
        )
    )
    words = _("By the time of the work, whenever it is paid. Paid late cancellations and no-shows are counted.")
    return [
        _hours(volumes),
        fees,
        travel,
        charges,
        html.P(words, className="muted m-0"),
        *_unapproved(paid.unapproved),
    ]


def _hours(volumes: Volumes) -> Component:
    words = _("{period}: {hours} hours.").format(
        period=places.period(volumes.scope.period), hours=_in_hours(volumes.held.sum(Measure.MINUTES))
    )
    return by_month(_HOURS, volumes.held, volumes.earlier, _("Hours of work by month"), words)


def _euros_in_words(volumes: Volumes, measure: Measure) -> str:
    now = volumes.paid.sum(measure)
    said = f"{places.period(volumes.scope.period)}: {in_euros(now)}."
    if volumes.earlier_paid is None or not len(volumes.earlier_paid):
        return said
    then = _same_days(volumes, volumes.earlier_paid)
    before = then.sum(measure)
    words = _("A year before, {earlier}: {sum} ({change}).").format(
        earlier=places.period(then.scope.period),
        sum=in_euros(before),
        change=change(now - before, before) if before else "–",
    )
    return f"{said} {words}"


def in_euros(cents: int) -> str:
    return formats.euros(Money(cents))


def _in_hours(minutes: int) -> str:
    return formats.number(Decimal(minutes) / 60, 1)


def _unapproved(count: int) -> list[Component]:
    if not count:
        return []
    sentence = ngettext(
        "{count} work report waits for its approval; its fee is not counted yet.",
        "{count} work reports wait for their approval; their fees are not counted yet.",
        count,
    )
    return [badges.notice(sentence.format(count=formats.number(count)))]


def _sum(measure: Measure, say: Callable[[int], str]) -> Callable[[Bar | None], Child]:
    return lambda bar: dcc.Link(say(bar.sums[measure]), href=charts.behind(bar)) if bar else "0"


def _in_money(name: str, measure: Measure) -> Told:
    return Told(name, measure, lambda bar: float(Money(bar.sums[measure]).euros()), _sum(measure, in_euros), unit=" €")


_HOURS = Told(
    "hours",
    Measure.MINUTES,
    lambda bar: bar.sums[Measure.MINUTES] / 60,
    _sum(Measure.MINUTES, _in_hours),
    unit=" h",
)
_EUROS = {
    Measure.FEE: _in_money("fees", Measure.FEE),
    Measure.TRAVEL: _in_money("travel", Measure.TRAVEL),
    Measure.CHARGE: _in_money("charges", Measure.CHARGE),
}
