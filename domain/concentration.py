"""Concentration: whether few did most, and the parts into which those at work are cut to show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.matching.arrays import Bools, Ints
from domain.suppression import FEW

HALF = 0.5
WHOLE = 100
PARTS = (10, 5, 2, 1)
POINTS = 101
"""Of the drawn curve: more could not be told apart on a screen."""


@dataclass(frozen=True)
class Part:
    """The `percent` of those at work who did least: `people` of them, who did `tasks`."""

    percent: int
    people: int
    tasks: int


@dataclass(frozen=True, eq=False)
class Concentration:
    """`counts` are what each of those at work did, least first."""

    counts: Ints

    @property
    def working(self) -> int:
        return len(self.counts)

    @cached_property
    def tasks(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def people(self) -> int:
        """As few as this did half of the tasks."""
        if not self.tasks:
            return 0
        return int(np.searchsorted(np.cumsum(self.counts[::-1]), self.tasks * HALF)) + 1

    @cached_property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """The Lorenz curve from (0, 0) to (1, 1)."""
        if not self.tasks:
            return ((0.0, 0.0),)
        done = np.concatenate([[0], np.cumsum(self.counts)])
        places = np.unique(np.linspace(0, self.working, min(POINTS, self.working + 1)).astype(np.int64))
        return tuple(zip((places / self.working).tolist(), (done[places] / self.tasks).tolist(), strict=True))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each holds those before it; none where those at work are few."""
        whole = parts_of(self.working)
        shares = [WHOLE * number // whole for number in range(1, whole + 1)]
        people = [people_of(share, self.working) for share in shares]
        return tuple(
            Part(share, count, int(self.counts[:count].sum())) for share, count in zip(shares, people, strict=True)
        )


def of(counts: Ints) -> Concentration:
    return Concentration(np.sort(counts[counts > 0]))


def parts_of(working: int) -> int:
    """So many that no part adds few people to those before it, who could be known by it."""
    return next((parts for parts in PARTS if working >= parts * FEW), 0)


def people_of(percent: int, working: int) -> int:
    """A percent between two parts is the lower part's."""
    whole = parts_of(working)
    return (percent * whole // WHOLE) * working // whole if whole else 0


def did_least(experts: Ints, percent: int) -> Bools:
    """Which of these assignments, told by their experts, were done by those who did least."""
    counts = np.bincount(experts)
    working = np.flatnonzero(counts)
    least = working[np.lexsort((working, counts[working]))][: people_of(percent, len(working))]
    among = np.zeros(len(counts), np.bool_)
    among[least] = True
    return among[experts]
