"""What was done by mistake is taken back by acts with rules of their own, unless something has been built on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

import commands.reports
from commands import assignments, claims, offers, orders, undoing
from db import tables
from db.session import Database, Writing
from domain.assignments import AssignmentStatus, Party
from domain.errors import Refused, Stale
from domain.offers import Answer, OfferStatus
from domain.orders import OrderStatus, UnfilledReason
from domain.permissions import Viewer
from tests import make, people
from tests.clocks import Clock


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def do(database: Database, act: Callable[[Writing], object], by: Viewer = people.COORDINATOR) -> int:
    """The id of the deed that the act made."""
    with database.writing(by) as writing:
        act(writing)
    assert writing.deed is not None
    return writing.deed.id


def undo(database: Database, deed_id: int, by: Viewer = people.COORDINATOR):
    with database.writing(by) as writing:
        return undoing.undo(writing, deed_id)


def order(database: Database, order_id: int) -> tables.Order:
    return make.row(database, tables.Order, order_id)


def task(database: Database, task_id: int) -> tables.Assignment:
    return make.row(database, tables.Assignment, task_id)


def seen(database: Database, table, row_id: int):
    return make.seen(database, table, row_id)


def test_a_yes_by_mistake_frees_the_expert_and_returns_the_order(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id, make.at(2), make.at(9)), make.expert(database)
    deed = do(database, lambda writing: offers.answer(writing, order_id, expert_id, Answer.YES))
    undo(database, deed)
    assert [task(database, each).status for each in (1, 2)] == [AssignmentStatus.VOID] * 2
    assert make.row(database, tables.Offer, 1).status is OfferStatus.WITHDRAWN
    assert (order(database, order_id).status, order(database, order_id).handler_id) == (OrderStatus.NEW, None)
    assert make.assigned(database, order_id, expert_id)


def test_a_no_by_mistake_waits_for_an_answer_as_before(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    do(database, lambda writing: offers.offer(writing, order_id, expert_id))
    deed = do(database, lambda writing: offers.answer(writing, order_id, expert_id, Answer.NO))
    undo(database, deed)
    offer = make.row(database, tables.Offer, 1)
    assert (offer.status, offer.answer) == (OfferStatus.OPEN, None)


def test_a_cancelled_order_comes_back_with_its_tasks_sessions_and_offers(
    database: Database, client_id: int, clock: Clock
):
    """Cancelled two hours before the start, the fee was to be paid; taken back, its report is gone."""
    order_id = make.order(database, client_id, experts_needed=2)
    make.assigned(database, order_id, make.expert(database))
    do(database, lambda writing: offers.offer(writing, order_id, make.expert(database)))
    clock.set(make.at(2, 10).start)
    deed = do(database, lambda writing: orders.cancel(writing, order_id, seen(database, tables.Order, order_id)))
    undo(database, deed)
    assert order(database, order_id).status is OrderStatus.HANDLING
    assert task(database, 1).status is AssignmentStatus.AGREED
    assert task(database, 1).cancelled_by is None
    assert make.row(database, tables.Session, 1).cancelled_at is None
    assert make.row(database, tables.Offer, 2).status is OfferStatus.OPEN
    with database.reading(people.COORDINATOR) as reading:
        assert reading.session.execute(select(func.count()).select_from(tables.Report)).scalar_one() == 0


def test_undo_is_refused_with_the_reason_when_the_fee_has_been_approved(
    database: Database, client_id: int, clock: Clock
):
    order_id = make.order(database, client_id)
    (task_id,) = make.assigned(database, order_id, make.expert(database))
    clock.set(make.at(2, 10).start)
    version = seen(database, tables.Assignment, task_id)
    deed = do(database, lambda writing: assignments.cancel(writing, task_id, version, Party.CLIENT))
    with database.writing(people.CLERK) as writing:
        commands.reports.approve(writing, 1, seen(database, tables.Report, 1))
    with pytest.raises(Refused, match="approved for payment"):
        undo(database, deed)
    assert task(database, task_id).status is AssignmentStatus.CANCELLED


def test_undo_is_refused_when_somebody_else_has_the_place(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    (task_id,) = make.assigned(database, order_id, make.expert(database))
    version = seen(database, tables.Assignment, task_id)
    deed = do(database, lambda writing: assignments.cancel(writing, task_id, version, Party.EXPERT))
    make.assigned(database, order_id, make.expert(database))
    with pytest.raises(Refused, match="Somebody else"):
        undo(database, deed)


def test_undo_is_refused_when_the_expert_has_other_work_by_now(database: Database, client_id: int):
    first, second = (make.order(database, client_id) for _ in range(2))
    expert_id = make.expert(database)
    (task_id,) = make.assigned(database, first, expert_id)
    version = seen(database, tables.Assignment, task_id)
    deed = do(database, lambda writing: assignments.void(writing, task_id, version))
    make.assigned(database, second, expert_id)
    with pytest.raises(Refused, match="another assignment at this time"):
        undo(database, deed)


def test_a_move_is_taken_back_to_the_time_it_was(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    (task_id,) = make.assigned(database, order_id, make.expert(database))
    version = seen(database, tables.Assignment, task_id)
    deed = do(database, lambda writing: assignments.move(writing, task_id, version, make.at(4)))
    undo(database, deed)
    moved = task(database, task_id)
    assert (moved.starts_at, moved.moved_from, moved.yes_awaited_since) == (make.at(2).start, None, None)
    assert make.row(database, tables.Session, 1).starts_at == make.at(2).start


def test_a_closed_order_is_opened_as_it_was(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    do(database, lambda writing: orders.claim(writing, order_id, seen(database, tables.Order, order_id)))
    version = seen(database, tables.Order, order_id)
    deed = do(database, lambda writing: orders.close_unfilled(writing, order_id, version, UnfilledReason.THEME))
    undo(database, deed)
    found = order(database, order_id)
    assert (found.status, found.unfilled_reason, found.handler_id) == (OrderStatus.HANDLING, None, 1)


def test_thirty_seven_orders_taken_at_once_are_returned_at_once(database: Database, client_id: int):
    rows = {make.order(database, client_id, make.at(2 + day % 20)): 1 for day in range(37)}
    deed = do(database, lambda writing: claims.many(writing, "claim", rows))
    assert undo(database, deed) == ()
    assert {order(database, order_id).status for order_id in rows} == {OrderStatus.NEW}


def test_of_many_orders_only_the_one_that_has_gone_on_stays(database: Database, client_id: int):
    first, second = (make.order(database, client_id, make.at(day)) for day in (2, 3))
    deed = do(database, lambda writing: claims.many(writing, "claim", {first: 1, second: 1}))
    do(database, lambda writing: offers.offer(writing, first, make.expert(database)))
    assert [order_id for order_id, _why in undo(database, deed)] == [first]
    assert [order(database, each).status for each in (first, second)] == [OrderStatus.HANDLING, OrderStatus.NEW]


def test_a_deed_is_taken_back_once(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    deed = do(database, lambda writing: orders.claim(writing, order_id, seen(database, tables.Order, order_id)))
    undo(database, deed, people.COORDINATOR_2)
    with pytest.raises(Stale, match="already"):
        undo(database, deed)


def test_an_order_that_someone_else_has_taken_since_is_not_handed_back(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    do(database, lambda writing: orders.claim(writing, order_id, seen(database, tables.Order, order_id)))
    version = seen(database, tables.Order, order_id)
    deed = do(database, lambda writing: claims.take_over(writing, order_id, version), people.COORDINATOR_2)
    do(database, lambda writing: claims.take_over(writing, order_id, seen(database, tables.Order, order_id)))
    with pytest.raises(Refused, match="Somebody else has taken"):
        undo(database, deed)


def test_a_clerk_takes_back_a_cancellation_heard_by_telephone_but_no_claim(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    (task_id,) = make.assigned(database, order_id, make.expert(database))
    version = seen(database, tables.Assignment, task_id)
    deed = do(database, lambda writing: assignments.cancel(writing, task_id, version, Party.EXPERT), people.CLERK)
    undo(database, deed, people.CLERK)
    assert task(database, task_id).status is AssignmentStatus.AGREED
    other = make.order(database, client_id, make.at(3))
    claim = do(database, lambda writing: orders.claim(writing, other, seen(database, tables.Order, other)))
    with pytest.raises(Refused, match="right"):
        undo(database, claim, people.CLERK)
