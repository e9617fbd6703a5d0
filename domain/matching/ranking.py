"""The order of the candidates for one order: the same input always gives the same order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from domain.matching.arrays import Bits, Bools, Ints
from domain.matching.columns import Columns
from domain.matching.criteria import CRITERIA, Rule
from domain.matching.need import Need
from domain.matching.parts import PARTS, Part, Weights


@dataclass(frozen=True, eq=False)
class Ranking:
    """`ids` are the candidates, best first, and `points` their parts (candidate × PARTS, whole points).

    `spoken` tells over `experts` of whom each rule speaks, warnings included.
    """

    ids: Ints
    points: Ints
    experts: Ints
    spoken: Mapping[Rule, Bools]

    def parts_of(self, expert_id: int) -> dict[Part, int]:
        """Of a candidate."""
        row = self.points[int(np.flatnonzero(self.ids == expert_id)[0])]
        return {part.key: int(value) for part, value in zip(PARTS, row, strict=True)}

    def totals(self) -> Ints:
        totals: Ints = self.points.sum(axis=1)
        return totals

    def excluded(self) -> Ints:
        """Those who cannot take this now and may be shown; whom the theme does not find are not shown."""
        return self.experts[~self.spoken[Rule.THEME] & _stopped(self.spoken)]


def rank(columns: Columns, need: Need, weights: Weights) -> Ranking:
    spoken = {criterion.key: criterion.mask(columns, need) for criterion in CRITERIA}
    at = np.flatnonzero(~_stopped(spoken))
    points = np.stack([part.points(columns, need, weights, at) for part in PARTS], axis=1)
    ids = columns.each.ids[at]
    best = np.lexsort((draw(ids, need.order_id), -points.sum(axis=1)))
    return Ranking(ids[best], points[best], columns.each.ids, spoken)


def draw(expert_ids: Ints, order_id: int) -> Bits:
    """A lot for each expert, new for every order (splitmix64), so that equals are not always in the same order."""
    lot = expert_ids.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.array([order_id], np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        lot = (lot ^ (lot >> np.uint64(shift))) * np.uint64(factor)
    return lot ^ (lot >> np.uint64(31))


def _stopped(spoken: Mapping[Rule, Bools]) -> Bools:
    stopped: Bools = np.logical_or.reduce([spoken[criterion.key] for criterion in CRITERIA if not criterion.warns])
    return stopped
