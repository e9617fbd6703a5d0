"""Deeds: what a person did in one go, step by step, so that it can be taken back by steps of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto


class DeedKind(StrEnum):
    CLAIM = auto()
    HAND_OVER = auto()
    RELEASE = auto()
    WAIT = auto()
    CLOSE_UNFILLED = auto()
    REOPEN = auto()
    CANCEL_ORDER = auto()
    ANSWER = auto()
    END_OFFER = auto()
    END_ASSIGNMENT = auto()
    MOVE = auto()


SINGLE_STEPS = frozenset({DeedKind.CLAIM, DeedKind.HAND_OVER, DeedKind.RELEASE, DeedKind.WAIT})
"""Kinds whose steps stand each for itself: when one cannot be taken back, the others still are."""

SECONDS_TO_UNDO = 10
"""How long the bar that offers to take a deed back stays on the screen."""


@dataclass(frozen=True)
class Step:
    """`act` names what was done to the row; `before` holds what it replaced, as JSON knows it."""

    noun: str
    row_id: int
    order_id: int
    act: str
    before: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """One that can still be taken back; `actor_id` and `at` tie it to its entries on the trail."""

    id: int
    kind: DeedKind
    actor_id: int
    at: datetime
