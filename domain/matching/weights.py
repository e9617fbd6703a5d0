"""How much each part of the suitability weighs: dated settings, kept as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.errors import Refused
from domain.experts import WorkWish
from domain.money import Money

TOTAL = 100
USUAL_FEE = Money(50_00)
KEY = "matching_weights"
"""Of the setting that holds them."""


class Part(StrEnum):
    THEME_FIT = auto()
    TASK_EXPERIENCE = auto()
    CONTINUITY = auto()
    WISHED = auto()
    DISTANCE = auto()
    HINTS = auto()
    ROTATION = auto()


@dataclass(frozen=True)
class Weights:
    """The most points that each part can give and what counts as full; `yearly` is a wish in tasks a year, which
    `usual_fee` turns into euros."""

    valid_from: date
    points: Mapping[Part, int]
    yearly: Mapping[WorkWish, int]
    full_experience: int = 5
    full_continuity: int = 3
    far_km: int = 60
    usual_fee: Money = USUAL_FEE

    def __post_init__(self) -> None:
        if self.points.keys() != set(Part) or self.yearly.keys() != set(WorkWish):
            raise ValueError("a weight for each part and a pace for each wish")
        if min(self.points.values()) < 0 or sum(self.points.values()) != TOTAL:
            raise Refused("The weights are not below zero and make {total} in all.", total=TOTAL)
        fulls = (*self.yearly.values(), self.full_experience, self.full_continuity, self.far_km, self.usual_fee.cents)
        if min(fulls) < 1 or max(self.yearly.values()) > 365:
            raise Refused("What counts as full is at least one, and a wish at most one task a day.")


DEFAULT = Weights(
    valid_from=date(2021, 1, 1),
    points={
        Part.THEME_FIT: 30,
        Part.TASK_EXPERIENCE: 15,
        Part.CONTINUITY: 15,
        Part.WISHED: 4,
        Part.DISTANCE: 10,
        Part.HINTS: 6,
        Part.ROTATION: 20,
    },
    yearly={WorkWish.OFTEN: 24, WorkWish.NOW_AND_THEN: 12, WorkWish.SELDOM: 4, WorkWish.PAUSED: 4},
)
"""15.6 assignments a year was the mean of those who worked in KAP Vantaa's bank in 2023."""


def on(day: date, settings: Iterable[Weights]) -> Weights:
    begun = [weights for weights in settings if weights.valid_from <= day]
    if not begun:
        raise Refused("There are no weights for matching on {day}.", day=day)
    return max(begun, key=lambda weights: weights.valid_from)


def text(weights: Weights) -> str:
    """As the setting keeps them; `valid_from` is the setting's own."""
    kept = {name: value for name, value in vars(weights).items() if name not in ("valid_from", "usual_fee")}
    return json.dumps({**kept, "usual_fee": weights.usual_fee.cents}, sort_keys=True)


def read(valid_from: date, kept: str) -> Weights:
    values = json.loads(kept)
    values["points"] = {Part(key): points for key, points in values["points"].items()}
    values["yearly"] = {WorkWish(key): tasks for key, tasks in values["yearly"].items()}
    return Weights(valid_from, **{**values, "usual_fee": Money(values["usual_fee"])})
