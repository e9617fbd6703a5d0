"""The hard rules of time over many experts at once, as asked and with the whole order moved by some minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.matching.arrays import At, Bools, Ints
from domain.matching.columns import Columns
from domain.matching.need import Need

DAY = 24 * 60
HALF_HOURS = 48
STAYS = (0,)
NEVER_FREE = 1 << 63
"""A half-hour that no week has."""


def not_free(columns: Columns, need: Need, at: At) -> Bools:
    return _answers(columns, need, at)[0]


def availability_unknown(columns: Columns, need: Need, at: At) -> Bools:
    not_free, unknown = _answers(columns, need, at)
    return unknown & ~not_free


def busy(columns: Columns, need: Need, at: At) -> Bools:
    near = Near.of(columns, need, STAYS)
    spoken: Bools = near.owners(columns, near.gap < 0)[0][at]
    return spoken


def travel(columns: Columns, need: Need, at: At) -> Bools:
    """The journey is too short although the tasks do not overlap; of two sessions each may fail its own way."""
    near = Near.of(columns, need, STAYS)
    spoken: Bools = near.owners(columns, (near.gap >= 0) & (near.missing > 0))[0][at]
    return spoken


def stopped(columns: Columns, need: Need, at: Ints, moves: Sequence[int]) -> Bools:
    """Whom time stops (move × expert) when every session begins so many minutes later, by the clock of the same week."""
    near = Near.of(columns, need, moves)
    spoken = near.owners(columns, near.missing > 0)[:, at]
    return spoken | _unfree(columns, need, at, moves)


@dataclass(frozen=True, eq=False)
class Near:
    """Bookings that may matter. `gap` and `missing` (move × booking) are minutes to the nearest session, and what the gap
    lacks of the journey; rows repeat for each session."""

    owner: Ints
    gap: Ints
    missing: Ints

    @classmethod
    def of(cls, columns: Columns, need: Need, moves: Sequence[int]) -> Near:
        booked, longest = columns.many.bookings, columns.vocabulary.longest_travel
        journeys = columns.vocabulary.travel[columns.vocabulary.place(need.place)]
        moved = np.array(moves, np.int32)[:, None]
        owners, gaps, lacks = [], [], []
        for first, last in need.minutes:
            looked_back = longest + columns.longest_booking
            rows = booked.between(first + min(moves) - looked_back, last + max(moves) + longest)
            end, place = booked.values[:, rows]
            gap = np.maximum(booked.key[rows] - (last + moved), (first + moved) - end)
            owners.append(booked.owner[rows])
            gaps.append(gap)
            lacks.append(journeys[place] - gap)
        if len(owners) == 1:
            return cls(owners[0], gaps[0], lacks[0])
        if not owners:
            nothing = np.zeros((len(moves), 0), np.int32)
            return cls(nothing[0], nothing, nothing)
        return cls(np.concatenate(owners), np.concatenate(gaps, axis=1), np.concatenate(lacks, axis=1))

    def owners(self, columns: Columns, rows: Bools) -> Bools:
        """Move × expert: who has such a booking."""
        spoken = np.zeros((len(rows), len(columns)), np.bool_)
        move, row = np.nonzero(rows)
        spoken[move, self.owner[row]] = True
        return spoken


def _answers(columns: Columns, need: Need, at: At) -> tuple[Bools, Bools]:
    """Who is not free in some session, and of whom some session is not known."""
    asked = columns.each.asked[at]
    not_free, unknown = np.zeros(len(asked), np.bool_), np.zeros(len(asked), np.bool_)
    for day, bits in need.half_hours:
        weekly = columns.each.week[day.weekday()][at] & np.uint64(bits) != bits
        named, taken = _excepted(columns, day.toordinal())
        if named is None:
            not_free |= asked & weekly
            unknown |= ~asked
            continue
        told, refused = named[at], taken[at]
        not_free |= np.where(told, refused, asked & weekly)
        unknown |= ~asked & ~told
    return not_free, unknown


def _excepted(columns: Columns, day: int) -> tuple[Bools | None, Bools]:
    """Who has told of this very day, and who of them is not free; None when nobody has told anything."""
    taken = np.zeros(len(columns), np.bool_)
    rows = columns.many.exceptions
    begun = rows.until(day)
    last, free = rows.values[:, begun]
    lasting = last >= day
    owner = rows.owner[begun][lasting]
    if not len(owner):
        return None, taken
    named = np.zeros(len(columns), np.bool_)
    named[owner] = True
    taken[owner[free[lasting] == 0]] = True
    return named, taken


def _unfree(columns: Columns, need: Need, at: Ints, moves: Sequence[int]) -> Bools:
    """Who has said not to be free: the week's half-hours and the exceptions of the days moved to."""
    spoken = np.zeros((len(moves), len(at)), np.bool_)
    asked = columns.each.asked[at]
    for day, bits in need.half_hours:
        for place, move in enumerate(moves):
            days, wanted = _moved(bits, move)
            weekly = asked & (columns.each.week[(day.weekday() + days) % 7][at] & wanted != wanted)
            named, taken = _excepted(columns, day.toordinal() + days)
            spoken[place] |= weekly if named is None else np.where(named[at], taken[at], weekly)
    return spoken


def _moved(bits: int, minutes: int) -> tuple[int, np.uint64]:
    """Whole days, and the half-hours moved by the rest; those moved over midnight are nobody's free time."""
    days = round(minutes / DAY)
    halves = (minutes - days * DAY) // 30
    moved = bits << halves if halves > 0 else bits >> -halves
    whole = moved.bit_count() == bits.bit_count() and moved < 1 << HALF_HOURS
    return days, np.uint64(moved if whole else NEVER_FREE)
