"""Milloin maksetaan: each assignment's state and day of payment, and the work paid otherwise than the table says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commands import fees, payment_rules, reports, tariffs
from db import queries, tables
from db.session import Database
from domain.agreements import Payer
from domain.batches import LeftOutReason
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.money import Money
from domain.payment_rules import PaymentRules
from domain.reports import OverrunDecision
from domain.tariffs import IncomeType
from domain.uniform_fees import Because
from domain.when_paid import ExpertPay, PayState
from tests import people, work
from tests.clocks import Clock

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def asked(database: Database) -> ExpertPay:
    with database.reading(people.CLERK) as reading:
        return queries.when_paid.of_expert(reading, 1, *NOVEMBER)


def states(database: Database) -> list[tuple[PayState, int | None, date | None]]:
    """From the oldest work to the newest."""
    return [(row.state, row.batch_id, row.pay_date) for row in reversed(asked(database).rows)]


def test_work_is_followed_from_the_agreement_to_the_money(database: Database, clock: Clock):
    """Ready by the closing day 5 December it is paid on 15 December."""
    planned = date(2026, 12, 15)
    work.assignment(database, 28)
    held = work.assignment(database, 1)
    assert states(database) == [(PayState.REPORT_MISSING, None, planned), (PayState.AHEAD, None, planned)]
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [held])
    assert states(database)[0] == (PayState.WAITS_FOR_APPROVAL, None, planned)
    with database.writing(people.CLERK) as writing:
        (waiting,) = queries.reports.submitted(writing)
        reports.approve(writing, waiting.report_id, waiting.seen)
    assert states(database)[0] == (PayState.READY, None, planned)
    batch_id = work.checked(database)
    assert states(database)[0] == (PayState.IN_BATCH, batch_id, work.PAY_DATE)
    work.approve(database, batch_id)
    work.export(database, batch_id)
    clock.pass_by(days=30)
    assert states(database)[0] == (PayState.PAID, batch_id, work.PAY_DATE)


def test_a_held_line_tells_why_it_is_not_paid_and_has_no_day(database: Database):
    (line_id,) = work.approved(database)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, line_id, "Selvitetään.")
    (row,) = asked(database).rows
    assert (row.state, row.reason, row.pay_date) == (PayState.LEFT_OUT, LeftOutReason.ON_HOLD, None)


def test_a_line_that_payroll_rejected_counts_once_and_waits_until_it_is_released(database: Database):
    work.approved(database)
    batch_id, _file = work.paid(database)
    rejected = work.rejected(database, batch_id)
    (row,) = asked(database).rows
    assert (row.state, row.reason, row.amount) == (PayState.LEFT_OUT, LeftOutReason.ON_HOLD, Money(30_00))
    with database.writing(people.CLERK) as writing:
        fees.release(writing, work.row(database, tables.Rejection, rejected).again_id)
    (row,) = asked(database).rows
    assert (row.state, row.amount, len(row.lines)) == (PayState.READY, Money(30_00), 1)


def test_hours_and_euros_by_month(database: Database):
    work.approved(database, 1, 2, minutes=90)
    (period,) = asked(database).periods
    assert (period.assignments, period.minutes, period.amount, period.paid) == (2, 180, Money(60_00), Money(0))


@pytest.mark.parametrize("terms", [{"payer": Payer.ASSOCIATION}, {"payer": Payer.OWN_INVOICE}, {"voluntary": True}])
def test_what_the_bank_does_not_pay_counts_with_its_hours_only(database: Database, terms: dict[str, object]):
    assert work.approved(database, **terms) == []
    (row,) = asked(database).rows
    assert (row.state, row.minutes, row.amount) == (PayState.NOTHING, 60, None)


def test_nobody_is_told_of_an_expert_who_is_not_there(database: Database):
    with database.reading(people.CLERK) as reading, pytest.raises(Missing):
        queries.when_paid.of_expert(reading, 999, *NOVEMBER)


def test_the_same_work_paid_differently_is_listed_with_its_reason(database: Database):
    """One by the table, one by its agreement, one long session paid twice and one corrected: three depart."""
    work.approved(database, 1)
    work.approved(database, 2, frozen_fee=Money(25_00))
    (long,) = work.reported(database, 3, fee_code="GROUP_TALK", minutes=150)
    with database.writing(people.CLERK) as writing:
        reports.decide_overrun(writing, long, Seen(1), OverrunDecision.TWO_OCCASIONS, "Kaksi ryhmää.")
        reports.approve(writing, long, Seen(2))
    (corrected,) = work.approved(database, 4)
    with database.writing(people.CLERK) as writing:
        fees.correct(
            writing, corrected, work.row(database, tables.PaymentLine, corrected).quantity, Money(20_00), "Väärä."
        )
        found = queries.uniform_fees.departures(writing, *NOVEMBER)
    assert [(each.because, each.words, each.paid, each.table) for each in found] == [
        (Because.AGREEMENT, "", Money(25_00), Money(30_00)),
        (Because.CORRECTION, "Väärä.", Money(20_00), Money(30_00)),
        (Because.LONGER_SESSION, "Kaksi ryhmää.", Money(60_00), Money(30_00)),
    ]


def test_payment_days_are_dated_settings_of_admin_and_manager(database: Database):
    with database.writing(people.ADMIN) as writing:
        payment_rules.change(writing, PaymentRules(pay_day=20), date(2026, 12, 1))
    with database.reading(people.CLERK) as reading:
        assert queries.payment_rules.current(reading) == PaymentRules()
        assert queries.payment_rules.current(reading, date(2026, 12, 1)).pay_day == 20
    with pytest.raises(Refused, match="right"), database.writing(people.CLERK) as writing:
        payment_rules.change(writing, PaymentRules(), date(2026, 12, 1))
    with pytest.raises(Refused, match="in the past"), database.writing(people.ADMIN) as writing:
        payment_rules.change(writing, PaymentRules(), writing.today - timedelta(days=1))


def test_payroll_s_word_holds_until_the_income_type_changes(database: Database):
    with database.writing(people.CLERK) as writing:
        rate = next(each for each in queries.fees.table(writing).rates if each.code == "CLIENT_PAIR")
        tariffs.confirm_income_type(writing, rate.id, "Palkanlaskennan viesti 20.11.2026")
        same = tariffs.propose_price(writing, "CLIENT_PAIR", Money(32_00), date(2026, 12, 1), "Päätös")
        other = tariffs.propose_price(
            writing, "CLIENT_PAIR", Money(32_00), date(2027, 1, 1), "Päätös", IncomeType.LECTURE_FEE
        )
        words = [writing.session.get_one(tables.FeeRate, each).payroll_word for each in (same, other)]
    assert words == ["Palkanlaskennan viesti 20.11.2026", ""]
