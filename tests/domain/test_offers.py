"""Offers: how long one may stand unanswered, when somebody is called back, and when the work is paid."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain import offers
from domain.errors import Refused
from domain.offers import Answer

MONDAY = date(2026, 11, 23)


def test_an_offer_of_two_days_ago_has_stood_too_long() -> None:
    """Helsinki's Sunday began at 22 o'clock on Saturday by UTC."""
    assert offers.unanswered_before(MONDAY) == datetime(2026, 11, 21, 22, 0, tzinfo=UTC)


def test_who_asks_for_time_is_called_back_today_or_later() -> None:
    offers.check_answer(Answer.ASKS_TIME, MONDAY, MONDAY)
    for day in (None, date(2026, 11, 22)):
        with pytest.raises(Refused, match="call back"):
            offers.check_answer(Answer.ASKS_TIME, day, MONDAY)
    offers.check_answer(Answer.NO, None, MONDAY)


@pytest.mark.parametrize(
    ("worked", "paid"),
    [(date(2026, 10, 31), date(2026, 11, 13)), (date(2026, 11, 1), date(2026, 12, 15)), (MONDAY, date(2026, 12, 15))],
)
def test_work_is_paid_on_the_15th_of_the_next_month_or_the_banking_day_before(worked: date, paid: date) -> None:
    assert offers.planned_pay_date(worked) == paid
