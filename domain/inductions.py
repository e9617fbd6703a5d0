"""Inductions that a certain kind of task requires, and the days on which an attended one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.experts import Period


@dataclass(frozen=True)
class Induction:
    """`valid_days` is how long one attendance holds; None: for good."""

    id: int
    name: str
    valid_days: int | None = None


@dataclass(frozen=True)
class Requirement:
    """A package and the inductions that each of its orders requires."""

    id: int
    name: str
    induction_ids: tuple[int, ...]


def periods(attended: Iterable[tuple[int, date, int | None]]) -> Mapping[int, Period]:
    """By induction the last unbroken stretch of days that its attendances give: (induction, day, days of validity)."""
    held: dict[int, Period] = {}
    for induction_id, day, valid_days in sorted(attended, key=lambda one: one[1]):
        last = date.max if valid_days is None else day + timedelta(days=valid_days)
        before = held.get(induction_id)
        first = before.first if before and day.toordinal() <= before.last.toordinal() + 1 else day
        held[induction_id] = Period(first, max(last, before.last) if before and first == before.first else last)
    return held
