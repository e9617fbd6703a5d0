"""Which single change of the order's time or place would bring how many candidates back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

import numpy as np

from domain.bookings import UNKNOWN
from domain.matching import timely
from domain.matching.arrays import Bools, Ints
from domain.matching.columns import Columns
from domain.matching.criteria import DATED, Rule
from domain.matching.need import Need


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
    place, travel = spoken[Rule.PLACE], spoken[Rule.TRAVEL]
    taken = spoken[Rule.NOT_FREE] | spoken[Rule.BUSY]
    time = taken | travel
    found = [*_by_time(columns, need, at[time & ~place])]
    if need.place is not None:
        elsewhere = at[(place | travel) & ~taken & columns.each.remote[at]]
        found.append(Relaxed(Relaxation.REMOTE, _count(~timely.too_far(columns, need, elsewhere, None))))
        if need.place != UNKNOWN:
            found.append(Relaxed(Relaxation.AREA, _count(place & ~time & columns.each.on_site[at])))
    return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))


def _by_time(columns: Columns, need: Need, at: Ints) -> Iterable[Relaxed]:
    """The move that most would take, the nearest of equals; on another day every rule that looks at days is asked."""
    days, hours = need.other_days, need.other_hours
    if not len(at) or not (*days, *hours):
        return
    free = ~timely.stopped(columns, need, at, (*days, *hours))
    counts = free.sum(axis=1)
    if days:
        best = int(counts[: len(days)].argmax())
        standing = _standing(columns, need.moved(days[best]), at[free[best]])
        yield Relaxed(Relaxation.DAY, len(standing), days[best])
    if hours:
        best = int(counts[len(days) :].argmax())
        yield Relaxed(Relaxation.HOUR, int(counts[len(days) + best]), hours[best])


def _standing(columns: Columns, need: Need, at: Ints) -> Ints:
    for criterion in DATED:
        at = at[~criterion.mask(columns, need, at)]
    return at


def _count(mask: Bools) -> int:
    return int(np.count_nonzero(mask))
