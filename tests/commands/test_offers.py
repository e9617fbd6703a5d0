"""A telephone call: offered, answered, assigned; and two who call at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from commands import assignments, offers, orders
from db import tables
from db.session import Database
from domain.assignments import Party
from domain.errors import Refused, Stale
from domain.offers import Answer, OfferStatus
from domain.orders import Lane, OrderStatus
from tests import make, people, races


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def say(database: Database, order_id: int, expert_id: int, answer: Answer, by=people.COORDINATOR, **more):
    with database.writing(by) as writing:
        return offers.answer(writing, order_id, expert_id, answer, **more)


def offer_of(database: Database, order_id: int, expert_id: int) -> tables.Offer:
    with database.reading(people.COORDINATOR) as reading:
        found = select(tables.Offer.id).where(tables.Offer.order_id == order_id, tables.Offer.expert_id == expert_id)
        return make.row(database, tables.Offer, reading.session.execute(found).scalar_one())


def test_a_yes_is_offer_answer_and_assignment_in_one_act(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    (assignment_id,) = say(database, order_id, expert_id, Answer.YES, choice_reason="tuntee ryhmän")
    assignment = make.row(database, tables.Assignment, assignment_id)
    assert (assignment.expert_id, assignment.fee_code) == (expert_id, "CLIENT_PAIR")
    assert (assignment.free_cancellation_hours, assignment.cost_centre) == (24, "4711")
    assert assignment.choice_reason == "tuntee ryhmän"
    assert offer_of(database, order_id, expert_id).status is OfferStatus.ACCEPTED
    assert make.queue_row(database, order_id).lane is Lane.CONFIRMED


def test_whoever_offers_a_new_order_first_has_taken_it_to_handle(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR_2) as writing:
        offers.offer(writing, order_id, make.expert(database))
    order = make.row(database, tables.Order, order_id)
    assert (order.status, order.handler_id) == (OrderStatus.HANDLING, people.COORDINATOR_2.id)
    assert make.queue_row(database, order_id).lane is Lane.OFFERED


def test_one_person_gets_the_whole_series(database: Database, client_id: int):
    spans = [make.at(day) for day in (1, 8, 15, 22)]
    order_id = make.order(database, client_id, *spans)
    assert len(say(database, order_id, make.expert(database), Answer.YES)) == 4


def test_two_of_three_is_not_yet_confirmed(database: Database, client_id: int):
    order_id = make.order(database, client_id, experts_needed=3)
    for _ in range(2):
        say(database, order_id, make.expert(database), Answer.YES)
    row = make.queue_row(database, order_id)
    assert (row.progress.filled, row.needed, row.lane) == (2, 3, Lane.HANDLING)


def test_a_no_closes_the_offer_and_the_search_goes_on(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    assert say(database, order_id, expert_id, Answer.NO) == ()
    assert offer_of(database, order_id, expert_id).status is OfferStatus.DECLINED
    assert make.queue_row(database, order_id).lane is Lane.HANDLING


def test_who_did_not_answer_or_asked_for_time_keeps_the_offer(database: Database, client_id: int):
    order_id, silent, thinking = make.order(database, client_id), make.expert(database), make.expert(database)
    say(database, order_id, silent, Answer.NO_ANSWER)
    say(database, order_id, thinking, Answer.ASKS_TIME, call_back_on=date(2026, 11, 24))
    assert offer_of(database, order_id, silent).status is OfferStatus.OPEN
    assert offer_of(database, order_id, thinking).call_back_on == date(2026, 11, 24)


@pytest.mark.parametrize("day", [None, date(2026, 11, 22)])
def test_a_call_back_needs_a_day_that_is_not_past(database: Database, client_id: int, day: date | None):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    with pytest.raises(Refused, match="day to call back"):
        say(database, order_id, expert_id, Answer.ASKS_TIME, call_back_on=day)


def test_an_open_time_cannot_be_assigned(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR) as writing:
        writing.session.execute(tables.Session.__table__.delete())
    with pytest.raises(Refused, match="time is still open"):
        say(database, order_id, make.expert(database), Answer.YES)


def test_an_expert_without_the_theme_is_refused_whatever_the_reason(database: Database, client_id: int):
    order_id, other = make.order(database, client_id), make.expert(database, "grief")
    with pytest.raises(Refused, match="Not found with this theme"):
        say(database, order_id, other, Answer.YES, override_reason="tiedän paremmin")


def test_a_rule_that_a_call_can_settle_needs_a_reason(database: Database, client_id: int):
    order_id, far = make.order(database, client_id), make.expert(database, areas=(make.TAMPERE,))
    with pytest.raises(Refused, match="does not cover"):
        say(database, order_id, far, Answer.YES)
    say(database, order_id, far, Answer.YES, override_reason="tulee mielellään junalla")
    assert offer_of(database, order_id, far).override_reason == "tulee mielellään junalla"


def test_an_agreement_that_keeps_its_rates_freezes_the_fee(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    (assignment_id,) = say(database, order_id, make.expert(database, keeps_rates=True), Answer.YES)
    assert make.row(database, tables.Assignment, assignment_id).frozen_fee.cents == 3000


def test_nobody_is_assigned_to_a_cancelled_order(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        orders.cancel(writing, order_id, make.seen(database, tables.Order, order_id))
    with pytest.raises(Refused, match="closed"):
        say(database, order_id, expert_id, Answer.YES)


def test_of_two_who_assign_one_expert_to_overlapping_tasks_one_is_told(database: Database, client_id: int):
    expert_id = make.expert(database)
    tasks = [make.order(database, client_id, make.at(2, 12)), make.order(database, client_id, make.at(2, 12, 30))]
    callers = (people.COORDINATOR, people.COORDINATOR_2)
    done, told = races.at_once(2, lambda place: say(database, tasks[place], expert_id, Answer.YES, by=callers[place]))
    assert (len(done), len(told)) == (1, 1)
    assert told[0].message == "Another task at the same time: {at}."


def test_of_two_who_fill_the_last_place_one_is_told(database: Database, client_id: int):
    order_id, experts = make.order(database, client_id), [make.expert(database), make.expert(database)]
    done, told = races.at_once(2, lambda place: say(database, order_id, experts[place], Answer.YES))
    assert (len(done), len(told)) == (1, 1)
    assert isinstance(told[0], Stale)


def test_an_expert_who_fell_ill_and_got_well_takes_the_same_task_again(database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    (first,) = say(database, order_id, expert_id, Answer.YES)
    with database.writing(people.COORDINATOR) as writing:
        assignments.cancel(writing, first, make.seen(database, tables.Assignment, first), Party.EXPERT)
    (again,) = say(database, order_id, expert_id, Answer.YES)
    assert again != first


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_only_a_coordinator_offers(database: Database, client_id: int, nobody):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    with pytest.raises(Refused, match="right"):
        say(database, order_id, expert_id, Answer.YES, by=nobody)
    with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
        offers.offer(writing, order_id, expert_id)
