"""The order of the candidates for one order: the same input always gives the same order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.matching import relaxing
from domain.matching.arrays import ALL, At, Bits, Bools, Ints
from domain.matching.columns import Columns
from domain.matching.criteria import FIRM, MOVABLE, WARNINGS, Criterion, Rule
from domain.matching.need import Need
from domain.matching.parts import PARTS
from domain.matching.relaxing import Relaxed
from domain.matching.weights import Part, Weights


@dataclass(frozen=True)
class Step:
    """How many are left once the rule has spoken."""

    rule: Rule
    left: int


@dataclass(frozen=True, eq=False)
class Ranking:
    """`ids` are the candidates, best first, and `points` their parts (candidate × PARTS, whole points).

    `bank` is everyone, `found` whom the theme finds, and `funnel` how many each rule leaves of those the rules before it
    left. `warned` tells over `ids` of whom each warning speaks; `relaxed` which change would bring how many back.
    """

    ids: Ints
    points: Ints
    bank: int
    found: Ints
    funnel: tuple[Step, ...]
    warned: Mapping[Rule, Bools]
    relaxed: tuple[Relaxed, ...]

    def parts_of(self, expert_id: int) -> dict[Part, int]:
        """Of a candidate."""
        row = self.points[int(np.flatnonzero(self.ids == expert_id)[0])]
        return {part.key: int(value) for part, value in zip(PARTS, row, strict=True)}

    def totals(self) -> Ints:
        totals: Ints = self.points.sum(axis=1)
        return totals

    def excluded(self) -> Ints:
        """Those who cannot take this now and may be shown; whom the theme does not find are not shown."""
        return np.setdiff1d(self.found, self.ids, assume_unique=True)


def rank(columns: Columns, need: Need, weights: Weights) -> Ranking:
    themed, found = _sifted(columns, need, FIRM[:1], ALL)
    firm, at = _sifted(columns, need, FIRM[1:], found)
    spoken = {criterion.key: criterion.mask(columns, need, at) for criterion in MOVABLE}
    stopped, movable = _joined(spoken)
    candidates = at[~stopped]
    points = parts(columns, need, weights, candidates)
    ids = columns.each.ids[candidates]
    best = np.lexsort((draw(ids, need.order_id), -points.sum(axis=1)))
    return Ranking(
        ids=ids[best],
        points=points[best],
        bank=len(columns),
        found=columns.each.ids[found],
        funnel=(*themed, *firm, *movable),
        warned={one.key: one.mask(columns, need, candidates)[best] for one in WARNINGS},
        relaxed=relaxing.relaxed(columns, need, at, spoken),
    )


def place_if_free(columns: Columns, need: Need, weights: Weights, ranking: Ranking, expert_id: int) -> int:
    """Which place, from one on, the expert would have if nothing stood in the way."""
    points = parts(columns, need, weights, columns.places([expert_id])).sum()
    totals = ranking.totals()
    lots, lot = draw(ranking.ids, need.order_id), draw(np.array([expert_id]), need.order_id)
    others = ranking.ids != expert_id
    return 1 + int(((totals > points) | (totals == points) & (lots < lot))[others].sum())


def parts(columns: Columns, need: Need, weights: Weights, at: Ints) -> Ints:
    """Whole points (expert × PARTS)."""
    return np.stack([part.points(columns, need, weights, at) for part in PARTS], axis=1)


def draw(expert_ids: Ints, order_id: int) -> Bits:
    """A lot for each expert, new for every order (splitmix64), so that equals are not always in the same order."""
    lot = expert_ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.array([order_id], np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        lot = (lot ^ (lot >> np.uint64(shift))) * np.uint64(factor)
    return lot ^ (lot >> np.uint64(31))


def _sifted(columns: Columns, need: Need, criteria: Iterable[Criterion], at: At) -> tuple[list[Step], Ints]:
    """Each rule asks only of those whom the rules before it left."""
    steps = []
    for criterion in criteria:
        left = ~criterion.mask(columns, need, at)
        at = left.nonzero()[0] if isinstance(at, slice) else at[left]
        steps.append(Step(criterion.key, len(at)))
    return steps, np.asarray(at)


def _joined(spoken: Mapping[Rule, Bools]) -> tuple[Bools, list[Step]]:
    stopped, steps = None, []
    for rule, mask in spoken.items():
        stopped = mask if stopped is None else stopped | mask
        steps.append(Step(rule, len(mask) - int(np.count_nonzero(stopped))))
    assert stopped is not None
    return stopped, steps
