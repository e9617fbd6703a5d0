"""What a batch collects and what it leaves out, and when it is paid."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from commands import batches, fees, receipts, reports
from db import queries, tables
from db.session import Database
from domain.batches import BatchStatus, LeftOutReason
from domain.errors import Refused
from domain.flow import Seen
from domain.money import Money, total
from tests import approving, people, races, work
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def test_what_is_in_and_what_is_left_out_add_up_to_everything_approved(database: Database):
    paid = work.approved(database, 1, 2, expert_id=1)
    with database.writing(people.NOBODY) as writing:
        writing.session.delete(writing.session.get_one(tables.PayrollDetails, 2))
        writing.session.get_one(tables.PayrollDetails, 3).identity_code_index = None
    no_account = work.approved(database, 1, expert_id=2, frozen_fee=Money(25_00))
    no_code = work.approved(database, 1, expert_id=3, frozen_fee=Money(27_00))
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)
    assert [line.id for line in payable.lines] == paid
    assert [(left.line_id, left.reason) for left in payable.left_out] == [
        (*no_account, LeftOutReason.NO_IDENTITY_CODE),
        (*no_code, LeftOutReason.NO_IDENTITY_CODE),
    ]
    everything = payable.amount + total(left.amount for left in payable.left_out if left.amount)
    assert everything == Money(60_00 + 25_00 + 27_00)


def test_an_expert_without_an_account_is_left_out_with_that_reason(database: Database):
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.PayrollDetails, 1).iban_index = None
    work.approved(database)
    with database.reading(people.CLERK) as reading:
        (left,) = queries.batches.payable(reading, work.UP_TO).left_out
    assert left.reason is LeftOutReason.NO_ACCOUNT


def test_a_disputed_and_an_unapproved_report_are_named_among_those_left_out(database: Database):
    first, second, _third = work.reported(database, 1, 2, 3)
    with database.writing(people.CLERK) as writing:
        reports.dispute(writing, first, Seen(1), "Kestosta on kaksi käsitystä.")
        reports.approve(writing, second, Seen(1))
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)
    assert [(left.reason, left.amount) for left in payable.left_out] == [
        (LeftOutReason.DISPUTED, None),
        (LeftOutReason.NOT_APPROVED, None),
    ]
    assert work.lines_of(database, work.collected(database)) == [30_00]


def test_the_next_payment_run_counts_what_a_batch_of_today_would_take(database: Database):
    """A held line takes along the plus and minus that correct it; each reason is counted as the batch would tell it."""
    first, second, _third = work.approved(database, 1, 2, 3)
    batch_id = work.collected(database)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, second, "Selvitetään.")
    work.approved(database, 4)
    work.reported(database, 5)
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.PayrollDetails, 2).iban_index = None
    work.approved(database, 1, expert_id=2)
    with database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    work.approve(database, batch_id)
    work.export(database, batch_id)
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, first, Decimal(1), Money(20_00), "Väärä taulukko.")
        minus = max(line.id for line in queries.batches.payable(writing, writing.today).lines) - 1
        fees.hold(writing, minus, "Selvitetään.")
    with database.reading(people.CLERK) as reading:
        run, payable = queries.pay_runs.next_run(reading), queries.batches.payable(reading, reading.today)
    assert (run.lines, run.amount) == (len(payable.lines), payable.amount) == (1, Money(30_00))
    assert run.left_out == Counter(left.reason for left in payable.left_out)
    assert run.left_out == {
        LeftOutReason.ON_HOLD: 3,
        LeftOutReason.NO_ACCOUNT: 1,
        LeftOutReason.NOT_APPROVED: 1,
    }


def test_only_work_done_by_the_day_is_collected(database: Database):
    work.approved(database, 1, 2, 3)
    with database.writing(people.CLERK) as writing:
        batch_id = batches.collect(writing, date(2026, 11, 3), work.PAY_DATE)
    assert work.lines_of(database, batch_id) == [30_00, 30_00]


def test_an_empty_batch_is_not_made(database: Database):
    with pytest.raises(Refused, match="nothing to pay"):
        work.collected(database)


@pytest.mark.parametrize("pay_date", [date(2026, 12, 6), date(2026, 12, 25), date(2026, 11, 20)])
def test_payment_falls_on_a_banking_day_ahead(database: Database, pay_date: date):
    work.approved(database)
    with pytest.raises(Refused), database.writing(people.CLERK) as writing:
        batches.collect(writing, work.UP_TO, pay_date)


def test_of_eight_collects_at_once_one_takes_the_lines_and_the_others_read_which_batch_has_them(database: Database):
    """What is payable is looked up before the transaction, as for a large batch: the database's own guard decides."""
    first, *_others = work.approved(database, 1, 2, 3)
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)

    def collect(_place: int) -> int:
        with database.writing(people.CLERK) as writing:
            return batches.collect(writing, work.UP_TO, work.PAY_DATE, payable)

    (batch_id,), told = races.at_once(8, collect)
    sentence = f"R-{first} was collected into batch PE-{batch_id} at the same moment. Nothing was saved."
    assert [str(refusal) for refusal in told] == [sentence] * 7
    with database.reading(people.CLERK) as reading:
        places = reading.session.execute(select(tables.BatchLine.line_id)).scalars().all()
    assert len(places) == len(set(places)) == 3


def test_payroll_s_receipt_closes_the_batch(database: Database):
    work.approved(database)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match="receipt"), database.writing(people.CLERK) as writing:
        receipts.acknowledge(writing, batch_id, work.seen(database, batch_id), " ")
    with database.writing(people.CLERK) as writing:
        receipts.acknowledge(writing, batch_id, work.seen(database, batch_id), "PR-2026-118")
    assert approving.status(database, batch_id) is BatchStatus.ACKNOWLEDGED


def test_a_line_left_out_for_over_a_month_is_told_on_today(database: Database, clock: Clock):
    (line_id,) = work.approved(database)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, line_id, "Selvitetään tilaajalta.")
    clock.pass_by(days=31)
    assert stuck(database) == []
    clock.pass_by(days=1)
    assert stuck(database) == [(LeftOutReason.ON_HOLD, 32)]


def stuck(database: Database) -> list[tuple[LeftOutReason, int]]:
    with database.reading(people.MANAGER) as reading:
        clocks = queries.today.today(reading).clocks
    return [(each.left.reason, each.days) for each in clocks.stuck] if clocks else []


def test_an_overpayment_has_a_month_until_payroll_is_told(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, line_id, Decimal(1), Money(20_00), "Väärä palkkio.")
    with database.reading(people.CLERK) as reading:
        (found,) = queries.payments.overpayments(reading)
    assert (found.line_id, found.amount, found.deadline) == (line_id, Money(-10_00), date(2026, 12, 23))
    work.approved(database, 2, 3)
    batch_id, _file = work.paid(database)
    assert work.lines_of(database, batch_id) == [-30_00, 20_00, 30_00, 30_00]
    with database.reading(people.CLERK) as reading:
        assert queries.payments.overpayments(reading) == ()
