"""Effort: the active time an order takes the office, told only as the team's medians.

An active second is one less than a minute from the last touch of the keyboard or the mouse (assets/efforts.js).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from domain.errors import Refused

FEWEST_PEOPLE, FEWEST_ORDERS = 3, 20
"""Below these a median could be somebody's own."""
LONGEST_STRETCH = 120
"""Seconds that one message may tell of: they are sent every minute and when the order is left."""
SETTING, ON = "effort", "on"


@dataclass(frozen=True)
class Worked:
    """`month` is year × 12 + month − 1 of the day the order came; `handler_id` is the order's, not the measuring's."""

    month: int
    handler_id: int | None
    seconds: int


@dataclass(frozen=True)
class Effort:
    """`seconds` is the team's median for an order, None while there are too few orders or people."""

    orders: int
    seconds: int | None


@dataclass(frozen=True)
class Efforts:
    """`measured` tells whether the office has turned the measuring on."""

    measured: bool
    whole: Effort
    months: Mapping[int, Effort]


def check(seconds: int) -> None:
    if not 0 < seconds <= LONGEST_STRETCH:
        raise Refused("That is not a time that could have been measured.")


def of(measured: bool, worked: Sequence[Worked]) -> Efforts:
    months = sorted({one.month for one in worked})
    return Efforts(
        measured, _effort(worked), {month: _effort([one for one in worked if one.month == month]) for month in months}
    )


def _effort(worked: Iterable[Worked]) -> Effort:
    own = list(worked)
    people = {one.handler_id for one in own} - {None}
    enough = len(people) >= FEWEST_PEOPLE and len(own) >= FEWEST_ORDERS
    return Effort(len(own), round(median(one.seconds for one in own)) if enough else None)
