"""Closing and payment days, and the clocks that run from a payment or a discovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain import payment_rules, payments
from domain.errors import Refused
from domain.money import Money
from domain.payment_rules import PaymentRules
from domain.payments import Clocks
from tests import clerks


@pytest.mark.parametrize("case", clerks.rows("maksupaivat.csv"), ids=lambda case: case["tapaus"])
def test_work_is_paid_on_the_day_of_the_clerks_examples(case: dict[str, str]) -> None:
    rules = PaymentRules(closing_day=int(case["sulkemispäivä"]), pay_day=int(case["maksupäivä kuussa"]))
    pay_date = rules.planned(clerks.day(case["valmis"]))
    assert pay_date == clerks.day(case["maksetaan"])
    assert payments.register_deadline(pay_date) == clerks.day(case["tulorekisteriin viimeistään"])


@pytest.mark.parametrize(
    ("found", "deadline"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 3, 15), date(2026, 4, 15)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_an_overpayment_is_reported_within_a_month(found: date, deadline: date) -> None:
    assert payments.overpayment_deadline(found) == deadline


def test_a_batch_takes_work_until_the_closing_day_or_today() -> None:
    rules = PaymentRules(closing_day=5, pay_day=15)
    assert rules.work_until(date(2026, 12, 15), today=date(2026, 12, 8)) == date(2026, 12, 5)
    assert rules.work_until(date(2026, 12, 15), today=date(2026, 12, 3)) == date(2026, 12, 3)
    late = PaymentRules(closing_day=25, pay_day=10)
    assert late.work_until(date(2026, 12, 10), today=date(2026, 12, 3)) == date(2026, 11, 25)


def test_what_is_stored_is_read_back() -> None:
    rules = PaymentRules(pay_day=20, times_usual=Decimal("1.5"), least=Money(55_50))
    assert payment_rules.read(payment_rules.stored(rules)) == rules
    assert payment_rules.read({}) == PaymentRules()


@pytest.mark.parametrize("wrong", [{"pay_day": 0}, {"closing_day": 29}, {"hours_apart": 0}, {"least": Money(-1)}])
def test_a_rule_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        replace(PaymentRules(), **wrong)


def test_a_payment_day_on_the_closing_day_pays_the_work_of_the_month_before() -> None:
    same = PaymentRules(closing_day=15, pay_day=15)
    assert same.work_until(date(2026, 12, 15), today=date(2026, 12, 20)) == date(2026, 11, 15)


def test_the_next_payment_day_is_still_ahead() -> None:
    rules = PaymentRules(closing_day=5, pay_day=15)
    assert rules.next_pay_date(date(2026, 11, 12)) == date(2026, 11, 13)
    assert rules.next_pay_date(date(2026, 11, 13)) == date(2026, 12, 15)
    assert rules.next_pay_date(date(2026, 12, 16)) == date(2027, 1, 15)


def test_banks_pay_on_banking_days_from_today_on() -> None:
    """15 November 2026 is a Sunday."""
    payments.check_pay_date(date(2026, 11, 16), date(2026, 11, 16))
    with pytest.raises(Refused, match="already behind"):
        payments.check_pay_date(date(2026, 11, 16), date(2026, 11, 17))
    with pytest.raises(Refused, match="Banks do not pay") as told:
        payments.check_pay_date(date(2026, 11, 15), date(2026, 11, 1))
    assert told.value.values == {"day": date(2026, 11, 15)}


@pytest.mark.parametrize("running", ["stuck", "overpayments", "unreported"])
def test_one_running_clock_is_enough_to_be_told(running: str) -> None:
    nothing: dict[str, tuple[object, ...]] = {"stuck": (), "overpayments": (), "unreported": ()}
    assert not Clocks(**nothing)  # type: ignore[arg-type]
    assert Clocks(**{**nothing, running: (object(),)})  # type: ignore[arg-type]
