"""Milloin maksetaan: the sums of a month are those of its rows, and what is paid is told apart."""

from __future__ import annotations

from datetime import date

from domain.money import Money
from domain.times import Month
from domain.when_paid import ExpertPay, PayRow, PayState, Period
from tests import make
from tests.lines import line


def row(number: int, month: int, state: PayState, minutes: int = 60, lines: int = 1) -> PayRow:
    paid = tuple(line(number * 10 + place) for place in range(lines))
    return PayRow(
        number, make.at(1, month=month), "Asumispalvelut", "Työpari", state, None, minutes, None, None, None, paid
    )


def test_months_come_newest_first_with_their_hours_their_sums_and_what_is_paid() -> None:
    rows = (
        row(1, 10, PayState.PAID, lines=2),
        row(2, 10, PayState.IN_BATCH, minutes=90),
        row(3, 11, PayState.NOTHING, lines=0),
        row(4, 12, PayState.AHEAD, minutes=0, lines=0),
        row(5, 10, PayState.AHEAD, minutes=0, lines=0),
        row(6, 9, PayState.PAID, minutes=0),
    )
    assert ExpertPay(1, "Aalto Aino", date(2026, 9, 1), date(2026, 12, 31), rows).periods == (
        Period(Month(2026, 11), 1, 60, Money(0), Money(0)),
        Period(Month(2026, 10), 2, 150, Money(90_00), Money(60_00)),
        Period(Month(2026, 9), 1, 0, Money(30_00), Money(30_00)),
    )
