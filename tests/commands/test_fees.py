"""Payment lines: held, released and corrected by opposite lines."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

import commands.batches
from commands import fees
from db import queries, tables
from db.session import Database
from domain.batches import LeftOutReason
from domain.errors import Missing, Refused
from domain.fees import LineRole
from domain.money import Money
from tests import people, races, work
from tests.clocks import Clock

ONE = Decimal(1)


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def hold(database: Database, line_id: int, reason: str = "Summa selvitetään.") -> None:
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, line_id, reason)


def release(database: Database, line_id: int) -> None:
    with database.writing(people.CLERK) as writing:
        fees.release(writing, line_id)


def correct(database: Database, line_id: int, euros: int, quantity: Decimal = ONE) -> None:
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, line_id, quantity, Money(euros * 100), "Maksettiin väärän taulukon mukaan.")


def payable(database: Database):
    with database.reading(people.CLERK) as reading:
        return queries.batches.payable(reading, work.UP_TO)


def left_out(database: Database) -> list[tuple[int | None, LeftOutReason]]:
    return [(left.line_id, left.reason) for left in payable(database).left_out]


def test_a_held_line_stays_out_of_the_batch_with_its_reason(database: Database):
    first, second = work.approved(database, 1, 2)
    hold(database, first)
    assert left_out(database) == [(first, LeftOutReason.ON_HOLD)]
    assert work.lines_of(database, work.collected(database)) == [30_00]
    assert [line.id for line in payable(database).lines] == []
    assert second not in {left.line_id for left in payable(database).left_out}


def test_a_released_line_goes_into_the_next_batch(database: Database):
    first, _second = work.approved(database, 1, 2)
    hold(database, first)
    work.collected(database)
    release(database, first)
    assert [line.id for line in payable(database).lines] == [first]
    assert work.lines_of(database, work.collected(database)) == [30_00]


def test_a_line_of_an_open_batch_is_taken_out_by_holding_it(database: Database):
    first, _second = work.approved(database, 1, 2)
    batch_id = work.collected(database)
    hold(database, first)
    assert work.lines_of(database, batch_id) == [30_00]
    release(database, first)
    with database.writing(people.CLERK_2) as writing:
        commands.batches.complete(writing, batch_id, work.seen(database, batch_id))
    assert work.lines_of(database, batch_id) == [30_00, 30_00]


def test_a_line_of_a_checked_batch_is_not_held_and_the_batch_is_named(database: Database):
    (line_id,) = work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match=f"batch PE-{batch_id}, which has been checked"):
        hold(database, line_id)


def test_a_paid_line_is_not_held(database: Database):
    (line_id,) = work.approved(database)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match=f"batch PE-{batch_id}, which has been approved"):
        hold(database, line_id)


def test_holding_needs_a_reason(database: Database):
    (line_id,) = work.approved(database)
    with pytest.raises(Refused, match="reason"):
        hold(database, line_id, " ")


def test_a_line_that_is_not_held_is_not_released(database: Database):
    (line_id,) = work.approved(database)
    with pytest.raises(Missing):
        release(database, line_id)


def test_eight_holds_at_once_leave_one(database: Database):
    (line_id,) = work.approved(database)
    done, told = races.at_once(8, lambda _place: hold(database, line_id))
    assert (len(done), len(told)) == (1, 7)


def test_an_overpaid_line_is_taken_back_and_paid_right_in_the_next_batch(database: Database, clock: Clock):
    (line_id,) = work.approved(database)
    batch_id, file = work.paid(database)
    clock.pass_by(days=3)
    correct(database, line_id, 20)
    following = work.collected(database)
    assert work.lines_of(database, following) == [-30_00, 20_00]
    assert work.lines_of(database, batch_id) == [30_00]
    assert work.fetched(database, batch_id) == file


def test_corrections_point_to_the_line_and_say_why(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    correct(database, line_id, 20)
    with database.reading(people.CLERK) as reading:
        line = tables.PaymentLine
        rows = reading.session.execute(
            select(line.role, line.corrects_id, line.reason, line.work_date).where(line.id != line_id).order_by(line.id)
        ).all()
    day = work.FIRST.date()
    reason = "Maksettiin väärän taulukon mukaan."
    assert [tuple(row) for row in rows] == [
        (LineRole.MINUS, line_id, reason, day),
        (LineRole.PLUS, line_id, reason, day),
    ]


def test_a_line_is_corrected_once_and_then_its_plus(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    correct(database, line_id, 20)
    with pytest.raises(Refused, match="corrected already"):
        correct(database, line_id, 25)
    plus = line_id + 2
    correct(database, plus, 25)
    assert work.lines_of(database, work.collected(database)) == [-30_00, 20_00, -20_00, 25_00]


def test_a_correction_that_changes_nothing_is_refused(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    with pytest.raises(Refused, match="changes nothing"):
        correct(database, line_id, 30)


@pytest.mark.parametrize(("quantity", "euros"), [(Decimal(-1), 20), (ONE, -20)])
def test_a_correction_is_not_negative_by_itself(database: Database, quantity: Decimal, euros: int):
    (line_id,) = work.approved(database)
    work.paid(database)
    with pytest.raises(Refused, match="negative"):
        correct(database, line_id, euros, quantity)


def test_a_line_of_a_batch_being_made_is_held_before_it_is_corrected(database: Database):
    (line_id,) = work.approved(database)
    work.collected(database)
    with pytest.raises(Refused, match="on hold first"):
        correct(database, line_id, 20)


def test_an_unpaid_line_and_its_correction_wait_and_are_paid_together(database: Database):
    line_id, _other = work.approved(database, 1, 2)
    hold(database, line_id)
    correct(database, line_id, 20)
    assert len(left_out(database)) == 3
    assert work.lines_of(database, work.collected(database)) == [30_00]
    release(database, line_id)
    assert work.lines_of(database, work.collected(database)) == [30_00, -30_00, 20_00]


def test_holding_one_line_of_a_correction_takes_all_of_it_out_of_the_batch(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    correct(database, line_id, 20)
    batch_id = work.collected(database)
    plus = line_id + 2
    hold(database, plus)
    assert work.lines_of(database, batch_id) == []


def test_a_coordinator_neither_holds_nor_corrects(database: Database):
    (line_id,) = work.approved(database)
    with pytest.raises(Refused, match="right"), database.writing(people.COORDINATOR) as writing:
        fees.hold(writing, line_id, "Siksi.")
    with pytest.raises(Refused, match="right"), database.writing(people.COORDINATOR) as writing:
        fees.correct(writing, line_id, ONE, Money(1), "Siksi.")


def test_age_is_counted_from_the_approval(database: Database, clock: Clock):
    (line_id,) = work.approved(database)
    hold(database, line_id)
    clock.now += timedelta(days=40)
    (left,) = payable(database).left_out
    assert left.age(clock.now.date()) == 40
