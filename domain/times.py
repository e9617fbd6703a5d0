"""Helsinki's calendar: aware instants, half-open spans, local days and months, banking days and the 24-hour arithmetic."""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from domain.errors import Refused

HELSINKI = ZoneInfo("Europe/Helsinki")


def instant(value: datetime) -> datetime:
    """The same instant in UTC; a naive datetime is a fault of the caller."""
    if value.tzinfo is None:
        raise ValueError("a naive datetime has no place here")
    return value.astimezone(UTC)


def at(day: date, clock: time) -> datetime:
    """The UTC instant when Helsinki's clocks show `clock` on `day`; an hour that spring skips is refused."""
    local = datetime.combine(day, clock, tzinfo=HELSINKI)
    if local.astimezone(UTC).astimezone(HELSINKI).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            "There is no time {clock} on {day}: the clocks are moved forward.", clock=clock.strftime("%H.%M"), day=day
        )
    return local.astimezone(UTC)


def local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no place here")
    return moment.astimezone(HELSINKI)


def day_of(moment: datetime) -> date:
    return local(moment).date()


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=HELSINKI).astimezone(UTC)


@dataclass(frozen=True, order=True)
class Span:
    """Half-open [start, end) between two instants."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            object.__setattr__(self, "start", instant(self.start))
            object.__setattr__(self, "end", instant(self.end))
        if self.end <= self.start:
            raise Refused("The end must come after the start.")

    @property
    def minutes(self) -> int:
        """Real minutes: the night the clocks change is counted as it is lived."""
        return int((self.end - self.start).total_seconds()) // 60

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def widened(self, minutes: int) -> Span:
        gap = timedelta(minutes=minutes)
        return Span(self.start - gap, self.end + gap)


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def next(self) -> Month:
        return Month.of(self.last + timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def months(first: Month, last: Month) -> Iterator[Month]:
    """Both ends included."""
    while first <= last:
        yield first
        first = first.next()


@functools.cache
def _closed(year: int) -> frozenset[date]:
    """Finnish holidays and the days when TARGET does not settle."""
    return frozenset(holidays.country_holidays("FI", years=year)) | frozenset(
        holidays.financial_holidays("XECB", years=year)
    )


def is_holiday(day: date) -> bool:
    return day in _closed(day.year)


def is_banking_day(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def banking_day_on_or_before(day: date) -> date:
    while not is_banking_day(day):
        day -= timedelta(days=1)
    return day


@functools.lru_cache(4096)
def working_days_later(day: date, count: int) -> date:
    """Kept, for the order queue asks it of every order and the same days."""
    while count:
        day += timedelta(days=1)
        count -= is_banking_day(day)
    return day


def full_hours_before(moment: datetime, start: datetime, hours: int) -> bool:
    """True when at least `hours` real hours are left from `moment` to `start`, also over the nights the clocks change."""
    return instant(start) - instant(moment) >= timedelta(hours=hours)
