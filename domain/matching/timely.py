"""The hard rules of time over many experts at once, as asked and with the whole order moved by some minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from domain.bookings import Municipality
from domain.matching.arrays import At, Bits, Bools, Ints
from domain.matching.columns import Columns
from domain.matching.need import DAY, Need

HALF_HOURS = 48
NEVER_FREE = 1 << 63
"""A half-hour that no week has."""
STAYS = (0,)


def not_free(columns: Columns, need: Need, at: At) -> Bools:
    return _first(_answers(columns, need, at, STAYS)[0])


def availability_unknown(columns: Columns, need: Need, at: At) -> Bools:
    not_free, unknown = _answers(columns, need, at, STAYS)
    return _first(unknown & ~not_free)


def busy(columns: Columns, need: Need, at: At) -> Bools:
    near = Near.of(columns, need, at, STAYS, need.place)
    return _first(near.owners(near.gap < 0))


def travel(columns: Columns, need: Need, at: At) -> Bools:
    """The journey is too short although the tasks do not overlap; of two sessions each may fail its own way."""
    return too_far(columns, need, at, need.place)


def too_far(columns: Columns, need: Need, at: At, place: Municipality | None) -> Bools:
    """As `travel`, were the task in this place."""
    near = Near.of(columns, need, at, STAYS, place)
    return _first(near.owners((near.gap >= 0) & (near.missing > 0)))


def stopped(columns: Columns, need: Need, at: Ints, moves: Sequence[int]) -> Bools:
    """Whom time stops (move × expert) when every session begins so many minutes later."""
    near = Near.of(columns, need, at, moves, need.place)
    return near.owners(near.missing > 0) | _answers(columns, need, at, moves)[0]


@dataclass(frozen=True, eq=False)
class Near:
    """Bookings that may matter, of whose owners there are `count`. `gap` and `missing` (move × booking) are minutes to the
    session, and what the gap lacks of the journey; a booking is there once for each session."""

    owner: Ints
    gap: Ints
    missing: Ints
    count: int

    @classmethod
    def of(cls, columns: Columns, need: Need, at: At, moves: Sequence[int], target: Municipality | None) -> Near:
        at = columns.every(at)
        booked, longest = columns.many.bookings, columns.vocabulary.longest_travel
        asked = columns.among(at)
        moved = np.array(moves, np.int32)[:, None]
        owners, gaps, rows = [], [], []
        for first, last in need.minutes:
            about = booked.between(first + min(moves) - longest - columns.longest_booking, last + max(moves) + longest)
            near = about.start + asked[booked.owner[about]].nonzero()[0]
            gaps.append(np.maximum(booked.key[near] - last - moved, first - booked.values[0, near] + moved))
            owners.append(booked.owner[near])
            rows.append(near)
        if not rows:
            nothing = np.zeros((len(moves), 0), np.int32)
            return cls(nothing[0], nothing, nothing, len(at))
        gap = np.concatenate(gaps, axis=1)
        journeys = columns.vocabulary.travel[columns.vocabulary.place(target)]
        missing = journeys[booked.values[1, np.concatenate(rows)]] - gap
        return cls(at.searchsorted(np.concatenate(owners)), gap, missing, len(at))

    def owners(self, rows: Bools) -> Bools:
        """Move × expert: who has such a booking."""
        spoken = np.zeros((len(rows), self.count), np.bool_)
        move, row = rows.nonzero()
        spoken[move, self.owner[row]] = True
        return spoken


def _first(moves: Bools) -> Bools:
    stays: Bools = moves[0]
    return stays


def _answers(columns: Columns, need: Need, at: At, moves: Sequence[int]) -> tuple[Bools, Bools]:
    """Move × expert: who is not free in some session, and of whom some session is not known."""
    asked = columns.each.asked[at]
    not_free = np.zeros((len(moves), len(asked)), np.bool_)
    unknown = not_free.copy()
    for day, bits in need.half_hours:
        days, wanted = _moved(bits, moves)
        week = columns.each.week[(day.weekday() + days) % 7]
        refused = asked & (week[:, at] & wanted != wanted)
        silent = np.broadcast_to(~asked, refused.shape)
        told, taken = _excepted(columns, day, days, at)
        if told is not None:
            refused, silent = np.where(told, taken, refused), silent & ~told
        not_free |= refused
        unknown |= silent
    return not_free, unknown


def _moved(bits: int, moves: Sequence[int]) -> tuple[Ints, Bits]:
    """Whole days, and the half-hours moved by the rest; those moved over midnight are nobody's free time."""
    days = [round(move / DAY) for move in moves]
    wanted = []
    for move, whole in zip(moves, days, strict=True):
        halves = (move - whole * DAY) // 30
        moved = bits << halves if halves > 0 else bits >> -halves
        fits = moved.bit_count() == bits.bit_count() and moved < 1 << HALF_HOURS
        wanted.append(moved if fits else NEVER_FREE)
    return np.array(days), np.array(wanted, np.uint64)[:, None]


def _excepted(columns: Columns, day: date, days: Ints, at: At) -> tuple[Bools | None, Bools | None]:
    """Move × expert: who has told of that very day, and who of them is not free; None when nobody here has."""
    rows, first = columns.many.exceptions, day.toordinal() + int(days[0])
    last = first if len(days) == 1 else day.toordinal() + int(days.max())
    first = first if len(days) == 1 else day.toordinal() + int(days.min())
    about = rows.between(first - columns.longest_exception, last)
    lasting = rows.values[0, about] >= first
    if not isinstance(at, slice):
        lasting &= columns.among(at)[rows.owner[about]]
    named = about.start + lasting.nonzero()[0]
    if not len(named):
        return None, None
    owner = columns.every(at).searchsorted(rows.owner[named])
    on = day.toordinal() + days[:, None]
    covers = (rows.key[named] <= on) & (on <= rows.values[0, named])
    told = np.zeros((len(days), len(columns.each.asked[at])), np.bool_)
    taken = told.copy()
    move, row = covers.nonzero()
    told[move, owner[row]] = True
    refused = rows.values[1, named][row] == 0
    taken[move[refused], owner[row[refused]]] = True
    return told, taken
