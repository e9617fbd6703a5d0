"""Charts of held work: every bar's number is that of the rows behind it, and all bars together are all rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from domain import scopes, utilization
from domain.experts import Period
from domain.money import Money
from domain.orders import Use
from domain.reports import ReportBasis
from domain.scopes import Asked, Counted, Scope
from domain.utilization import Base, Chart, Client, Member, Package, Share, Task

COUNTY, PROJECTS = "VaKe hyvinvointialueen toimialat", "Kehittämishankkeet"
MEETING, GROUP = Package(1, "Asiakastapaaminen", Use.PEER), Package(2, "Ryhmänohjaus", Use.PEER)
LECTURE = Package(3, "Luento", Use.TEACHING)
HOUSING = Client(1, "Asumispalvelut", COUNTY, "AIVA")
RECEPTION = Client(2, "Vastaanotto", COUNTY, "TERHU")
STUDY = Client(3, "Hanke", PROJECTS, "")
YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
EVERYTHING = Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))
FEE = Money(30_00)
TODAY = date(2026, 11, 23)
_ids = count(1)


def task(
    day: date,
    client: Client = HOUSING,
    package: Package = MEETING,
    basis: ReportBasis = ReportBasis.DONE,
    expert_id: int = 1,
    fee: Money | None = FEE,
) -> Task:
    minutes = 90 if basis is ReportBasis.DONE else 0
    return Task(next(_ids), 1, day, client, package, expert_id, minutes, basis, fee, Money(5_00), Money(70_00))


TASKS = (
    task(date(2023, 3, 31), RECEPTION, GROUP, expert_id=2),
    task(date(2023, 3, 1)),
    task(date(2023, 12, 31), STUDY, LECTURE),
    task(date(2022, 3, 15), STUDY),
    task(date(2023, 5, 5), basis=ReportBasis.LATE_CANCELLATION),
    task(date(2023, 5, 6), basis=ReportBasis.NO_SHOW, fee=None),
)


@pytest.mark.parametrize("scope", [YEAR, EVERYTHING, replace(YEAR, group=COUNTY), replace(YEAR, counted=Counted.PAID)])
@pytest.mark.parametrize("chart", Chart)
def test_the_bars_together_are_the_rows_behind_them(chart: Chart, scope: Scope) -> None:
    bars = utilization.bars(chart, scope, TASKS)
    behind = [row for bar in bars for row in utilization.behind(bar.scope, TASKS)]
    assert [bar.sums for bar in bars] == [utilization.sums(utilization.behind(bar.scope, TASKS)) for bar in bars]
    assert sorted(row.id for row in behind) == sorted(row.id for row in utilization.behind(scope, TASKS))


def test_only_what_was_held_is_counted_and_what_is_paid_besides_shows_in_the_euros() -> None:
    held, paid = (
        utilization.sums(utilization.behind(scope, TASKS)) for scope in (YEAR, replace(YEAR, counted=Counted.PAID))
    )
    assert (held.count, held.minutes, held.fee, held.charge) == (3, 270, Money(90_00), Money(210_00))
    assert (paid.count, paid.minutes, paid.fee, paid.travel) == (5, 270, Money(120_00), Money(25_00))
    assert paid.unapproved == 1


def test_rows_stand_by_day() -> None:
    days = [row.day for row in utilization.behind(YEAR, TASKS)]
    assert days == [date(2023, 3, 1), date(2023, 3, 31), date(2023, 12, 31)]


def test_months_stand_in_the_order_of_the_calendar() -> None:
    bars = utilization.bars(Chart.MONTHS, EVERYTHING, TASKS)
    assert [(bar.name, bar.sums.count) for bar in bars] == [("2022-03", 1), ("2023-03", 2), ("2023-12", 1)]


def test_a_month_that_the_period_cuts_has_only_the_days_of_the_period_behind_it() -> None:
    scope = Scope(Period(date(2023, 3, 10), date(2023, 12, 31)))
    first, _december = utilization.bars(Chart.MONTHS, scope, TASKS)
    assert first.scope.period == Period(date(2023, 3, 10), date(2023, 3, 31))
    assert first.sums.count == 1


def test_the_longest_bar_stands_first() -> None:
    bars = utilization.bars(Chart.GROUPS, YEAR, TASKS)
    assert [(bar.name, bar.sums.count) for bar in bars] == [(COUNTY, 2), (PROJECTS, 1)]


def test_two_orderers_of_one_name_have_their_own_bars() -> None:
    twins = (task(date(2023, 1, 2)), task(date(2023, 1, 3), replace(HOUSING, id=9)))
    assert [bar.sums.count for bar in utilization.bars(Chart.CLIENTS, YEAR, twins)] == [1, 1]


def test_orderers_without_a_sector_have_a_bar_of_their_own() -> None:
    bars = utilization.bars(Chart.SECTORS, YEAR, TASKS)
    assert [(bar.name, bar.scope.sector) for bar in bars] == [("", ""), ("AIVA", "AIVA"), ("TERHU", "TERHU")]


def test_of_69_members_45_worked_and_of_the_refreshed_53_the_same_45() -> None:
    """The bank's published figures of 2023: 65 % and 85 %."""
    members = [Member(number, refreshed=number <= 53) for number in range(1, 70)]
    tasks = [task(date(2023, 3, 1), expert_id=1 + number % 45) for number in range(702)]
    rows = utilization.activity(members, YEAR, tasks)
    assert utilization.share(Base.MEMBERS, rows) == Share(45, 69)
    assert utilization.share(Base.REFRESHED, rows) == Share(45, 53)
    assert len(utilization.of(Base.MEMBERS, rows, worked=False)) == 24


def test_a_paid_cancellation_puts_nobody_to_work() -> None:
    (row,) = utilization.activity([Member(1, refreshed=True)], YEAR, TASKS[4:])
    assert (row.worked, row.count, row.last) == (False, 0, None)


def test_members_stand_by_name_and_without_names_by_what_they_did() -> None:
    tasks = [task(date(2023, 3, day), expert_id=2) for day in (1, 2)] + [task(date(2023, 3, 3))]
    named = utilization.activity([Member(2, True, "Örjan"), Member(1, True, "Aino")], YEAR, tasks)
    unnamed = utilization.activity([Member(1, True), Member(2, True)], YEAR, tasks)
    assert [row.member.name for row in named] == ["Aino", "Örjan"]
    assert [(row.count, row.minutes) for row in unnamed] == [(2, 180), (1, 90)]


def test_a_year_is_set_beside_the_year_before() -> None:
    leap_day = Scope(Period(date(2024, 2, 29), date(2024, 2, 29)))
    assert YEAR.year_before() == Scope(Period(date(2022, 1, 1), date(2022, 12, 31)))
    assert leap_day.year_before() == Scope(Period(date(2023, 2, 28), date(2023, 2, 28)))


def test_several_years_stand_beside_each_other_already() -> None:
    assert EVERYTHING.year_before() is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, Period(date(2026, 1, 1), date(2026, 12, 31))),
        ({"until": "2023-06-30"}, Period(date(2023, 1, 1), date(2023, 6, 30))),
        ({"since": "2025-05-01"}, Period(date(2025, 5, 1), date(2026, 12, 31))),
        ({"since": "2027-05-01"}, Period(date(2027, 5, 1), date(2027, 12, 31))),
        ({"since": "2023-06-30", "until": "2023-01-01"}, Period(date(2023, 1, 1), date(2023, 6, 30))),
    ],
)
def test_the_period_is_this_year_unless_told(words: dict[str, str], expected: Period) -> None:
    assert scopes.read(words, TODAY) == Asked(Scope(expected))


@pytest.mark.parametrize(
    "scope",
    [
        EVERYTHING,
        Scope(YEAR.period, group=COUNTY, sector="", client_id=7, package_id=2, use=Use.PEER, counted=Counted.PAID),
    ],
)
def test_an_address_is_read_as_it_was_written(scope: Scope) -> None:
    assert scopes.read(scopes.words(scope), TODAY) == Asked(scope)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("since", "yesterday"),
        ("until", "0001-01-01"),
        ("client", "-1"),
        ("client", "٣"),
        ("package", "9" * 30),
        ("use", "sleeping"),
        ("group", "a\0b"),
        ("counted", "all"),
    ],
)
def test_what_cannot_be_understood_limits_nothing_and_is_told(name: str, text: str) -> None:
    asked = scopes.read({name: text, "colour": "red"}, TODAY)
    assert asked == Asked(Scope(Period(date(2026, 1, 1), date(2026, 12, 31))), (name,))
    assert not asked.scope.limited
