"""Milloin maksetaan: how far the pay of each of an expert's assignments is, when it is paid, and the sums by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.batches import LeftOutReason
from domain.fees import PaymentLine
from domain.money import Money, total
from domain.times import Month, Span, day_of


class PayState(StrEnum):
    """From the work ahead to the money paid; NOTHING is what pays nothing here."""

    AHEAD = auto()
    REPORT_MISSING = auto()
    WAITS_FOR_APPROVAL = auto()
    DISPUTED = auto()
    LEFT_OUT = auto()
    READY = auto()
    IN_BATCH = auto()
    PAID = auto()
    NOTHING = auto()


PLANNED = frozenset({PayState.AHEAD, PayState.REPORT_MISSING, PayState.WAITS_FOR_APPROVAL, PayState.READY})
"""States whose day of payment is told by the closing and payment days; what has been stopped has none."""


@dataclass(frozen=True)
class PayRow:
    """`amount` is what the lines pay, or what is expected while there are none; `pay_date` is planned until PAID.

    `minutes` are those of the report. `batch_id` is of the newest batch that has a line of the assignment.
    """

    assignment_id: int
    span: Span
    client: str
    fee: str
    state: PayState
    reason: LeftOutReason | None
    minutes: int
    amount: Money | None
    batch_id: int | None
    pay_date: date | None
    lines: tuple[PaymentLine, ...]


@dataclass(frozen=True)
class Period:
    """A month of work; `paid` is the part of `amount` that has been paid."""

    month: Month
    assignments: int
    minutes: int
    amount: Money
    paid: Money


@dataclass(frozen=True)
class ExpertPay:
    expert_id: int
    name: str
    first: date
    last: date
    rows: tuple[PayRow, ...]

    @property
    def periods(self) -> tuple[Period, ...]:
        """The newest first; what pays nothing counts with its hours."""
        months = sorted({_month(row) for row in self.rows if row.minutes or row.lines}, reverse=True)
        return tuple(_period(month, [row for row in self.rows if _month(row) == month]) for month in months)


def _month(row: PayRow) -> Month:
    return Month.of(day_of(row.span.start))


def _period(month: Month, rows: Iterable[PayRow]) -> Period:
    reported = [row for row in rows if row.minutes or row.lines]
    return Period(
        month=month,
        assignments=len(reported),
        minutes=sum(row.minutes for row in reported),
        amount=total(line.amount for row in reported for line in row.lines),
        paid=total(line.amount for row in reported if row.state is PayState.PAID for line in row.lines),
    )
