"""Assignments: one expert, one session, the terms frozen at acceptance, and the cancellation rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from fractions import Fraction

from domain import times
from domain.errors import Refused
from domain.flow import Flow, Step
from domain.money import Money
from domain.orders import Lane
from domain.permissions import Permission
from domain.tariffs import FeeRate, FeeUnit
from domain.times import Span


class AssignmentStatus(StrEnum):
    AGREED = auto()
    DONE = auto()
    CANCELLED = auto()
    NO_SHOW = auto()
    VOID = auto()


class AssignmentAction(StrEnum):
    COMPLETE = auto()
    CANCEL = auto()
    MARK_NO_SHOW = auto()
    VOID = auto()
    REOPEN = auto()


class Party(StrEnum):
    """Who cancelled or did not come. The orderer's own customer is CUSTOMER; the orderer (tilaaja) is CLIENT."""

    CLIENT = auto()
    EXPERT = auto()
    CUSTOMER = auto()


class ChoiceReason(StrEnum):
    """Why just this one was chosen: kept with the order, never counted by person."""

    KNOWS_GROUP = auto()
    ORDERER_WISHED = auto()
    FITS_TASK = auto()
    OWN_WISH = auto()
    IN_TURN = auto()
    OTHER = auto()


FLOW = Flow(
    Step(AssignmentAction.COMPLETE, AssignmentStatus.AGREED, AssignmentStatus.DONE, Permission.ENTER_REPORTS),
    Step(AssignmentAction.CANCEL, AssignmentStatus.AGREED, AssignmentStatus.CANCELLED, Permission.RECORD_ABSENCES),
    Step(AssignmentAction.MARK_NO_SHOW, AssignmentStatus.AGREED, AssignmentStatus.NO_SHOW, Permission.MATCH),
    Step(AssignmentAction.VOID, AssignmentStatus.AGREED, AssignmentStatus.VOID, Permission.MATCH),
    Step(AssignmentAction.REOPEN, AssignmentStatus.CANCELLED, AssignmentStatus.AGREED, Permission.RECORD_ABSENCES),
    Step(AssignmentAction.REOPEN, AssignmentStatus.NO_SHOW, AssignmentStatus.AGREED, Permission.MATCH),
    Step(AssignmentAction.REOPEN, AssignmentStatus.VOID, AssignmentStatus.AGREED, Permission.MATCH),
)
"""REOPEN only takes back what was recorded by mistake; what has been paid for is not taken back so."""

LIVE = frozenset({AssignmentStatus.AGREED, AssignmentStatus.DONE})
"""Statuses in which the expert's time is taken."""

TAKEN = LIVE | {AssignmentStatus.NO_SHOW}
"""Statuses that fill a place on the order; the database refuses overlaps among them."""

FREE_CANCELLATION_HOURS = 24


@dataclass(frozen=True)
class AssignmentRow:
    """`fee` is what is expected to be paid when the work is done as planned; None when no price is known for the day.
    `through` is the association by which alone the expert is reached; `phone` is then the association's.
    """

    id: int
    version: int
    session_id: int
    expert_id: int
    expert: str
    phone: str
    through: str
    status: AssignmentStatus
    stage: Lane | None
    span: Span
    agreed_at: datetime
    fee: Money | None
    free_cancellation_hours: int
    client_price: Money | None
    cancelled_by: Party | None
    no_show_by: Party | None
    moved_from: datetime | None
    yes_awaited: bool
    choice_reason: str


@dataclass(frozen=True)
class Settlement:
    """How far the payment is: `owed` when a report was ever entered, `reported` while one stands, `paid` once exported."""

    owed: bool
    reported: bool
    paid: bool


def stage(status: AssignmentStatus, over: bool, settlement: Settlement) -> Lane | None:
    """None for what pays nothing and keeps nobody: a free cancellation, an expert's own no-show, a void."""
    if settlement.reported:
        return Lane.DONE if settlement.paid else Lane.PAYABLE
    if status in LIVE or settlement.owed:
        return Lane.REPORT_MISSING if over else Lane.CONFIRMED
    return None


def expected_fee(rate: FeeRate, minutes: int, frozen: Money | None = None) -> Money:
    """What the work pays if it goes as planned, by the price agreed or the day's."""
    price = frozen or rate.price
    return price.times(Fraction(minutes, 60)) if rate.unit is FeeUnit.HOUR else price


def check_begun(starts_at: datetime, now: datetime) -> None:
    if now < starts_at:
        raise Refused("The task has not begun yet: cancel it instead.")


def check_move(span: Span, now: datetime) -> None:
    if span.start <= now:
        raise Refused("The new time has already passed.")


def cancellation_is_paid(by: Party, at: datetime, starts_at: datetime, hours: int = FREE_CANCELLATION_HOURS) -> bool:
    """The orderer cancels free until 24 hours before, then the agreed fee is paid in full; an expert's own cancellation
    pays nothing (KAP's order page, cancellation terms)."""
    return by is not Party.EXPERT and not times.full_hours_before(at, starts_at, hours)


def no_show_is_paid(by: Party) -> bool:
    """When the customer or the orderer does not come, the agreed fee is paid (KAP's order page)."""
    return by is not Party.EXPERT
