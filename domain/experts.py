"""The expert as matching may see one, and whether one is eligible on a given day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from operator import attrgetter

from domain.messages import Message
from domain.themes import ThemeRole as ThemeRole


class WorkWish(StrEnum):
    """How often the expert wants work; the reason is never asked."""

    OFTEN = auto()
    NOW_AND_THEN = auto()
    SELDOM = auto()
    PAUSED = auto()


class ContactRoute(StrEnum):
    SELF = auto()
    ASSOCIATION = auto()


class TrainingKind(StrEnum):
    BASIC = auto()
    INDUCTION = auto()
    REFRESHER = auto()
    MENTORING = auto()
    EXTRA = auto()


class Ineligible(StrEnum):
    """A condition of acting in the bank that fails on a day; the first five are duties, with days of validity."""

    TRAINING = auto()
    INDUCTION = auto()
    REFRESHER = auto()
    MENTORING = auto()
    AGREEMENT = auto()
    PAUSED = auto()


@dataclass(frozen=True, order=True)
class Period:
    """Days, both ends included; open ends are the calendar's own."""

    first: date = date.min
    last: date = date.max

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class EligibilityPolicy:
    """Source: KAP Vantaa's bank. Its own training is 120 h; another one is at least 50 h (KoKoA's recommendation) and
    completed by 12 h of induction; the practices are repeated once a year; peer mentoring or other supervision is a
    condition. The source gives mentoring no period: 90 days is this program's default.
    """

    training_hours: int = 50
    own_training_hours: int = 120
    induction_hours: int = 12
    refresher_days: int = 365
    mentoring_days: int = 90


@dataclass(frozen=True)
class Attendance:
    """One person at one event; a training's day is the day it was completed. `own`: held by the bank itself."""

    kind: TrainingKind
    day: date
    hours: int
    own: bool = False


@dataclass(frozen=True)
class Lack:
    """`day` is the last or the first day of validity nearest to the day asked; None when the duty was never met."""

    reason: Ineligible
    message: Message
    day: date | None = None


@dataclass(frozen=True)
class Standing:
    """When each duty is fulfilled, in unbroken periods. Attendances lie in the past, so their last period is enough;
    of agreements the two last are kept: one in force and one already signed for later.
    """

    training: tuple[Period, ...] = ()
    induction: tuple[Period, ...] = ()
    refresher: tuple[Period, ...] = ()
    mentoring: tuple[Period, ...] = ()
    agreement: tuple[Period, ...] = ()
    pause: Period | None = None

    def duties(self) -> dict[Ineligible, tuple[Period, ...]]:
        return {
            Ineligible.TRAINING: self.training,
            Ineligible.INDUCTION: self.induction,
            Ineligible.REFRESHER: self.refresher,
            Ineligible.MENTORING: self.mentoring,
            Ineligible.AGREEMENT: self.agreement,
        }

    def valid_until(self, duty: Ineligible) -> date | None:
        """The last day the duty is fulfilled; None when it never was."""
        periods = self.duties()[duty]
        return periods[-1].last if periods else None

    def lacking_on(self, day: date) -> tuple[Lack, ...]:
        """What stands in the way on this day; empty for an eligible expert."""
        lacks = [_lack(duty, periods, day) for duty, periods in self.duties().items() if not _covered(periods, day)]
        if self.pause and day in self.pause:
            lacks.append(Lack(Ineligible.PAUSED, Message("Not available.")))
        return tuple(lacks)

    def eligible_on(self, day: date) -> bool:
        return not self.lacking_on(day)


DUTIES = tuple(Standing().duties())


UNTRAINED = Standing()


def standing(
    attendances: Sequence[Attendance],
    agreements: Sequence[Period],
    policy: EligibilityPolicy,
    pause: Period | None = None,
) -> Standing:
    """The induction, and the bank's own training, teach the practices: the refresher's first year runs from them."""
    if not attendances and not agreements:
        return Standing(pause=pause) if pause else UNTRAINED
    days: dict[TrainingKind, list[date]] = defaultdict(list)
    trained: list[date] = []
    inducted: list[date] = []
    induction_hours = 0
    for one in sorted(attendances, key=_BY_DAY):
        days[one.kind].append(one.day)
        if one.kind is TrainingKind.BASIC and one.hours >= policy.training_hours:
            trained.append(one.day)
            if one.own and one.hours >= policy.own_training_hours:
                inducted.append(one.day)
        elif one.kind is TrainingKind.INDUCTION:
            before, induction_hours = induction_hours, induction_hours + one.hours
            if before < policy.induction_hours <= induction_hours:
                inducted.append(one.day)
    return Standing(
        training=_since(trained),
        induction=_since(inducted),
        refresher=_running(sorted(days[TrainingKind.REFRESHER] + inducted), policy.refresher_days),
        mentoring=_running(days[TrainingKind.MENTORING], policy.mentoring_days),
        agreement=_unbroken(agreements)[-2:],
        pause=pause,
    )


_BY_DAY = attrgetter("day")


def pause_of(wish: WorkWish, first: date | None, last: date | None) -> Period | None:
    """A wish for a pause without days lasts until it is changed."""
    if wish is WorkWish.PAUSED or first or last:
        return Period(first or date.min, last or date.max)
    return None


def _since(days: Sequence[date]) -> tuple[Period, ...]:
    return (Period(days[0]),) if days else ()


def _running(days: Sequence[date], length: int) -> tuple[Period, ...]:
    """The last unbroken period of sorted days that each count for `length` days more."""
    if not days:
        return ()
    first = days[-1]
    for earlier in reversed(days):
        if (first - earlier).days > length + 1:
            break
        first = earlier
    return (Period(first, days[-1] + timedelta(days=length)),)


def _unbroken(periods: Sequence[Period]) -> tuple[Period, ...]:
    if len(periods) < 2:
        return tuple(periods)
    stretches: list[Period] = []
    for period in sorted(periods):
        if stretches and period.first.toordinal() <= stretches[-1].last.toordinal() + 1:
            last = stretches.pop()
            period = Period(last.first, max(last.last, period.last))
        stretches.append(period)
    return tuple(stretches)


def _covered(periods: Iterable[Period], day: date) -> bool:
    return any(day in period for period in periods)


def _lack(duty: Ineligible, periods: tuple[Period, ...], day: date) -> Lack:
    ended = [period.last for period in periods if period.last < day]
    if ended:
        return Lack(duty, Message("Valid only until {day}: {duty}.", duty=duty, day=ended[-1]), ended[-1])
    if periods:
        first = periods[0].first
        return Lack(duty, Message("Valid only from {day}: {duty}.", duty=duty, day=first), first)
    return Lack(duty, Message("Missing: {duty}.", duty=duty))
