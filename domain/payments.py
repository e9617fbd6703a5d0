"""Payments as the office sees them: what waits for a report or an approval, batches with their people, lines and left-outs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import times
from domain.batches import Anomaly, BatchStatus, Finding, LeftOut, Payee
from domain.batches import BatchLine as BatchLine
from domain.errors import Refused
from domain.fees import LineDraft, PaymentLine
from domain.flow import Seen
from domain.money import Money, total
from domain.reports import OverrunDecision, ReportBasis, ReportStatus, TravelRow
from domain.times import Span
from domain.trail import Act


@dataclass(frozen=True)
class Preview:
    """What a report would pay; `problem` says why it cannot be priced yet."""

    lines: tuple[LineDraft, ...] = ()
    problem: Refused | None = None
    outlasted: bool = False

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


@dataclass(frozen=True)
class Waiting:
    """A past accepted assignment without a live report; `returned` is the one to be corrected."""

    assignment_id: int
    order_id: int
    expert: str
    unit: str
    planned: Span
    returned: Returned | None


@dataclass(frozen=True)
class Journey:
    """Between the expert's municipality and the place of work; `kilometres` is there and back, None when not known."""

    home: str
    place: str
    kilometres: int | None


@dataclass(frozen=True)
class Submitted:
    """A report as the one who approves it sees it: no theme, no description."""

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
class PaidPerson:
    """`ending` is the last four characters of the account; the rest is never fetched."""

    expert_id: int
    name: str
    ending: str
    lines: tuple[PaymentLine, ...]

    @property
    def amount(self) -> Money:
        return total(line.amount for line in self.lines)


@dataclass(frozen=True)
class Event:
    at: datetime
    who: str
    act: Act
    facts: Mapping[str, object]


@dataclass(frozen=True)
class BatchDetails:
    """`preparers` are users and `payee_ids` experts who may not approve; `ticked` are this viewer's ticks of this content;
    `names` are experts'. `left_out` and `addable` are told until the file is made."""

    row: BatchRow
    people: tuple[PaidPerson, ...]
    left_out: tuple[LeftOut, ...]
    addable: int
    findings: Mapping[Anomaly, tuple[Finding, ...]]
    ticked: frozenset[Anomaly]
    preparers: frozenset[int]
    changed_accounts: tuple[str, ...]
    names: Mapping[int, str]
    hold_reasons: Mapping[int, str]
    withdrawal_reason: str
    receipt: str
    file_sha256: str | None
    timeline: tuple[Event, ...]

    @property
    def payee_ids(self) -> frozenset[int]:
        return frozenset(person.expert_id for person in self.people)


@dataclass(frozen=True)
class BatchFacts:
    """What the anomalies are judged by."""

    lines: tuple[BatchLine, ...]
    payees: tuple[Payee, ...]
    earlier: tuple[BatchLine, ...]


@dataclass(frozen=True)
class NextRun:
    """What the next batch would take today, and how much would stay out."""

    pay_date: date
    payable: Payable


def next_pay_date(today: date, day_of_month: int = 15) -> date:
    """The next banking day on or before the office's payment day that is still ahead."""
    month = times.Month.of(today)
    while (chosen := times.banking_day_on_or_before(month.first + timedelta(days=day_of_month - 1))) <= today:
        month = month.next()
    return chosen


def check_pay_date(pay_date: date, today: date) -> None:
    if pay_date < today:
        raise Refused("The payment date is already behind.")
    if not times.is_banking_day(pay_date):
        raise Refused("Banks do not pay on {day}: choose a banking day.", day=pay_date)
