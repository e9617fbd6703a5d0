"""Orders are taken in turn, given on, returned, taken over from whoever is away, and many at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from commands import assignments, claims, deputies, offers, orders
from db import queries, tables
from db.session import Database
from domain.assignments import Party
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.offers import Answer
from domain.orders import Badge, Lane, OrderStatus
from tests import make, people, races
from tests.clocks import Clock


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def take(database: Database, order_id: int, by=people.COORDINATOR) -> None:
    with database.writing(by) as writing:
        orders.claim(writing, order_id, make.seen(database, tables.Order, order_id))


def next_of(database: Database, by=people.COORDINATOR) -> int:
    with database.writing(by) as writing:
        return claims.next_up(writing)


def handler(database: Database, order_id: int) -> int | None:
    return make.row(database, tables.Order, order_id).handler_id


def test_the_next_order_is_by_time_to_the_date_then_urgency_then_age(database: Database, client_id: int, clock: Clock):
    """On Monday 23 November five working days reach to Monday 30 November."""
    far = make.order(database, client_id, make.at(10))
    clock.pass_by(minutes=1)
    open_time = make.order(database, client_id, make.at(3), open_time="")
    with database.writing(people.COORDINATOR) as writing:
        orders.set_times(writing, open_time, Seen(1), [])
    urgent = make.order(database, client_id, make.at(15), urgent=True)
    soon = make.order(database, client_id, make.at(27, month=11))
    sooner = make.order(database, client_id, make.at(26, month=11))
    assert [next_of(database) for _ in range(5)] == [sooner, soon, urgent, far, open_time]
    with pytest.raises(Refused, match="taken to handle"):
        next_of(database)


def test_two_people_at_once_never_get_the_same_next_order(database: Database, client_id: int):
    for day in (2, 3):
        make.order(database, client_id, make.at(day))
    staff = (people.COORDINATOR, people.COORDINATOR_2)
    got, refused = races.at_once(2, lambda place: next_of(database, staff[place]))
    assert sorted(got) == [1, 2]
    assert refused == []


def test_a_claim_that_nothing_comes_of_lapses_after_two_working_days(database: Database, client_id: int, clock: Clock):
    """Taken on Monday 23 November, it is anybody's on Wednesday the 25th."""
    order_id = make.order(database, client_id)
    take(database, order_id)
    clock.pass_by(days=1)
    assert make.queue_row(database, order_id).lane is Lane.HANDLING
    clock.pass_by(days=1)
    row = make.queue_row(database, order_id)
    assert (row.lane, Badge.LAPSED in row.badges) == (Lane.NEW, True)
    assert next_of(database, people.COORDINATOR_2) == order_id
    assert make.queue_row(database, order_id).lane is Lane.HANDLING
    assert handler(database, order_id) == people.COORDINATOR_2.id


def test_an_order_that_waits_for_the_orderer_does_not_lapse(database: Database, client_id: int, clock: Clock):
    order_id = make.order(database, client_id)
    take(database, order_id)
    with database.writing(people.COORDINATOR) as writing:
        orders.wait(writing, order_id, make.seen(database, tables.Order, order_id), waits=True)
    clock.pass_by(days=14)
    assert make.queue_row(database, order_id).lane is Lane.HANDLING


def test_the_claim_counts_anew_when_an_expert_withdraws(database: Database, client_id: int, clock: Clock):
    order_id = make.order(database, client_id, make.at(10))
    (task,) = make.assigned(database, order_id, make.expert(database))
    clock.pass_by(days=8)
    with database.writing(people.COORDINATOR) as writing:
        assignments.cancel(writing, task, make.seen(database, tables.Assignment, task), Party.EXPERT)
    assert make.queue_row(database, order_id).lane is Lane.HANDLING
    clock.pass_by(days=2)
    assert make.queue_row(database, order_id).lane is Lane.NEW


def test_calling_an_expert_keeps_the_claim(database: Database, client_id: int, clock: Clock):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    take(database, order_id)
    clock.pass_by(days=1)
    with database.writing(people.COORDINATOR) as writing:
        offers.answer(writing, order_id, expert_id, Answer.NO)
    clock.pass_by(days=1)
    assert make.queue_row(database, order_id).lane is Lane.HANDLING


def test_an_order_is_given_to_a_colleague_but_not_to_a_clerk(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    take(database, order_id)
    seen = make.seen(database, tables.Order, order_id)
    with pytest.raises(Missing), database.writing(people.COORDINATOR) as writing:
        claims.hand_over(writing, order_id, seen, people.CLERK.id)
    with database.writing(people.COORDINATOR) as writing:
        claims.hand_over(writing, order_id, seen, people.COORDINATOR_2.id)
    assert handler(database, order_id) == people.COORDINATOR_2.id


def test_an_order_is_returned_to_the_queue_until_somebody_has_been_asked(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    take(database, order_id)
    with database.writing(people.COORDINATOR) as writing:
        claims.release(writing, order_id, make.seen(database, tables.Order, order_id))
    order = make.row(database, tables.Order, order_id)
    assert (order.status, order.handler_id) == (OrderStatus.NEW, None)
    with database.writing(people.COORDINATOR) as writing:
        offers.offer(writing, order_id, expert_id)
    with pytest.raises(Refused, match="have been asked"), database.writing(people.COORDINATOR) as writing:
        claims.release(writing, order_id, make.seen(database, tables.Order, order_id))


def test_all_orders_of_somebody_who_is_away_are_taken_over_in_one_act(database: Database, client_id: int):
    theirs = [make.order(database, client_id, make.at(day)) for day in (2, 3)]
    other = make.order(database, client_id, make.at(4))
    for order_id in theirs:
        take(database, order_id, people.COORDINATOR_2)
    with database.writing(people.COORDINATOR) as writing:
        assert claims.take_all(writing, people.COORDINATOR_2.id) == 2
    assert [handler(database, order_id) for order_id in (*theirs, other)] == [people.COORDINATOR.id] * 2 + [None]


def test_a_deputy_answers_for_the_orders_on_the_days_agreed_and_no_longer(database: Database, clock: Clock):
    with database.writing(people.COORDINATOR) as writing:
        deputies.name(writing, people.COORDINATOR_2.id, people.COORDINATOR.id, date(2026, 11, 24), date(2026, 11, 25))
    mine = []
    for _ in range(4):
        with database.reading(people.COORDINATOR) as reading:
            mine.append(len(queries.deputies.mine(reading)))
        clock.pass_by(days=1)
    assert mine == [1, 2, 2, 1]


def test_of_many_orders_those_that_refuse_are_told_and_the_others_done(database: Database, client_id: int):
    free, taken = (make.order(database, client_id, make.at(day)) for day in (2, 3))
    take(database, taken, people.COORDINATOR_2)
    with database.writing(people.COORDINATOR) as writing:
        found = claims.many(writing, "claim", {free: 1, taken: 1})
    assert found.done == 1
    assert [order_id for order_id, _why in found.refused] == [taken]
    assert [handler(database, order_id) for order_id in (free, taken)] == [1, 2]


@pytest.mark.parametrize("act", [*claims.ACTS, "hand_over"])
def test_no_act_on_many_orders_moves_money(database: Database, client_id: int, act: str):
    """Which is why their buttons name how many orders, and no sum."""
    order_id = make.order(database, client_id)
    make.assigned(database, order_id, make.expert(database))
    make.order(database, client_id, make.at(3))

    def money() -> list[object]:
        with database.reading(people.READER) as reading:
            tasks = select(tables.Assignment.id, tables.Assignment.status, tables.Assignment.version)
            lines = select(tables.PaymentLine.id)
            return [*reading.session.execute(tasks), *reading.session.execute(lines)]

    before = money()
    with database.writing(people.COORDINATOR) as writing:
        rows = {each: make.seen(database, tables.Order, each).version for each in (order_id, 2)}
        claims.many(writing, act, rows, people.COORDINATOR_2.id)
    assert money() == before


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_only_a_coordinator_handles_orders(database: Database, client_id: int, nobody):
    order_id = make.order(database, client_id)
    acts = (
        claims.next_up,
        lambda writing: claims.hand_over(writing, order_id, Seen(1), people.COORDINATOR.id),
        lambda writing: claims.take_all(writing, people.COORDINATOR.id),
        lambda writing: claims.many(writing, "claim", {order_id: 1}),
    )
    for act in acts:
        with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
            act(writing)
