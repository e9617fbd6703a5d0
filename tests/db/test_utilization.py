"""What the charts are made of: local days, the money of a report that stands, who worked, and no names without the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

import texts
from db import queries, tables
from db.session import Database, Reading
from domain import utilization
from domain.assignments import AssignmentStatus
from domain.chart_rows import Task
from domain.chosen import Measure
from domain.errors import Missing
from domain.experts import Period
from domain.fees import LineKind, LineRole
from domain.money import Money
from domain.orders import Use
from domain.permissions import Viewer
from domain.reports import ReportBasis, ReportStatus
from domain.rotation import Base, Share
from domain.scopes import Chart, Counted, Scope
from domain.utilization import EUROS
from domain.volumes import Volumes
from tests import people, statements, volumes

YEAR = Scope(Period(date(2023, 1, 1), date(2023, 12, 31)))
PAID = replace(YEAR, counted=Counted.PAID)
MAY = Scope(Period(date(2023, 5, 1), date(2023, 5, 31)))


@pytest.fixture
def bank(database: Database) -> Database:
    volumes.settle(database)
    return database


@pytest.fixture(scope="module")
def two_years(module_bank: Database) -> Database:
    volumes.settle(module_bank)
    volumes.several(module_bank)
    return module_bank


def shown(database: Database, scope: Scope = YEAR, viewer: Viewer = people.MANAGER) -> Volumes:
    with database.reading(viewer) as reading:
        return queries.utilization.shown(reading, scope)


def rows(database: Database, scope: Scope = YEAR, viewer: Viewer = people.MANAGER) -> tuple[Task, ...]:
    """As the page of the rows asks for them."""
    with database.reading(viewer) as reading:
        return queries.utilization.task_rows(reading, queries.utilization.tasks(reading, scope))


@pytest.mark.parametrize("counted", Counted)
@pytest.mark.parametrize("chart", [chart for chart in Chart if chart is not Chart.OUTCOMES])
def test_a_bar_is_the_sum_of_the_rows_that_its_address_brings(
    two_years: Database, chart: Chart, counted: Counted
) -> None:
    scope = replace(YEAR, counted=counted)
    with two_years.reading(people.MANAGER) as reading:
        bars = utilization.bars(chart, queries.utilization.tasks(reading, scope), *EUROS)
    for bar in bars:
        behind = rows(two_years, bar.scope)
        euros = {
            Measure.FEE: sum(row.fee.cents for row in behind if row.fee),
            Measure.TRAVEL: sum(row.travel.cents for row in behind if row.travel),
            Measure.CHARGE: sum(row.charge.cents for row in behind if row.charge),
        }
        assert (bar.count, bar.sums) == (len(behind), euros)
    assert sum(bar.count for bar in bars) == {Counted.HELD: 6, Counted.PAID: 8, Counted.BROKEN: 2}[counted]


def test_new_years_eve_in_helsinki_belongs_to_its_own_year(bank: Database) -> None:
    """22.30 UTC on 31 December is half past midnight in Helsinki."""
    volumes.held(bank, datetime(2022, 12, 31, 21, 30, tzinfo=UTC))
    volumes.held(bank, datetime(2022, 12, 31, 22, 30, tzinfo=UTC), expert_id=2)
    assert [task.day for task in rows(bank)] == [date(2023, 1, 1)]
    both = Scope(Period(date(2022, 1, 1), date(2023, 12, 31)))
    assert [task.day for task in rows(bank, both)] == [date(2022, 12, 31), date(2023, 1, 1)]
    assert shown(bank).years == {2022: 1, 2023: 1, 2024: 0, 2025: 0, 2026: 0}


def test_a_summer_night_belongs_to_helsinkis_month(bank: Database) -> None:
    """21.30 UTC on 30 April is half past midnight on 1 May."""
    volumes.held(bank, datetime(2023, 4, 30, 20, 30, tzinfo=UTC))
    volumes.held(bank, datetime(2023, 4, 30, 21, 30, tzinfo=UTC), expert_id=2)
    assert [task.day for task in rows(bank, MAY)] == [date(2023, 5, 1)]


@pytest.mark.parametrize("status", [AssignmentStatus.AGREED, AssignmentStatus.VOID])
def test_what_was_not_held_is_not_even_a_row(bank: Database, status: AssignmentStatus) -> None:
    volumes.held(bank, date(2023, 5, 4), reported=False, assignment={"status": status})
    assert rows(bank, PAID) == ()


def test_a_paid_late_cancellation_costs_without_having_been_held(bank: Database) -> None:
    volumes.owed(bank, date(2023, 5, 6), ReportBasis.LATE_CANCELLATION)
    (row,) = rows(bank, PAID)
    assert (row.minutes, row.fee, row.charge) == (0, volumes.FEE, volumes.PRICE)
    assert rows(bank) == ()


def test_hours_are_the_reported_ones_and_the_planned_until_there_is_a_report(bank: Database) -> None:
    volumes.held(bank, date(2023, 5, 4), minutes=75)
    volumes.held(bank, date(2023, 5, 5), reported=False)
    assert [(task.minutes, task.fee) for task in rows(bank)] == [(75, volumes.FEE), (60, None)]


def test_a_fee_is_counted_once_its_report_is_approved(bank: Database) -> None:
    volumes.held(bank, date(2023, 5, 4), approved=False)
    volumes.held(bank, date(2023, 5, 5), ticket=volumes.TICKET)
    assert [(task.fee, task.travel) for task in rows(bank)] == [(None, None), (volumes.FEE, volumes.TICKET)]


def test_a_returned_report_pays_nothing_and_counts_once(bank: Database) -> None:
    assignment_id = volumes.held(bank, date(2023, 5, 4), approved=False)
    with bank.writing(people.NOBODY) as writing:
        report = tables.Report
        writing.session.execute(
            update(report).where(report.assignment_id == assignment_id).values(status=ReportStatus.RETURNED)
        )
    assert [(task.id, task.fee) for task in rows(bank)] == [(assignment_id, None)]


def test_a_correction_changes_the_fee_of_its_own_assignment(bank: Database) -> None:
    volumes.held(bank, date(2023, 5, 4))
    with bank.writing(people.NOBODY) as writing:
        report = writing.session.execute(select(tables.Report)).scalar_one()
        wrong = writing.session.execute(select(tables.PaymentLine)).scalar_one()
        writing.session.add_all(
            volumes.line(report, 1, LineKind.FEE, amount, role=role, corrects_id=wrong.id)
            for role, amount in ((LineRole.MINUS, Money(-30_00)), (LineRole.PLUS, Money(20_00)))
        )
    assert [task.fee for task in rows(bank)] == [Money(20_00)]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"group": volumes.COUNTY}, 3),
        ({"group": ""}, 1),
        ({"sector": "AIVA"}, 2),
        ({"sector": ""}, 3),
        ({"client_id": volumes.PROJECT}, 2),
        ({"package_id": volumes.LECTURE}, 2),
        ({"use": Use.PEER}, 2),
        ({"use": Use.PEER, "sector": "AIVA"}, 1),
    ],
)
def test_a_limit_holds_for_the_rows_and_for_every_year(
    two_years: Database, limit: dict[str, object], expected: int
) -> None:
    scope = replace(YEAR, **limit)
    assert len(rows(two_years, scope)) == shown(two_years, scope).years[2023] == expected


def test_the_share_at_work_is_of_those_in_the_bank_and_of_those_who_took_the_refresher(two_years: Database) -> None:
    """Expert 1 took the refresher a year too early, 4 never; 3 took it and was not asked."""
    assert shown(two_years).members.shares == {Base.MEMBERS: Share(3, 4), Base.REFRESHED: Share(1, 2)}


def test_who_joins_later_or_has_left_is_no_member_of_the_period(bank: Database) -> None:
    with bank.writing(people.NOBODY) as writing:
        expert = tables.Expert
        writing.session.execute(update(expert).where(expert.id == 1).values(left_on=date(2023, 1, 1)))
        writing.session.execute(update(expert).where(expert.id == 2).values(left_on=date(2022, 12, 31)))
        writing.session.execute(update(expert).where(expert.id == 3).values(joined_on=date(2023, 12, 31)))
        writing.session.execute(update(expert).where(expert.id == 4).values(joined_on=date(2024, 1, 1)))
    assert {row.member.expert_id for row in shown(bank).members.rows} == {1, 3}


def test_a_short_period_looks_for_the_refresher_in_the_year_that_ends_with_it(bank: Database) -> None:
    autumn = Scope(Period(date(2023, 9, 1), date(2023, 9, 30)))
    spring = Scope(Period(date(2024, 6, 1), date(2024, 6, 5)))
    later = Scope(Period(date(2024, 6, 1), date(2024, 6, 6)))
    refreshed = [
        {row.member.expert_id for row in shown(bank, one).members.rows if row.member.refreshed}
        for one in (autumn, spring, later)
    ]
    assert refreshed == [{2, 3}, {2, 3}, set()]


def test_a_manager_gets_no_names_and_a_coordinator_gets_them(bank: Database) -> None:
    volumes.held(bank, date(2023, 5, 4))
    assert [task.expert for task in rows(bank)] == [""]
    assert [task.expert for task in rows(bank, viewer=people.COORDINATOR)] == ["Aino Aalto"]
    with bank.reading(people.COORDINATOR) as reading:
        named = queries.utilization.rotation_of(reading, YEAR)
    assert {row.member.name for row in named.rows} == set(volumes.EXPERTS.values())


def test_a_managers_queries_do_not_even_fetch_names(bank: Database) -> None:
    """The shared columns, which hold none, are there before."""
    volumes.held(bank, date(2023, 5, 4))
    shown(bank)
    with bank.reading(people.MANAGER) as reading, statements.counted(bank) as said:
        queries.utilization.shown(reading, YEAR)
        queries.utilization.task_rows(reading, queries.utilization.tasks(reading, YEAR))
        queries.utilization.rotation_of(reading, YEAR)
    assert [statement for statement in said if "last_name" in statement] == []


def test_an_orderer_is_called_by_its_name_in_the_readers_language(bank: Database) -> None:
    volumes.held(bank, date(2023, 5, 4))
    with texts.using("sv"):
        assert [task.client.name for task in rows(bank)] == ["Boendeservice"]


@pytest.mark.parametrize("limit", [{"client_id": 99}, {"package_id": 99}, {"theme": 99}])
def test_a_scope_limited_to_what_is_not_there_is_missing(bank: Database, limit: dict[str, int]) -> None:
    with bank.reading(people.MANAGER) as reading, pytest.raises(Missing):
        queries.utilization.tasks(reading, replace(YEAR, **limit))


def test_an_empty_bank_has_empty_charts(database: Database) -> None:
    found = shown(database)
    assert (len(found.held), len(found.orders), found.years, found.members.rows) == (0, 0, {2026: 0}, ())


def test_more_rows_cost_no_more_queries(bank: Database) -> None:
    def ask(reading: Reading) -> object:
        return queries.utilization.shown(reading, YEAR)

    volumes.held(bank, date(2023, 5, 8))
    shown(bank)
    few = statements.number(bank, people.MANAGER, ask)
    volumes.several(bank)
    shown(bank)
    assert statements.number(bank, people.MANAGER, ask) == few == 11
