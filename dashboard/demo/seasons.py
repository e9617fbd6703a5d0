"""The demo bank's calendar: when it is open, and the days of its trainings and payments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain import times
from domain.times import Month

OPENED = date(2021, 4, 1)
PREPARED = date(2021, 3, 1)
"""When the office was set up: users, prices and the first experts."""

JULY = 7
FIRST_REFRESHER = date(2021, 6, 9)
LAST_SESSION = (12, 18)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return times.at(day, dt.time(hour, minute))


def is_open(day: date) -> bool:
    """A working day outside July."""
    return day >= OPENED and day.month != JULY and day.weekday() < 5 and not times.is_holiday(day)


def working_day(day: date, offset: int) -> date:
    """The nth working day after the day, or before it when `offset` is below zero."""
    step = timedelta(days=1 if offset > 0 else -1)
    for _ in range(abs(offset)):
        day += step
        while not times.is_banking_day(day):
            day += step
    return day


def open_day_from(day: date) -> date:
    while not is_open(day):
        day += timedelta(days=1)
    return day


def open_days(year: int) -> list[date]:
    """Those on which something may be held: none in July or between the years."""
    last = date(year, *LAST_SESSION)
    first = max(date(year, 1, 1), OPENED)
    return [day for day in (first + timedelta(days=n) for n in range((last - first).days + 1)) if is_open(day)]


def refresher(year: int) -> date:
    """A Wednesday in June, 52 weeks after the last, so that nobody's year runs out between two of them."""
    day = FIRST_REFRESHER
    while day.year < year:
        day += timedelta(weeks=52)
    return day


def mentorings(year: int) -> Iterator[date]:
    """The first Wednesday of each open month, and once more before the summer."""
    for month in times.months(Month(year, 1), Month(year, 12)):
        day = next(
            month.first + timedelta(days=n) for n in range(7) if (month.first + timedelta(days=n)).weekday() == 2
        )
        if month.month != JULY:
            yield day
        if month.month == JULY - 1:
            yield day + timedelta(weeks=2)


def collecting_day(month: Month) -> date:
    """When the fees of a month are collected: a working day on or after the 5th of the next one, also in July."""
    day = month.next().first + timedelta(days=4)
    while not times.is_banking_day(day):
        day += timedelta(days=1)
    return day


def pay_day(month: Month) -> date:
    """The 15th of the next month or the banking day before it."""
    return times.banking_day_on_or_before(month.next().first + timedelta(days=14))
