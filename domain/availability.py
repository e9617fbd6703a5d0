"""When an expert has said to be free: half-hours of the week, and days when the week does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from domain import times
from domain.experts import Period
from domain.times import Span

HALF_HOUR = 30
DAY = 24 * 60


class Free(StrEnum):
    """What is not known is its own answer and never shown as free."""

    FREE = auto()
    UNKNOWN = auto()
    NOT_FREE = auto()


WORST_FIRST = (Free.NOT_FREE, Free.UNKNOWN, Free.FREE)


@dataclass(frozen=True)
class Slot:
    """A weekly free stretch in minutes from midnight, Helsinki time; weekday 0 is Monday."""

    weekday: int
    first: int
    last: int


@dataclass(frozen=True)
class Exceptional:
    """Whole days when the week's pattern does not hold: free all day, or not at all."""

    period: Period
    free: bool


@dataclass(frozen=True)
class Availability:
    """`week` holds seven masks of free half-hours from Monday, bit 0 being 0.00–0.30; None: nobody has asked yet."""

    week: tuple[int, ...] | None = None
    exceptions: tuple[Exceptional, ...] = ()

    @classmethod
    def weekly(cls, slots: Iterable[Slot], exceptions: Iterable[Exceptional] = ()) -> Availability:
        """A half-hour that is free only in part is not free."""
        week = [0] * 7
        for slot in slots:
            week[slot.weekday] |= _bits(-(-slot.first // HALF_HOUR), slot.last // HALF_HOUR)
        return cls(tuple(week), tuple(exceptions))

    def at(self, span: Span) -> Free:
        answers = {self._on(day, bits) for day, bits in half_hours(span)}
        return next(answer for answer in WORST_FIRST if answer in answers)

    def hours_on(self, day: date) -> tuple[tuple[int, int], ...] | None:
        """Free stretches in minutes from midnight; None when nobody knows."""
        marked = [exception.free for exception in self.exceptions if day in exception.period]
        if marked:
            return ((0, DAY),) if all(marked) else ()
        return None if self.week is None else _stretches(self.week[day.weekday()])

    def _on(self, day: date, bits: int) -> Free:
        marked = [exception.free for exception in self.exceptions if day in exception.period]
        if marked:
            return Free.FREE if all(marked) else Free.NOT_FREE
        if self.week is None:
            return Free.UNKNOWN
        return Free.FREE if self.week[day.weekday()] & bits == bits else Free.NOT_FREE


def half_hours(span: Span) -> tuple[tuple[date, int], ...]:
    """Helsinki's days that the span touches, each with the bits of every half-hour it touches."""
    start, end = times.local(span.start), times.local(span.end)
    pieces = []
    for offset in range((end.date() - start.date()).days + 1):
        day = start.date() + timedelta(days=offset)
        first = start.hour * 60 + start.minute if day == start.date() else 0
        last = end.hour * 60 + end.minute if day == end.date() else DAY
        # In the night the clocks go back an end may read earlier than its start.
        bits = _bits(min(first, last) // HALF_HOUR, -(-max(first, last) // HALF_HOUR))
        if bits:
            pieces.append((day, bits))
    return tuple(pieces)


def _bits(first: int, last: int) -> int:
    return ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0


def _stretches(bits: int) -> tuple[tuple[int, int], ...]:
    """Unbroken runs of half-hours as minutes."""
    free = [place for place in range(DAY // HALF_HOUR) if bits >> place & 1]
    firsts = [place for place in free if place - 1 not in free]
    lasts = [place + 1 for place in free if place + 1 not in free]
    return tuple((first * HALF_HOUR, last * HALF_HOUR) for first, last in zip(firsts, lasts, strict=True))
