"""Charts of work: every bar's number is that of the rows behind it, and all bars together are all rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain import chosen, utilization
from domain.chosen import NO_THEME, SEVERAL, Chosen, Measure
from domain.experts import Period
from domain.facts import Ending, Outcome, Tasks
from domain.orders import Use
from domain.scopes import Chart, Counted, Lead, Rest, Scope
from domain.utilization import REST
from tests import charting
from tests.charting import COUNTY, CRISIS, GROUP, LECTURE, LEGEND, PROJECTS, RECEPTION, STUDY, SUBSTANCE, TAMPERE, task

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
EVERYTHING = Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))
TASKS = (
    task(date(2023, 3, 31), client=RECEPTION, package=GROUP, expert=2, themes=[CRISIS], area=TAMPERE),
    task(date(2023, 3, 1), themes=[SUBSTANCE]),
    task(date(2023, 12, 31), client=STUDY, package=LECTURE, themes=[SUBSTANCE, CRISIS], remote=True, area=0),
    task(date(2022, 3, 15), client=STUDY),
    task(date(2023, 5, 5), Ending.CANCELLED_BY_CLIENT, owed=True),
    task(date(2023, 5, 6), Ending.NO_SHOW_OF_CUSTOMER, owed=True, approved=False, fee=0, travel=0),
    task(date(2023, 5, 7), Ending.CANCELLED_BY_EXPERT),
    task(date(2023, 5, 8), Ending.AGREED),
)
ORDERS = (
    charting.order(date(2023, 3, 1)),
    charting.order(date(2023, 3, 2), Outcome.NO_THEME, themes=[CRISIS]),
    charting.order(date(2023, 3, 3), Outcome.CANCELLED, themes=[SUBSTANCE]),
    charting.order(date(2023, 4, 3), Outcome.NO_AREA, area=TAMPERE),
)
FACTS = charting.facts(TASKS, ORDERS)


def rows(scope: Scope) -> Chosen[Tasks]:
    return chosen.of(FACTS.tasks, scope, LEGEND)


def numbers(chart: Chart, scope: Scope = YEAR) -> list[tuple[str, int]]:
    return [(bar.name, bar.count) for bar in utilization.bars(chart, rows(scope))]


@pytest.mark.parametrize(
    "scope",
    [
        YEAR,
        EVERYTHING,
        replace(YEAR, group=COUNTY),
        replace(YEAR, theme=CRISIS),
        replace(YEAR, counted=Counted.PAID),
        replace(YEAR, counted=Counted.BROKEN),
        replace(YEAR, rest=Rest(Chart.CLIENTS, (STUDY,))),
    ],
)
@pytest.mark.parametrize("chart", [chart for chart in Chart if chart is not Chart.OUTCOMES])
def test_the_bars_together_are_the_rows_behind_them(chart: Chart, scope: Scope) -> None:
    found = rows(scope)
    behind = [rows(bar.scope) for bar in utilization.bars(chart, found, *Measure)]
    sums = [{measure: own.sum(measure) for measure in Measure} for own in behind]
    assert [bar.sums for bar in utilization.bars(chart, found, *Measure)] == sums
    assert [bar.count for bar in utilization.bars(chart, found)] == [len(own) for own in behind]
    assert sorted(key for own in behind for key in own.column("id")) == sorted(found.column("id"))


@pytest.mark.parametrize("chart", [Chart.MONTHS, Chart.GROUPS, Chart.THEMES, Chart.AREAS, Chart.OUTCOMES])
def test_the_bars_of_orders_are_the_orders_behind_them(chart: Chart) -> None:
    found = chosen.of(FACTS.orders, YEAR, LEGEND)
    bars = utilization.bars(chart, found)
    behind = [chosen.of(FACTS.orders, bar.scope, LEGEND) for bar in bars]
    assert [bar.count for bar in bars] == [len(own) for own in behind]
    assert sum(bar.count for bar in bars) == len(found) == 4


def test_only_what_was_held_is_counted_and_what_is_paid_besides_shows_in_the_euros() -> None:
    held, paid = (rows(replace(YEAR, counted=counted)) for counted in (Counted.HELD, Counted.PAID))
    euros = [[own.sum(measure) for measure in utilization.EUROS] for own in (held, paid)]
    assert (len(held), held.sum(Measure.MINUTES), euros[0]) == (3, 270, [90_00, 15_00, 195_00])
    assert (len(paid), paid.sum(Measure.MINUTES), euros[1]) == (5, 270, [120_00, 20_00, 325_00])
    assert (held.unapproved, paid.unapproved) == (0, 1)


def test_what_was_agreed_and_not_held_has_its_reasons() -> None:
    found = dict(numbers(Chart.ENDINGS, replace(YEAR, counted=Counted.BROKEN)))
    assert found == {Ending.CANCELLED_BY_CLIENT: 1, Ending.CANCELLED_BY_EXPERT: 1, Ending.NO_SHOW_OF_CUSTOMER: 1}


def test_a_person_counts_once_in_each_bar_and_once_in_all() -> None:
    march, december = utilization.bars(Chart.MONTHS, rows(YEAR), Measure.PEOPLE)
    assert (march.sums[Measure.PEOPLE], december.sums[Measure.PEOPLE], rows(YEAR).sum(Measure.PEOPLE)) == (2, 1, 2)


def test_months_stand_in_the_order_of_the_calendar() -> None:
    assert numbers(Chart.MONTHS, EVERYTHING) == [("2022-03", 1), ("2023-03", 2), ("2023-12", 1)]


def test_a_month_that_the_period_cuts_has_only_the_days_of_the_period_behind_it() -> None:
    first, _december = utilization.bars(Chart.MONTHS, rows(Scope(Period(date(2023, 3, 10), date(2023, 12, 31)))))
    assert first.scope.period == Period(date(2023, 3, 10), date(2023, 3, 31))
    assert first.count == 1


def test_the_longest_bar_stands_first() -> None:
    assert numbers(Chart.GROUPS) == [(COUNTY, 2), (PROJECTS, 1)]
    assert numbers(Chart.USES) == [(Use.PEER, 2), (Use.TEACHING, 1)]


def test_orderers_without_a_sector_have_a_bar_of_their_own() -> None:
    bars = utilization.bars(Chart.SECTORS, rows(YEAR))
    assert [(bar.name, bar.scope.sector) for bar in bars] == [("", ""), ("AIVA", "AIVA"), ("TERHU", "TERHU")]


def test_an_order_of_several_themes_stands_under_one_bar_only() -> None:
    bars = {bar.code: bar for bar in utilization.bars(Chart.THEMES, rows(EVERYTHING))}
    assert {code: bar.count for code, bar in bars.items()} == {0: 1, 63: 1, SEVERAL: 1, NO_THEME: 1}
    assert (bars[0].scope.theme, bars[0].scope.alone) == (SUBSTANCE, True)
    assert (bars[SEVERAL].scope.theme, bars[SEVERAL].scope.alone) == (None, False)


def test_a_limit_to_a_theme_finds_also_the_orders_that_have_others() -> None:
    assert len(rows(replace(YEAR, theme=SUBSTANCE))) == 2
    assert len(rows(replace(YEAR, theme=0))) == 0


def test_the_days_to_an_agreement_and_to_the_work_are_in_their_classes() -> None:
    assert numbers(Chart.TO_MATCH) == [(Lead.WEEK, 3)]
    assert numbers(Chart.TO_DONE) == [(Lead.TWO_WEEKS, 3)]


@pytest.mark.parametrize(
    ("days", "lead"),
    [
        (-1, Lead.SAME_DAY),
        (0, Lead.SAME_DAY),
        (1, Lead.TWO_DAYS),
        (2, Lead.TWO_DAYS),
        (3, Lead.WEEK),
        (14, Lead.TWO_WEEKS),
        (30, Lead.MONTH),
        (31, Lead.LONGER),
    ],
)
def test_a_day_belongs_to_one_class(days: int, lead: Lead) -> None:
    day = date(2023, 3, 1)
    found = charting.chosen_of([task(day, agreed=day.toordinal() - days)], YEAR)
    assert [bar.name for bar in utilization.bars(Chart.TO_DONE, found)] == [lead]
    assert len(charting.chosen_of([task(day, agreed=day.toordinal() - days)], replace(YEAR, to_done=lead))) == 1


def test_demand_that_found_no_one_is_a_scope_of_orders() -> None:
    unmet = chosen.of(FACTS.orders, replace(YEAR, unmet=True), LEGEND)
    assert {bar.name: bar.count for bar in utilization.bars(Chart.OUTCOMES, unmet)} == {
        Outcome.NO_THEME: 1,
        Outcome.NO_AREA: 1,
    }


def test_the_short_bars_of_a_long_chart_stand_together_and_open_to_their_own_chart() -> None:
    legend = replace(
        LEGEND, clients={key: replace(LEGEND.clients[1], id=key, name=f"Yksikkö {key}") for key in range(1, 41)}
    )
    many = [task(date(2023, 3, 1), client=key) for key in range(1, 41) for _ in range(41 - key)]
    found = charting.chosen_of(many, YEAR, legend)
    *shown, others = utilization.longest(Chart.CLIENTS, found)
    assert [bar.count for bar in shown] == list(range(40, 25, -1))
    assert (others.code, others.count) == (REST, sum(range(1, 26)))
    behind = charting.chosen_of(many, others.scope, legend)
    assert len(behind) == others.count
    *more, last = utilization.longest(Chart.CLIENTS, behind)
    assert [bar.count for bar in more] == list(range(25, 10, -1))
    assert len(charting.chosen_of(many, last.scope, legend)) == last.count == sum(range(1, 11))


def test_a_bar_within_the_rest_has_its_own_rows() -> None:
    found = charting.chosen_of(TASKS, replace(YEAR, rest=Rest(Chart.CLIENTS, (STUDY,))))
    (march,) = utilization.bars(Chart.MONTHS, found)
    assert len(charting.chosen_of(TASKS, march.scope)) == march.count == 2


def test_nothing_has_no_bars() -> None:
    assert utilization.bars(Chart.CLIENTS, charting.chosen_of([], YEAR), *Measure) == ()
