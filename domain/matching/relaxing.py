"""Which single change of the order's time or place would bring how many candidates back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum, auto

from domain import times
from domain.bookings import UNKNOWN
from domain.matching import timely
from domain.matching.arrays import Bools, Ints
from domain.matching.columns import Columns
from domain.matching.criteria import EVERY_STOP, Rule
from domain.matching.need import Need
from domain.matching.timely import DAY
from domain.times import Span

DAYS_AWAY = 7
HOURS_AWAY = (-180, -120, -60, 60, 120, 180)
MORNING, EVENING = 7 * 60, 21 * 60
"""Office and group hours: no other time of the day is proposed."""
WEEKEND = 5


class Relaxation(StrEnum):
    """Another day at the same hours, another hour on the same day, remotely, or wherever the place is."""

    DAY = auto()
    HOUR = auto()
    REMOTE = auto()
    AREA = auto()


@dataclass(frozen=True)
class Relaxed:
    """How many would come back. `minutes` is by how much the best other time differs; 0 for a change of place."""

    relaxation: Relaxation
    count: int
    minutes: int = 0


def relaxed(columns: Columns, need: Need, at: Ints, spoken: Mapping[Rule, Bools]) -> tuple[Relaxed, ...]:
    """The most first. `at` are those whom only time and place may stop, and `spoken` tells which of these do."""
    place = spoken[Rule.PLACE]
    time = spoken[Rule.NOT_FREE] | spoken[Rule.BUSY] | spoken[Rule.TRAVEL]
    by_time = at[time & ~place]
    found = [
        _best(columns, need, by_time, Relaxation.DAY, other_days(need)),
        _best(columns, need, by_time, Relaxation.HOUR, other_hours(need)),
        *_by_place(columns, need, at, place, time),
    ]
    helping = [one for one in found if one.count]
    return tuple(sorted(helping, key=lambda one: -one.count))


def moved(need: Need, minutes: int) -> Need:
    """The whole order so much later by the clock, whatever summer time does in between."""
    return replace(need, sessions=tuple(_later(session, minutes) for session in need.sessions))


def other_days(need: Need) -> tuple[int, ...]:
    """Within a week either way, after today; workdays only unless the order itself is on a weekend."""
    if not need.sessions:
        return ()
    weekend = any(day.weekday() >= WEEKEND for day in need.days)
    moves = [days for days in range(-DAYS_AWAY, DAYS_AWAY + 1) if days and _on_days(need, days, weekend)]
    return tuple(days * DAY for days in sorted(moves, key=abs))


def other_hours(need: Need) -> tuple[int, ...]:
    """Some hours earlier or later on the same day."""
    if not need.sessions:
        return ()
    spans = [(times.local(one.start), times.local(one.end)) for one in need.sessions]
    first = min(start.hour * 60 + start.minute for start, _ in spans)
    last = max(end.hour * 60 + end.minute if end.date() == start.date() else DAY for start, end in spans)
    return tuple(move for move in HOURS_AWAY if first + move >= MORNING and last + move <= EVENING)


def _on_days(need: Need, days: int, weekend: bool) -> bool:
    shifted = [day + timedelta(days=days) for day in need.days]
    return shifted[0] > need.today and (weekend or all(day.weekday() < WEEKEND for day in shifted))


def _best(columns: Columns, need: Need, at: Ints, relaxation: Relaxation, moves: Sequence[int]) -> Relaxed:
    """The move that most would take, the nearest of equals; then counted by every rule on its own days."""
    if not len(at) or not moves:
        return Relaxed(relaxation, 0)
    free = (~timely.stopped(columns, need, at, moves)).sum(axis=1)
    best = int(free.argmax())
    if not free[best]:
        return Relaxed(relaxation, 0)
    return Relaxed(relaxation, len(_standing(columns, moved(need, moves[best]), at)), moves[best])


def _by_place(columns: Columns, need: Need, at: Ints, place: Bools, time: Bools) -> Iterable[Relaxed]:
    if need.place is None:
        return
    remote = at[(place | time) & columns.each.remote[at]]
    if len(remote):
        yield Relaxed(Relaxation.REMOTE, len(_standing(columns, replace(need, place=None), remote)))
    if need.place != UNKNOWN:
        yield Relaxed(Relaxation.AREA, int((place & ~time & columns.each.on_site[at]).sum()))


def _standing(columns: Columns, need: Need, at: Ints) -> Ints:
    """Those whom no rule stops from this changed order."""
    for criterion in EVERY_STOP:
        at = at[~criterion.mask(columns, need, at)]
    return at


def _later(session: Span, minutes: int) -> Span:
    days, rest = divmod(minutes, DAY)
    start = times.instant(times.local(session.start) + timedelta(days=days, minutes=rest))
    return Span(start, start + (session.end - session.start))
