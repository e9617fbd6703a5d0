"""What an assignment pays when it goes as planned or not at all, and when it may be ended or moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain import assignments
from domain.assignments import Party
from domain.errors import Refused
from domain.money import Money
from tests import clerks, make

HOUR = make.at(2)
TABLE = clerks.fee_table()


@pytest.mark.parametrize(
    ("code", "minutes", "frozen", "cents"),
    [
        ("CODEV_HOUR", 90, None, 30_00),
        ("CODEV_HOUR", 50, None, 16_67),
        ("CODEV_HOUR", 90, Money(18_00), 27_00),
        ("CLIENT_PAIR", 90, None, 30_00),
        ("CLIENT_PAIR", 90, Money(25_00), 25_00),
    ],
)
def test_hours_are_paid_by_the_minute_and_an_occasion_once(
    code: str, minutes: int, frozen: Money | None, cents: int
) -> None:
    rate = TABLE.on(code, date(2026, 3, 10))
    assert assignments.expected_fee(rate, minutes, frozen) == Money(cents)


@pytest.mark.parametrize(("by", "paid"), [(Party.CLIENT, True), (Party.CUSTOMER, True), (Party.EXPERT, False)])
def test_who_did_not_come_decides_whether_the_day_is_paid(by: Party, paid: bool) -> None:
    assert assignments.no_show_is_paid(by) is paid


def test_a_task_is_a_no_show_from_its_first_minute_on() -> None:
    assignments.check_begun(HOUR.start, HOUR.start)
    with pytest.raises(Refused, match="not begun"):
        assignments.check_begun(HOUR.start, HOUR.start - timedelta(seconds=1))


def test_a_task_is_moved_to_a_time_still_ahead() -> None:
    assignments.check_move(HOUR, HOUR.start - timedelta(seconds=1))
    with pytest.raises(Refused, match="already passed"):
        assignments.check_move(HOUR, HOUR.start)
