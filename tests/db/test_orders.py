"""The queue through an order's life, in a constant number of queries, and nothing in it that a coordinator may not see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal

import pytest
from sqlalchemy import event

from commands import fees, orders, reports
from db import columns, queries
from db.session import Database
from domain.flow import Seen
from domain.money import Money
from domain.orders import Badge, Lane
from domain.times import HELSINKI
from tests import make, people, work
from tests.clocks import Clock

SEALED = ("address", "own_words", "identity_code", "iban")


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield said
    event.remove(database.engine, "before_cursor_execute", note)


def lane(database: Database, order_id: int) -> Lane:
    return make.queue_row(database, order_id).lane


def test_an_order_walks_through_the_lanes(database: Database, client_id: int, clock: Clock):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    assert lane(database, order_id) is Lane.NEW
    (assignment_id,) = make.assigned(database, order_id, expert_id)
    assert lane(database, order_id) is Lane.CONFIRMED
    clock.set(datetime(2026, 12, 2, 13, 0, tzinfo=HELSINKI))
    assert lane(database, order_id) is Lane.REPORT_MISSING
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [assignment_id])
    assert lane(database, order_id) is Lane.PAYABLE


def test_a_returned_report_is_missing_again(database: Database, client_id: int, clock: Clock):
    order_id = make.order(database, client_id)
    (assignment_id,) = make.assigned(database, order_id, make.expert(database))
    clock.set(datetime(2026, 12, 2, 13, 0, tzinfo=HELSINKI))
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [assignment_id])
    with database.writing(people.CLERK) as writing:
        reports.return_(writing, 1, Seen(1), "kesto ei täsmää")
    assert lane(database, order_id) is Lane.REPORT_MISSING


def test_an_order_is_done_when_payroll_has_its_file(database: Database):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    assert lane(database, 1) is Lane.PAYABLE
    work.paid(database)
    assert lane(database, 1) is Lane.DONE


def test_a_series_tells_a_missing_report_though_its_lane_is_further_back(
    database: Database, client_id: int, clock: Clock
):
    order_id = make.order(database, client_id, make.at(2), make.at(9))
    make.assigned(database, order_id, make.expert(database))
    clock.set(datetime(2026, 12, 3, 9, 0, tzinfo=HELSINKI))
    row = make.queue_row(database, order_id)
    assert row.lane is Lane.CONFIRMED
    assert Badge.REPORT_MISSING in row.badges
    assert (row.progress.held, row.progress.sessions, row.span) == (1, 2, make.at(9))


def test_the_queue_takes_as_many_queries_for_forty_orders_as_for_one(database: Database, client_id: int):
    def queries_of_the_queue() -> int:
        with statements(database) as said, database.reading(people.COORDINATOR) as reading:
            queries.orders.waiting(reading)
        return len(said)

    make.order(database, client_id)
    few = queries_of_the_queue()
    for _ in range(39):
        make.order(database, client_id)
    assert queries_of_the_queue() == few <= 7


def test_a_finished_order_leaves_the_queue_after_sixty_days(database: Database, clock: Clock):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    work.paid(database)
    with database.writing(people.COORDINATOR) as writing:
        orders.claim(writing, 1, Seen(1))
    with database.reading(people.COORDINATOR) as reading:
        assert [row.id for row in queries.orders.waiting(reading)] == [1]
    clock.set(datetime(2027, 1, 5, 9, 0, tzinfo=HELSINKI))
    with database.reading(people.COORDINATOR) as reading:
        assert queries.orders.waiting(reading) == ()


def test_an_old_order_leaves_the_queue_when_it_is_paid_and_is_back_with_a_correction(database: Database, clock: Clock):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    clock.set(datetime(2027, 3, 1, 9, 0, tzinfo=HELSINKI))

    def lanes() -> list[Lane]:
        with database.reading(people.COORDINATOR) as reading:
            return [row.lane for row in queries.orders.waiting(reading)]

    assert lanes() == [Lane.PAYABLE]
    work.export(database, batch_id)
    assert lanes() == []
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, 1, Decimal(1), Money(35_00), "väärä palkkio")
    assert lanes() == [Lane.PAYABLE]


def test_a_missing_report_keeps_an_old_order_in_the_queue(database: Database, clock: Clock):
    work.settle(database)
    work.assignment(database, 1)
    clock.set(datetime(2027, 11, 23, 9, 0, tzinfo=HELSINKI))
    with database.reading(people.COORDINATOR) as reading:
        assert [row.lane for row in queries.orders.waiting(reading)] == [Lane.REPORT_MISSING]


def test_an_exported_batch_touches_the_orders_behind_it(database: Database):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    batch_id, _ = work.paid(database)
    with database.reading(people.COORDINATOR) as reading:
        assert queries.orders.touched_by(reading, {"batches": [batch_id], "users": [1]}) == {1}
        assert queries.orders.touched_by(reading, {"orders": None}) is None


def test_what_a_coordinator_reads_and_writes_never_fetches_what_is_sealed(database: Database, client_id: int):
    with statements(database) as said:
        order_id, expert_id = make.order(database, client_id), make.expert(database)
        fetched_by_builders = len(said)
        make.assigned(database, order_id, expert_id)
        with database.reading(people.COORDINATOR) as reading:
            queries.orders.waiting(reading)
            queries.orders.details(reading, order_id)
            queries.assignments.of_order(reading, order_id)
            queries.offers.of_order(reading, order_id)
            queries.matching.need(reading, order_id)
            columns.current(reading, reading.today)
    asked = said[fetched_by_builders:]
    assert asked
    assert [statement for statement in asked if any(word in statement for word in SEALED)] == []


def test_the_columns_follow_every_commit_and_equal_a_rebuild(database: Database, client_id: int):
    first = make.expert(database)
    order_id = make.order(database, client_id, experts_needed=2)

    def differences() -> list[str]:
        with database.reading(people.COORDINATOR) as reading:
            followed = columns.current(reading, reading.today)
            profiles = queries.profiles.of(reading, reading.today)
            return followed.differences(type(followed).build(profiles, followed.vocabulary))

    assert differences() == []
    make.assigned(database, order_id, first)
    assert differences() == []
    make.expert(database, "grief", languages=("fi", "sv"))
    assert differences() == []
    with database.reading(people.COORDINATOR) as reading:
        assert len(columns.current(reading, reading.today)) == 2
