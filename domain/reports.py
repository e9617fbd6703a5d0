"""Work reports: what was done, how it departed from the plan, and who has approved it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from domain import prose, times
from domain.errors import Refused
from domain.flow import Flow, Step
from domain.money import Money
from domain.permissions import Permission, Viewer
from domain.tariffs import FeeRate, FeeUnit
from domain.tariffs import OverrunDecision as OverrunDecision
from domain.tariffs import TravelKind as TravelKind
from domain.times import Span


class ReportStatus(StrEnum):
    SUBMITTED = auto()
    RETURNED = auto()
    DISPUTED = auto()
    APPROVED = auto()


class ReportAction(StrEnum):
    APPROVE = auto()
    RETURN = auto()
    DISPUTE = auto()
    SETTLE = auto()


class ReportBasis(StrEnum):
    """Why there is a report: the work was done, or a fee is due though it was not (late cancellation, no-show)."""

    DONE = auto()
    LATE_CANCELLATION = auto()
    NO_SHOW = auto()


class Departure(StrEnum):
    """What was not as planned. The plan holds no travel, so every travel row departs from it."""

    TIME = auto()
    TRAVEL = auto()


TRAVEL_PAID: Mapping[ReportBasis, frozenset[TravelKind]] = {
    ReportBasis.DONE: frozenset(TravelKind),
    ReportBasis.LATE_CANCELLATION: frozenset({TravelKind.TICKET}),
    ReportBasis.NO_SHOW: frozenset(TravelKind),
}
"""A late cancellation pays only the tickets already bought; who waited for someone in vain has travelled."""

PER_DIEMS = frozenset({TravelKind.PER_DIEM_FULL, TravelKind.PER_DIEM_PARTIAL})

FLOW = Flow(
    Step(ReportAction.APPROVE, ReportStatus.SUBMITTED, ReportStatus.APPROVED, Permission.APPROVE_REPORTS),
    Step(ReportAction.RETURN, ReportStatus.SUBMITTED, ReportStatus.RETURNED, Permission.APPROVE_REPORTS),
    Step(ReportAction.DISPUTE, ReportStatus.SUBMITTED, ReportStatus.DISPUTED, Permission.APPROVE_REPORTS),
    Step(ReportAction.SETTLE, ReportStatus.DISPUTED, ReportStatus.SUBMITTED, Permission.APPROVE_REPORTS),
)


@dataclass(frozen=True)
class TravelRow:
    """`quantity` is kilometres, passengers' kilometres, days or meals; a ticket has 1 and its price as `amount`.

    `computed` is what the rules give, None where there is nothing to compute from; `halved` days had free meals.
    """

    kind: TravelKind
    quantity: int
    amount: Money | None = None
    note: str = ""
    computed: int | None = None
    correction: str = ""
    halved: bool = False
    receipt: str = ""

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise Refused("The quantity must be at least one.")
        if (self.kind is TravelKind.TICKET) != (self.amount is not None):
            raise Refused("A ticket has its price; other travel is paid by the rates.")
        if self.amount is not None and (self.amount.cents <= 0 or self.quantity != 1):
            raise Refused("Give each ticket on a row of its own, with its price.")

    @property
    def corrected(self) -> bool:
        return self.computed is not None and self.computed != self.quantity


def told(travel: Iterable[TravelRow]) -> tuple[TravelRow, ...]:
    """Of a protected person's journeys: nothing that tells how far or by which way they come."""
    driven = (TravelKind.OWN_CAR, TravelKind.PASSENGER)
    return tuple(replace(row, note="") for row in travel if row.kind not in driven)


@dataclass(frozen=True)
class ReportForm:
    """What was done; `reason` says why it departed from the plan. `trip` and `free_meals` are what allowances came from."""

    span: Span
    travel: tuple[TravelRow, ...] = ()
    reason: str = ""
    trip: Span | None = None
    free_meals: int = 0


@dataclass(frozen=True)
class Work:
    """Real minutes on one local day."""

    day: date
    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1:
            raise Refused("The work must last at least one minute.")


def split_by_day(span: Span) -> tuple[Work, ...]:
    """A span over midnight is the work of two days, and each is paid at its own day's price."""
    works, start = [], span.start
    while start < span.end:
        day = times.day_of(start)
        end = min(span.end, times.start_of(day + timedelta(days=1)))
        works.append(Work(day, Span(start, end).minutes))
        start = end
    return tuple(works)


def work_of(span: Span, unit: FeeUnit) -> tuple[Work, ...]:
    """Hours belong to the days they were worked; an occasion to the day it began, also when it went over midnight."""
    return split_by_day(span) if unit is FeeUnit.HOUR else (Work(times.day_of(span.start), span.minutes),)


def departure(planned: Span, actual: Span, travel: Collection[TravelRow]) -> frozenset[Departure]:
    """Empty when the work can be confirmed as planned."""
    found = {Departure.TIME: planned != actual, Departure.TRAVEL: bool(travel)}
    return frozenset(kind for kind, departs in found.items() if departs)


def check_departure(departures: Collection[Departure], reason: str) -> None:
    if departures and not reason.strip():
        raise Refused("Say in a few words why the work was not as planned.")


def check_travel(rows: Collection[TravelRow], basis: ReportBasis) -> None:
    """Asked when travel is entered and again when it is priced."""
    kinds = {row.kind for row in rows}
    if not kinds <= TRAVEL_PAID[basis]:
        raise Refused("Only tickets that had been bought are paid when the work was not done.")
    if TravelKind.MEAL in kinds and kinds & PER_DIEMS:
        raise Refused("A meal allowance is not paid on a journey that has a per diem.")


def needs_decision(rate: FeeRate, minutes: int) -> bool:
    """True when the work outlasted what the fee was made for: a fee for "1–2 h" says nothing of a third hour."""
    return rate.max_minutes is not None and minutes > rate.max_minutes


def decisions(rate: FeeRate) -> tuple[OverrunDecision, ...]:
    """What may be decided of a session that outlasted its fee; by the hour only when the fee says which hourly fee."""
    return tuple(each for each in OverrunDecision if each is not OverrunDecision.HOURS_OVER or rate.overrun_code)


def check_decision(decision: OverrunDecision | None, reason: str) -> None:
    if decision is not None and not reason.strip():
        raise Refused("Say in a few words why the longer session is paid this way.")


def check_approver(reported_by_id: int, payee_id: int, viewer: Viewer) -> None:
    """By identity, never by role: a person may hold two."""
    if viewer.id == reported_by_id:
        raise Refused("You entered this report. Another person approves it.")
    if viewer.expert_id == payee_id:
        raise Refused("You are paid by this report. Another person approves it.")


def check_ended(span: Span, now: datetime) -> None:
    if span.end > now:
        raise Refused("The work has not ended yet.")


def check_planned(planned: Span, stated: Span) -> None:
    """Of a late cancellation or a no-show."""
    if planned != stated:
        raise Refused("The work was not done: what was planned is reported.")


def check_reason(reason: str) -> str:
    """The reason as it is kept."""
    words = prose.paragraph(reason)
    if not words:
        raise Refused("Say the reason in a few words.")
    return words
