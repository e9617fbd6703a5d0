"""A series of dates as one object: how far an act on one date reaches, and where the others go when it moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum, auto

from domain import times
from domain.errors import Refused
from domain.times import Span


class Reach(StrEnum):
    THIS = auto()
    FOLLOWING = auto()
    ALL = auto()


def reached(dates: Mapping[int, Span], chosen: int, reach: Reach, now: datetime) -> tuple[int, ...]:
    """Ids by time. A date that has begun is touched only when it is the chosen one: what is held or paid stands."""
    first = {Reach.THIS: dates[chosen].start, Reach.FOLLOWING: dates[chosen].start, Reach.ALL: now}[reach]
    others = () if reach is Reach.THIS else (one for one, span in dates.items() if span.start > now)
    wanted = {chosen, *(one for one in others if dates[one].start >= first)}
    return tuple(sorted(wanted, key=lambda one: dates[one]))


def moved(date: Span, chosen: Span, to: Span) -> Span:
    """As many days later or earlier as the chosen one moves, at its new hours; Refused when that is a holiday."""
    days = times.day_of(to.start) - times.day_of(chosen.start)
    day = times.day_of(date.start) + days
    if date != chosen and times.is_holiday(day):
        raise Refused("{day} is a public holiday: cancel that session or move it by itself first.", day=day)
    start = times.at(day, times.local(to.start).time())
    return Span(start, start + timedelta(minutes=to.minutes))
