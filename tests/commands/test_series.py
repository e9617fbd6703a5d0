"""A series of dates as one object: cancelled, moved and handed on by date, and its planning session never lost."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

import commands.reports
from commands import series
from db import tables
from db.session import Database
from domain.assignments import AssignmentStatus, Party
from domain.fees import LineKind
from domain.money import Money
from domain.series import Reach
from domain.tariffs import FeeUnit, IncomeType
from domain.times import Span
from tests import make, people
from tests.clocks import Clock

TUESDAYS = tuple(make.at(day) for day in (1, 8, 15, 22))
AGREED, CANCELLED = AssignmentStatus.AGREED, AssignmentStatus.CANCELLED


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


@pytest.fixture
def tasks(database: Database, client_id: int) -> tuple[int, ...]:
    """One expert on four Tuesdays of December."""
    return make.assigned(database, make.order(database, client_id, *TUESDAYS), make.expert(database))


def cancel(database: Database, task: int, by: Party, reach: Reach) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return series.cancel(writing, task, make.seen(database, tables.Assignment, task), by, reach)


def move(database: Database, task: int, span: Span, reach: Reach) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return series.move(writing, task, make.seen(database, tables.Assignment, task), span, reach)


def statuses(database: Database, tasks: tuple[int, ...]) -> list[AssignmentStatus]:
    return [make.row(database, tables.Assignment, task).status for task in tasks]


def starts(database: Database, tasks: tuple[int, ...]) -> list[Span]:
    rows = [make.row(database, tables.Assignment, task) for task in tasks]
    return [Span(row.starts_at, row.ends_at) for row in rows]


def test_one_of_the_series_is_cancelled_and_the_others_stand(database: Database, tasks: tuple[int, ...]):
    assert cancel(database, tasks[2], Party.CLIENT, Reach.THIS) == 1
    assert statuses(database, tasks) == [AGREED, AGREED, CANCELLED, AGREED]


def test_from_one_date_on_the_series_is_handed_to_another(database: Database, tasks: tuple[int, ...]):
    assert cancel(database, tasks[1], Party.EXPERT, Reach.FOLLOWING) == 3
    order_id = make.row(database, tables.Assignment, tasks[0]).order_id
    other = make.expert(database)
    assert starts(database, make.assigned(database, order_id, other)) == list(TUESDAYS[1:])
    assert statuses(database, tasks) == [AGREED, CANCELLED, CANCELLED, CANCELLED]


def test_a_held_date_does_not_move_with_the_others(database: Database, tasks: tuple[int, ...], clock: Clock):
    clock.set(TUESDAYS[0].end)
    assert move(database, tasks[1], make.at(9, hour=14), Reach.ALL) == 3
    assert starts(database, tasks) == [TUESDAYS[0], *(make.at(day, hour=14) for day in (9, 16, 23))]


def test_a_series_moves_onto_its_own_old_dates(database: Database, tasks: tuple[int, ...]):
    assert move(database, tasks[0], TUESDAYS[1], Reach.ALL) == 4
    assert starts(database, tasks) == [*TUESDAYS[1:], make.at(29)]


def settle_add_on(database: Database) -> None:
    with database.writing(people.NOBODY) as writing:
        writing.session.add(
            tables.FeeRate(
                code="PLANNING",
                unit=FeeUnit.ADD_ON,
                price=Money(25_00),
                valid_from=date(2026, 1, 1),
                includes_preparation=False,
                includes_after_work=False,
                income_type=IncomeType.NON_WAGE_COMPENSATION,
                proposed_by_id=people.CLERK.id,
                confirmed_by_id=people.MANAGER.id,
                name_fi="Suunnittelu",
                name_sv="Planering",
                name_en="Planning",
            )
        )


def report(database: Database, task: int) -> list[LineKind]:
    """What the approved report of the task pays."""
    with database.writing(people.COORDINATOR) as writing:
        commands.reports.confirm(writing, [task])
        report_id = writing.session.execute(
            select(tables.Report.id).where(tables.Report.assignment_id == task)
        ).scalar_one()
    with database.writing(people.CLERK) as writing:
        commands.reports.approve(writing, report_id, make.seen(database, tables.Report, report_id))
    line = tables.PaymentLine
    with database.reading(people.CLERK) as reading:
        rows = reading.session.execute(select(line.kind).where(line.report_id == report_id).order_by(line.id))
        return list(rows.scalars())


def test_the_planning_session_is_paid_once_with_the_first_date(database: Database, client_id: int, clock: Clock):
    settle_add_on(database)
    order_id = make.order(database, client_id, *TUESDAYS, planning_meeting=True)
    tasks = make.assigned(database, order_id, make.expert(database))
    clock.set(TUESDAYS[-1].end)
    assert [report(database, task) for task in tasks[:2]] == [[LineKind.FEE, LineKind.ADD_ON], [LineKind.FEE]]


def test_the_planning_session_is_not_lost_with_the_first_date(database: Database, client_id: int, clock: Clock):
    settle_add_on(database)
    order_id = make.order(database, client_id, *TUESDAYS, planning_meeting=True)
    tasks = make.assigned(database, order_id, make.expert(database))
    cancel(database, tasks[0], Party.CLIENT, Reach.THIS)
    clock.set(TUESDAYS[-1].end)
    assert report(database, tasks[1]) == [LineKind.FEE, LineKind.ADD_ON]


def test_whoever_takes_over_the_first_date_has_the_planning_session(database: Database, client_id: int, clock: Clock):
    settle_add_on(database)
    order_id = make.order(database, client_id, *TUESDAYS, planning_meeting=True)
    tasks = make.assigned(database, order_id, make.expert(database))
    cancel(database, tasks[0], Party.EXPERT, Reach.THIS)
    (taken,) = make.assigned(database, order_id, make.expert(database))
    clock.set(TUESDAYS[-1].end)
    assert report(database, taken) == [LineKind.FEE, LineKind.ADD_ON]
    assert report(database, tasks[1]) == [LineKind.FEE]
