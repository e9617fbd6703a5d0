"""What happens to an agreed task: cancelled in time or late, nobody came, moved, or never was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from commands import assignments
from db import tables
from db.session import Database
from domain.assignments import AssignmentStatus, Party
from domain.errors import Refused
from domain.orders import Badge, Lane
from domain.reports import ReportBasis
from domain.times import HELSINKI
from tests import make, people
from tests.clocks import Clock


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


@pytest.fixture
def task(database: Database, client_id: int) -> int:
    """Agreed for Wednesday 2 December 2026 at 12–13."""
    order_id = make.order(database, client_id)
    return make.assigned(database, order_id, make.expert(database))[0]


def cancel(database: Database, assignment_id: int, by: Party) -> None:
    with database.writing(people.COORDINATOR) as writing:
        assignments.cancel(writing, assignment_id, make.seen(database, tables.Assignment, assignment_id), by)


def reports_of(database: Database, assignment_id: int) -> list[ReportBasis]:
    with database.reading(people.CLERK) as reading:
        query = select(tables.Report.basis).where(tables.Report.assignment_id == assignment_id)
        return list(reading.session.execute(query).scalars())


def lane(database: Database, assignment_id: int) -> Lane:
    return make.queue_row(database, make.row(database, tables.Assignment, assignment_id).order_id).lane


@pytest.mark.parametrize(
    ("minutes_before", "by", "paid"),
    [
        (24 * 60 + 1, Party.CLIENT, False),
        (24 * 60 - 1, Party.CLIENT, True),
        (24 * 60 - 1, Party.CUSTOMER, True),
        (10, Party.EXPERT, False),
    ],
)
def test_a_late_cancellation_is_paid_in_full_unless_it_is_the_experts_own(
    database: Database, task: int, clock: Clock, minutes_before: int, by: Party, paid: bool
):
    clock.set(datetime(2026, 12, 2, 12, 0, tzinfo=HELSINKI) - timedelta(minutes=minutes_before))
    cancel(database, task, by)
    assert reports_of(database, task) == ([ReportBasis.LATE_CANCELLATION] if paid else [])
    assert make.row(database, tables.Assignment, task).status is AssignmentStatus.CANCELLED


def test_the_day_before_the_clocks_go_back_has_its_own_twenty_four_hours(
    database: Database, client_id: int, clock: Clock
):
    """On 25 October 2026 the night has an hour more: 24 hours before 12 is 13 on the day before."""
    clock.set(datetime(2026, 10, 20, 9, 0, tzinfo=HELSINKI))
    order_id = make.order(database, client_id, make.at(25, 12, month=10))
    (task,) = make.assigned(database, order_id, make.expert(database))
    clock.set(datetime(2026, 10, 24, 12, 30, tzinfo=HELSINKI))
    cancel(database, task, Party.CLIENT)
    assert reports_of(database, task) == []


def test_when_the_orderer_cancels_the_session_goes(database: Database, task: int):
    cancel(database, task, Party.CLIENT)
    session_id = make.row(database, tables.Assignment, task).session_id
    assert make.row(database, tables.Session, session_id).cancelled_at is not None


def test_when_the_expert_withdraws_the_place_is_open_again(database: Database, task: int):
    cancel(database, task, Party.EXPERT)
    assert lane(database, task) is Lane.HANDLING


def test_of_a_pair_the_other_stays_when_one_withdraws(database: Database, client_id: int):
    order_id = make.order(database, client_id, experts_needed=2)
    tasks = [make.assigned(database, order_id, make.expert(database))[0] for _ in range(2)]
    cancel(database, tasks[0], Party.EXPERT)
    row = make.queue_row(database, order_id)
    assert (row.progress.filled, row.needed, row.lane) == (1, 2, Lane.HANDLING)
    assert make.row(database, tables.Assignment, tasks[1]).status is AssignmentStatus.AGREED


@pytest.mark.parametrize(
    ("by", "basis"),
    [(Party.CUSTOMER, [ReportBasis.NO_SHOW]), (Party.CLIENT, [ReportBasis.NO_SHOW]), (Party.EXPERT, [])],
)
def test_the_fee_is_paid_when_the_customer_did_not_come(
    database: Database, task: int, clock: Clock, by: Party, basis: list[ReportBasis]
):
    clock.set(datetime(2026, 12, 2, 12, 15, tzinfo=HELSINKI))
    with database.writing(people.COORDINATOR) as writing:
        assignments.mark_no_show(writing, task, make.seen(database, tables.Assignment, task), by)
    assert reports_of(database, task) == basis


def test_nobody_has_failed_to_come_before_the_task_begins(database: Database, task: int):
    with pytest.raises(Refused, match="not begun"), database.writing(people.COORDINATOR) as writing:
        assignments.mark_no_show(writing, task, make.seen(database, tables.Assignment, task), Party.CUSTOMER)


def test_a_void_is_not_a_cancellation(database: Database, task: int, clock: Clock):
    clock.set(datetime(2026, 12, 2, 11, 0, tzinfo=HELSINKI))
    with database.writing(people.COORDINATOR) as writing:
        assignments.void(writing, task, make.seen(database, tables.Assignment, task))
    row = make.row(database, tables.Assignment, task)
    assert (row.status, row.cancelled_by) == (AssignmentStatus.VOID, None)
    assert reports_of(database, task) == []


def test_a_move_restarts_the_clock(database: Database, task: int, clock: Clock):
    clock.set(datetime(2026, 12, 2, 8, 0, tzinfo=HELSINKI))
    with database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, task, make.seen(database, tables.Assignment, task), make.at(4))
    moved = make.row(database, tables.Assignment, task)
    assert (moved.starts_at, moved.moved_from) == (make.at(4).start, make.at(2).start)
    assert moved.agreed_at == clock.now
    cancel(database, task, Party.CLIENT)
    assert reports_of(database, task) == []


def test_a_pair_is_moved_together(database: Database, client_id: int):
    order_id = make.order(database, client_id, experts_needed=2)
    tasks = [make.assigned(database, order_id, make.expert(database))[0] for _ in range(2)]
    with database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, tasks[0], make.seen(database, tables.Assignment, tasks[0]), make.at(4))
    assert {make.row(database, tables.Assignment, each).starts_at for each in tasks} == {make.at(4).start}


def test_a_task_is_not_moved_over_another_of_the_same_expert(database: Database, client_id: int):
    expert_id = make.expert(database)
    first, second = (
        make.assigned(database, make.order(database, client_id, make.at(day)), expert_id)[0] for day in (2, 4)
    )
    with pytest.raises(Refused, match="at the same time"), database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, first, make.seen(database, tables.Assignment, first), make.at(4))
    assert make.row(database, tables.Assignment, second).starts_at == make.at(4).start


def test_a_task_may_be_moved_by_half_an_hour(database: Database, task: int):
    with database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, task, make.seen(database, tables.Assignment, task), make.at(2, 13))
    assert make.row(database, tables.Assignment, task).starts_at == make.at(2, 13).start


def test_a_task_is_not_moved_into_the_past(database: Database, task: int):
    with pytest.raises(Refused, match="already passed"), database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, task, make.seen(database, tables.Assignment, task), make.at(2, month=11))


def test_a_clerk_records_a_cancellation_heard_by_telephone(database: Database, task: int):
    with database.writing(people.CLERK) as writing:
        assignments.cancel(writing, task, make.seen(database, tables.Assignment, task), Party.EXPERT)
    assert make.row(database, tables.Assignment, task).status is AssignmentStatus.CANCELLED


def test_a_moved_time_waits_for_the_experts_new_yes(database: Database, task: int):
    with database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, task, make.seen(database, tables.Assignment, task), make.at(4))
    assert Badge.NEW_TIME in make.queue_row(database, 1).badges
    with database.writing(people.COORDINATOR) as writing:
        assignments.agree_anew(writing, task, make.seen(database, tables.Assignment, task))
    assert Badge.NEW_TIME not in make.queue_row(database, 1).badges


def test_a_time_moved_with_the_expert_on_the_telephone_waits_for_nothing(database: Database, task: int):
    with database.writing(people.COORDINATOR) as writing:
        assignments.move(writing, task, make.seen(database, tables.Assignment, task), make.at(4), agreed=True)
    assert make.row(database, tables.Assignment, task).yes_awaited_since is None


@pytest.mark.parametrize("nobody", [people.MANAGER, people.ADMIN, people.READER])
def test_nobody_but_a_coordinator_or_a_clerk_cancels(database: Database, task: int, nobody):
    with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
        assignments.cancel(writing, task, make.seen(database, tables.Assignment, task), Party.EXPERT)


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_only_a_coordinator_moves_and_voids(database: Database, task: int, nobody):
    seen = make.seen(database, tables.Assignment, task)
    acts = (
        lambda writing: assignments.void(writing, task, seen),
        lambda writing: assignments.move(writing, task, seen, make.at(4)),
    )
    for act in acts:
        with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
            act(writing)
