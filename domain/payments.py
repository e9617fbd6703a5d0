"""Payments as the office sees them: what waits for a report or an approval, batches with their people, lines and left-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain import fees, times
from domain.agreements import Payer
from domain.batches import BatchLine as BatchLine
from domain.batches import BatchStatus, LeftOut, LeftOutReason
from domain.errors import Refused
from domain.fees import LineDraft, PaymentLine
from domain.flow import Seen
from domain.money import Money, total
from domain.reports import OverrunDecision, ReportBasis, ReportStatus, TravelRow
from domain.times import Span


@dataclass(frozen=True)
class Preview:
    """What a report would pay; `problem` says why it cannot be priced yet, `decisions` what may be decided of a session
    that outlasted its fee."""

    lines: tuple[LineDraft, ...] = ()
    problem: Refused | None = None
    decisions: tuple[OverrunDecision, ...] = ()

    def told(self) -> Preview:
        """As it is shown of a protected person."""
        return replace(self, lines=tuple(fees.told(line) for line in self.lines))

    @property
    def outlasted(self) -> bool:
        return bool(self.decisions)

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)


@dataclass(frozen=True)
class Returned:
    """A report that came back, as it was entered, with the reason."""

    report_id: int
    reason: str
    basis: ReportBasis
    span: Span
    travel: tuple[TravelRow, ...]
    departure_reason: str
    trip: Span | None = None
    free_meals: int = 0


class Waiting(NamedTuple):
    """A past accepted assignment without a live report; `returned` is the one to be corrected."""

    assignment_id: int
    starts_at: datetime
    ends_at: datetime
    expert: str
    unit: str
    contact_protected: bool
    returned: Returned | None

    @property
    def planned(self) -> Span:
        return Span(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Journey:
    """Between the expert's municipality and the place of work; `kilometres_away` is one way, None when not known."""

    home: str
    place: str
    kilometres_away: int | None

    @property
    def kilometres(self) -> int | None:
        """There and back."""
        return None if self.kilometres_away is None else 2 * self.kilometres_away


@dataclass(frozen=True)
class Placed:
    """A stored line; `batch_id` is None while it is in no batch."""

    line: PaymentLine
    batch_id: int | None


@dataclass(frozen=True)
class Submitted:
    """A report as the one who approves it sees it: no theme, no description. `lines` are there once it is approved."""

    report_id: int
    version: int
    status: ReportStatus
    assignment_id: int
    expert_id: int
    expert: str
    unit: str
    fee: str
    basis: ReportBasis
    planned: Span
    span: Span
    departure_reason: str
    overrun: OverrunDecision | None
    overrun_reason: str
    dispute_reason: str
    settlement: str
    reported_by_id: int
    reported_by: str
    reported_at: datetime
    travel: tuple[TravelRow, ...]
    preview: Preview
    trip: Span | None = None
    payer: Payer = Payer.BANK
    lines: tuple[Placed, ...] = ()

    @property
    def seen(self) -> Seen:
        return Seen(self.version)

    @property
    def needs_decision(self) -> bool:
        return self.preview.outlasted and self.overrun is None


@dataclass(frozen=True)
class BatchRow:
    """One batch in the list; `lines`, `people` and `total` are counted from its lines."""

    id: int
    status: BatchStatus
    up_to: date
    pay_date: date
    lines: int
    people: int
    total: Money
    prepared_by_id: int
    prepared_by: str
    version: int
    content_sha256: str | None

    @property
    def seen(self) -> Seen:
        return Seen(self.version, self.content_sha256)


@dataclass(frozen=True)
class Payable:
    """Everything approved and unpaid: what a batch may take, what stays out and why, and the reports not yet approved."""

    lines: tuple[PaymentLine, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)


@dataclass(frozen=True)
class Clocks:
    """What runs out or has stood too long: `unreported` are batches that payroll has not acknowledged yet."""

    stuck: tuple[Stuck, ...]
    overpayments: tuple[Overpayment, ...]
    unreported: tuple[BatchRow, ...]

    def __bool__(self) -> bool:
        return bool(self.stuck or self.overpayments or self.unreported)


@dataclass(frozen=True)
class Overpayment:
    """A correction that takes back more than it pays; `batch_id` is the batch it waits in, if any."""

    line_id: int
    expert_id: int
    expert: str
    amount: Money
    found_on: date
    batch_id: int | None

    @property
    def deadline(self) -> date:
        return overpayment_deadline(self.found_on)


@dataclass(frozen=True)
class Stuck:
    """Approved work that has waited longer than the office accepts, or a report that has."""

    left: LeftOut
    expert: str
    days: int


@dataclass(frozen=True)
class Stopped:
    """What stays out of payment; `hold_reasons` by line."""

    left_out: tuple[LeftOut, ...]
    names: Mapping[int, str]
    hold_reasons: Mapping[int, str]


@dataclass(frozen=True)
class NextRun:
    """What the next batch would take today, and how much would stay out; `up_to` is its closing day."""

    pay_date: date
    up_to: date
    lines: int
    amount: Money
    left_out: Mapping[LeftOutReason, int]


REGISTER_DAYS = 5


def register_deadline(pay_date: date) -> date:
    """The last day for the Incomes Register: the fifth day after the payment, moved on from a closed day (vero.fi)."""
    day = pay_date + timedelta(days=REGISTER_DAYS)
    while not times.is_banking_day(day):
        day += timedelta(days=1)
    return day


def overpayment_deadline(found_on: date) -> date:
    """An overpayment is reported within a month of its discovery (vero.fi, "Correcting data")."""
    month = times.Month.of(found_on).next()
    return min(date(month.year, month.month, 1) + timedelta(days=found_on.day - 1), month.last)


def check_pay_date(pay_date: date, today: date) -> None:
    if pay_date < today:
        raise Refused("The payment date is already behind.")
    if not times.is_banking_day(pay_date):
        raise Refused("Banks do not pay on {day}: choose a banking day.", day=pay_date)
