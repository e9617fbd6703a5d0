"""Offers of a task to an expert and the answers heard on the telephone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from domain import times
from domain.errors import Refused
from domain.flow import Flow, Step
from domain.money import Money
from domain.permissions import Permission
from domain.times import Month, Span


class OfferStatus(StrEnum):
    OPEN = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    EXPIRED = auto()
    WITHDRAWN = auto()


class OfferAction(StrEnum):
    ACCEPT = auto()
    DECLINE = auto()
    EXPIRE = auto()
    WITHDRAW = auto()
    REOPEN = auto()


class Answer(StrEnum):
    """What the expert said when called; the last two leave the offer open."""

    YES = auto()
    NO = auto()
    NO_ANSWER = auto()
    ASKS_TIME = auto()


FLOW = Flow(
    Step(OfferAction.ACCEPT, OfferStatus.OPEN, OfferStatus.ACCEPTED, Permission.MATCH),
    Step(OfferAction.DECLINE, OfferStatus.OPEN, OfferStatus.DECLINED, Permission.MATCH),
    Step(OfferAction.EXPIRE, OfferStatus.OPEN, OfferStatus.EXPIRED, Permission.MATCH),
    Step(OfferAction.WITHDRAW, OfferStatus.OPEN, OfferStatus.WITHDRAWN, Permission.MATCH),
    *(
        Step(OfferAction.REOPEN, ended, OfferStatus.OPEN, Permission.MATCH)
        for ended in (OfferStatus.ACCEPTED, OfferStatus.DECLINED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)
    ),
)
"""REOPEN only takes back what was recorded by mistake."""

DAYS_TO_ANSWER = 2
"""How many days an offer may stand without an answer before it is called about."""

PAY_DAY = 15


@dataclass(frozen=True)
class OfferRow:
    id: int
    version: int
    expert_id: int
    expert: str
    status: OfferStatus
    offered_at: datetime
    offered_by: str
    answer: Answer | None
    answered_at: datetime | None
    call_back_on: date | None
    override_reason: str


@dataclass(frozen=True)
class Reachable:
    """How an expert is called. `through` names the association and its contact person when `phone` is theirs."""

    id: int
    name: str
    phone: str
    hours: str
    through: str


@dataclass(frozen=True)
class Terms:
    """What an offer tells of the money: `fee` for all the sessions, `kilometres` there and back for all of them and what
    they repay by own car. None is what is not known, or nobody travels.
    """

    spans: tuple[Span, ...]
    fee: Money | None
    kilometres: int | None
    travel: Money | None

    @property
    def pay_day(self) -> date | None:
        """Of the last session."""
        return planned_pay_date(times.day_of(self.spans[-1].start)) if self.spans else None


def unanswered_before(today: date) -> datetime:
    """Offers made before this instant have stood too long without an answer."""
    return times.start_of(today - timedelta(days=DAYS_TO_ANSWER - 1))


def check_answer(answer: Answer, call_back_on: date | None, today: date) -> None:
    if answer is not Answer.ASKS_TIME:
        return
    if call_back_on is None or call_back_on < today:
        raise Refused("Choose the day to call back, today or later.")


def planned_pay_date(work_day: date) -> date:
    """The bank pays once a month: on the 15th of the month after the work, or the banking day before it."""
    return times.banking_day_on_or_before(Month.of(work_day).next().first.replace(day=PAY_DAY))
