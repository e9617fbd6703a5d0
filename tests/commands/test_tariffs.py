"""A price needs two persons and a day that has not passed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from commands import tariffs
from db import queries, tables
from db.session import Database
from domain.errors import Refused
from domain.money import Money
from domain.tariffs import OverrunDecision, OverrunPolicy, TravelKind
from domain.times import HELSINKI
from tests import people, registers, work
from tests.clocks import Clock

YESTERDAY, JANUARY = date(2026, 11, 22), date(2027, 1, 1)


def test_a_fee_is_proposed_by_a_clerk_and_confirmed_by_the_manager(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        rate = tariffs.propose_fee(writing, registers.meeting_fee())
    with database.writing(people.MANAGER) as writing:
        tariffs.confirm_fee(writing, rate)
        row = registers.row(writing, tables.FeeRate, rate)
        assert (row.price, row.proposed_by_id, row.confirmed_by_id) == (Money(4000), people.CLERK.id, people.MANAGER.id)


def test_a_longer_session_is_paid_by_the_rule_of_its_day(database: Database) -> None:
    """Asked about each time until the end of the year, from January paid as two occasions."""
    work.settle(database)
    with database.writing(people.CLERK) as writing:
        policy = OverrunPolicy(OverrunDecision.TWO_OCCASIONS)
        rate_id = tariffs.propose_price(writing, "GROUP_TALK", None, JANUARY, "johtoryhmä 12 §", overrun=policy)
    with pytest.raises(Refused, match="another person"), database.writing(people.CLERK) as writing:
        tariffs.confirm_fee(writing, rate_id)
    with database.writing(people.MANAGER) as writing:
        tariffs.confirm_fee(writing, rate_id)
        table = queries.fees.table(writing)
    rules = [(rate.price, rate.overrun) for day in (YESTERDAY, JANUARY) if (rate := table.on("GROUP_TALK", day))]
    assert rules == [(Money(30_00), None), (Money(30_00), OverrunDecision.TWO_OCCASIONS)]


def test_a_proposal_that_changes_nothing_is_refused(database: Database) -> None:
    work.settle(database)
    with pytest.raises(Refused, match="Nothing would change"), database.writing(people.CLERK) as writing:
        tariffs.propose_price(writing, "GROUP_TALK", Money(30_00), JANUARY, "")


def test_nobody_confirms_the_fee_they_proposed(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        rate = tariffs.propose_fee(writing, registers.meeting_fee())
    with pytest.raises(Refused, match="another person"), database.writing(people.CLERK) as writing:
        tariffs.confirm_fee(writing, rate)


def test_nobody_confirms_the_travel_rate_they_proposed(database: Database) -> None:
    with database.writing(people.MANAGER) as writing:
        rate = tariffs.propose_travel(writing, TravelKind.OWN_CAR, Money(57), JANUARY, "vero.fi")
    with pytest.raises(Refused, match="another person"), database.writing(people.MANAGER) as writing:
        tariffs.confirm_travel(writing, rate)


def test_a_price_never_begins_in_the_past(database: Database) -> None:
    with pytest.raises(Refused, match="cannot begin in the past"), database.writing(people.CLERK) as writing:
        tariffs.propose_fee(writing, registers.meeting_fee(valid_from=YESTERDAY))
    with pytest.raises(Refused, match="cannot begin in the past"), database.writing(people.CLERK) as writing:
        tariffs.propose_travel(writing, TravelKind.MEAL, Money(1350), YESTERDAY, "vero.fi")


def test_a_proposal_whose_day_went_by_can_no_longer_be_confirmed(database: Database, clock: Clock) -> None:
    with database.writing(people.CLERK) as writing:
        rate = tariffs.propose_fee(writing, registers.meeting_fee())
    clock.set(datetime(2027, 1, 2, 9, 0, tzinfo=HELSINKI))
    with pytest.raises(Refused, match="cannot begin in the past"), database.writing(people.MANAGER) as writing:
        tariffs.confirm_fee(writing, rate)


def test_two_prices_of_one_fee_never_begin_on_the_same_day(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        tariffs.propose_fee(writing, registers.meeting_fee(40))
    with pytest.raises(Refused, match="already a rate from this day"), database.writing(people.CLERK_2) as writing:
        tariffs.propose_fee(writing, registers.meeting_fee(45))


def test_a_new_price_keeps_everything_else_of_the_fee(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        tariffs.propose_fee(writing, registers.meeting_fee(40, max_minutes=120))
        raised = tariffs.propose_price(writing, "WORKING_GROUP", Money(4500), date(2027, 7, 1), "lautakunta 4 §")
        row = registers.row(writing, tables.FeeRate, raised)
        assert (row.price, row.valid_from, row.name_fi, row.max_minutes) == (
            Money(4500),
            date(2027, 7, 1),
            "Työryhmän jäsenyys",
            120,
        )


def test_a_price_of_an_unknown_fee_is_refused(database: Database) -> None:
    with pytest.raises(Refused, match="no fee NOTHING"), database.writing(people.CLERK) as writing:
        tariffs.propose_price(writing, "NOTHING", Money(4500), JANUARY, "")


def test_a_withdrawn_proposal_makes_room_for_a_right_one(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        wrong = tariffs.propose_fee(writing, registers.meeting_fee(4))
        tariffs.withdraw_fee(writing, wrong)
        right = tariffs.propose_fee(writing, registers.meeting_fee(40))
        assert registers.row(writing, tables.FeeRate, right).price == Money(4000)


def test_a_confirmed_price_is_never_withdrawn(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        rate = tariffs.propose_travel(writing, TravelKind.OWN_CAR, Money(57), JANUARY, "vero.fi")
    with database.writing(people.MANAGER) as writing:
        tariffs.confirm_travel(writing, rate)
    with pytest.raises(Refused, match="confirmed already"), database.writing(people.CLERK) as writing:
        tariffs.withdraw_travel(writing, rate)


def test_a_ticket_has_no_rate(database: Database) -> None:
    with pytest.raises(Refused, match="no rate"), database.writing(people.CLERK) as writing:
        tariffs.propose_travel(writing, TravelKind.TICKET, Money(300), JANUARY, "")


def test_the_coordinator_sets_no_prices(database: Database) -> None:
    with pytest.raises(Refused, match="do not have the right"), database.writing(people.COORDINATOR) as writing:
        tariffs.propose_fee(writing, registers.meeting_fee())
