"""In which lane of the queue an order stands, how far it is filled and held, and what is noted beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain import claims, offers
from domain.orders import OPEN, UNFILLED_LANES, Badge, Lane, OrderStatus, Progress
from domain.times import Span

STAGES = (Lane.CONFIRMED, Lane.REPORT_MISSING, Lane.PAYABLE, Lane.DONE)
"""The lanes that a single assignment goes through, in order."""


@dataclass(frozen=True)
class Slot:
    """A session that has not been cancelled, and how many experts have it or had it."""

    session_id: int
    span: Span
    over: bool
    taken: int


def lane(status: OrderStatus, slots: Sequence[Slot], stages: Iterable[Lane], needed: int, open_offers: int) -> Lane:
    """`stages` are those of the assignments that count; the least advanced decides once nobody is lacking any more."""
    if status not in OPEN:
        return Lane.CANCELLED
    reached = min(stages, key=STAGES.index, default=None)
    lacking = any(slot.taken < needed for slot in slots if not slot.over)
    if reached is not None and not lacking:
        return reached
    if open_offers:
        return Lane.OFFERED
    return Lane.NEW if status is OrderStatus.NEW else Lane.HANDLING


def standing(lane: Lane, now: Circumstances, today: date) -> Lane:
    """A claim that nothing has come of falls back among the new ones, unless the orderer's answer is waited for."""
    forgotten = lane is Lane.HANDLING and not now.waits_for_orderer and claims.lapsed(now.handled_at, today)
    return Lane.NEW if forgotten else lane


def to_fill(slots: Sequence[Slot], needed: int) -> tuple[Slot, ...]:
    """The sessions that a yes would be an assignment for: those to come, or past ones when nothing is to come."""
    lacking = tuple(slot for slot in slots if slot.taken < needed)
    if all(slot.over for slot in slots):
        return lacking
    return tuple(slot for slot in lacking if not slot.over)


def progress(slots: Sequence[Slot]) -> Progress:
    """Filled by the session that lacks most of those to come; when all are over, by the one that lacked most."""
    to_come = [slot.taken for slot in slots if not slot.over] or [slot.taken for slot in slots]
    held = sum(1 for slot in slots if slot.over and slot.taken)
    return Progress(min(to_come, default=0), held, len(slots))


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What the badges are read from; `next_start` is that of the first session to come, `oldest_offer` when the first of
    the offers was made that nobody has answered in any way.
    """

    status: OrderStatus
    waits_for_orderer: bool
    planning_meeting: bool
    has_times: bool
    report_missing: bool
    call_back_on: date | None
    next_start: datetime | None
    urgent: bool = False
    handled_at: datetime | None = None
    oldest_offer: datetime | None = None
    yes_awaited: bool = False


def badges(lane: Lane, now: Circumstances, today: date) -> tuple[Badge, ...]:
    unfilled = lane in UNFILLED_LANES
    told = {
        Badge.URGENT: unfilled and now.urgent,
        Badge.SOON: unfilled and now.next_start is not None and claims.is_soon(now.next_start, today),
        Badge.LAPSED: lane is Lane.NEW and now.status is OrderStatus.HANDLING,
        Badge.UNANSWERED: lane is Lane.OFFERED
        and now.oldest_offer is not None
        and now.oldest_offer < offers.unanswered_before(today),
        Badge.NEW_TIME: now.yes_awaited,
        Badge.WAITS_FOR_ORDERER: unfilled and now.waits_for_orderer,
        Badge.OPEN_TIME: unfilled and not now.has_times,
        Badge.CALL_BACK: unfilled and now.call_back_on is not None and now.call_back_on <= today,
        Badge.PLANNING_MEETING: now.planning_meeting and (unfilled or lane is Lane.CONFIRMED),
        Badge.REPORT_MISSING: now.report_missing and lane is not Lane.REPORT_MISSING,
        Badge.NOT_FOUND: now.status is OrderStatus.UNFILLED,
    }
    return tuple(badge for badge, true in told.items() if true)
