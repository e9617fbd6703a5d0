"""What waits for one person today: a part for each right, so that two roles never show the same thing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.backgrounds import Level
from domain.briefings import Briefing
from domain.deputies import DeputyRow
from domain.money import Money
from domain.orders import QueueRow
from domain.payments import BatchRow, Clocks, Waiting
from domain.permissions import Role
from domain.reveals import Busy
from domain.times import Span
from domain.trail import Entry


@dataclass(frozen=True)
class Visit:
    """An agreed assignment of today or tomorrow. `through` is the association by which alone the expert is reached."""

    assignment_id: int
    order_id: int
    span: Span
    client: str
    package: str
    place: str
    remote: bool
    expert_id: int
    expert: str
    phone: str
    through: str
    contact: str
    contact_phone: str


@dataclass(frozen=True)
class OpenOffer:
    """An offer that has stood too long, or whose expert asked to be called back by now."""

    offer_id: int
    order_id: int
    client: str
    expert: str
    offered_at: datetime
    call_back_on: date | None


@dataclass(frozen=True)
class NewTime:
    """A task whose time was moved and whose expert has not said yes to the new one yet."""

    assignment_id: int
    version: int
    order_id: int
    expert: str
    phone: str
    span: Span
    moved_from: datetime | None


@dataclass(frozen=True)
class ToAsk:
    """A task that is over, and whose expert nobody has asked yet how they are."""

    assignment_id: int
    order_id: int
    expert: str
    phone: str
    client: str
    ended_at: datetime


@dataclass(frozen=True)
class EndingAgreement:
    expert_id: int
    expert: str
    number: str
    valid_to: date


@dataclass(frozen=True)
class EndingConsent:
    """Of a theme, or of a sealed level of a background."""

    expert_id: int
    expert: str
    theme: str
    level: Level | None
    last: date


@dataclass(frozen=True)
class Desk:
    """The coordinator's part."""

    visits: tuple[Visit, ...]
    new: tuple[QueueRow, ...]
    unfilled: tuple[QueueRow, ...]
    offers: tuple[OpenOffer, ...]
    reports: tuple[Waiting, ...]
    agreements: tuple[EndingAgreement, ...]
    consents: tuple[EndingConsent, ...] = ()
    new_times: tuple[NewTime, ...] = ()
    to_ask: tuple[ToAsk, ...] = ()
    stands_in_for: tuple[DeputyRow, ...] = ()


@dataclass(frozen=True)
class PayRun:
    """The clerk's part: what a batch collected now would pay, and what would not be in it."""

    pay_date: date
    lines: int
    amount: Money
    to_approve: int
    oldest_report: datetime | None
    left_out: int


@dataclass(frozen=True)
class WaitingBatch:
    """`own` is set for the one who collected it: another person approves."""

    batch: BatchRow
    days: int
    own: bool


@dataclass(frozen=True)
class WaitingRole:
    grant_id: int
    user: str
    role: Role
    valid_from: date
    granted_by: str


@dataclass(frozen=True)
class Pace:
    """Assignments held in this year so far, and in last year by the same day."""

    year: int
    held: int
    held_last_year: int


@dataclass(frozen=True)
class Today:
    """None where the person has no right to the part; an empty part is shown as done."""

    day: date
    desk: Desk | None = None
    pay_run: PayRun | None = None
    batches: tuple[WaitingBatch, ...] | None = None
    clocks: Clocks | None = None
    proposed_rates: int | None = None
    roles: tuple[WaitingRole, ...] | None = None
    refusals: tuple[Entry, ...] | None = None
    reveals: tuple[Busy, ...] | None = None
    briefing: Briefing | None = None
    pace: Pace | None = None
