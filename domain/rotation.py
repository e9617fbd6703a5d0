"""Rotation: whether work goes round among the members, and who has waited longest against their own wish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import cached_property

import numpy as np

from domain.chosen import Chosen
from domain.experts import WorkWish
from domain.facts import Tasks


class Base(StrEnum):
    """Of whom a share is counted: all members, or those who took the yearly refresher."""

    MEMBERS = auto()
    REFRESHED = auto()


class Waiting(StrEnum):
    """How long ago the last assignment was, against how often the member wishes for one."""

    WITHIN = auto()
    OVER = auto()
    TWICE = auto()
    PAUSED = auto()


WISHED_DAYS: Mapping[WorkWish, int] = {WorkWish.OFTEN: 30, WorkWish.NOW_AND_THEN: 90, WorkWish.SELDOM: 180}
"""What the words of the wish mean in days; the source gives no lengths."""
HALF = 0.5


@dataclass(frozen=True)
class Member:
    """Someone who was in the bank on some day of the period; `name` is empty for those who may not see names."""

    expert_id: int
    refreshed: bool
    joined: date
    wish: WorkWish = WorkWish.NOW_AND_THEN
    name: str = ""


@dataclass(frozen=True)
class MemberRow:
    """`count` and `minutes` are of the period; `waited` are days since the last assignment, or since joining."""

    member: Member
    count: int
    minutes: int
    last: date | None
    waited: int

    @property
    def worked(self) -> bool:
        return self.count > 0

    @property
    def waiting(self) -> Waiting:
        wished = WISHED_DAYS.get(self.member.wish)
        if wished is None:
            return Waiting.PAUSED
        return Waiting.WITHIN if self.waited <= wished else Waiting.OVER if self.waited <= 2 * wished else Waiting.TWICE

    @property
    def urgency(self) -> float:
        """How many times the wished interval has passed; a paused member waits for nothing."""
        return self.waited / WISHED_DAYS.get(self.member.wish, 10**9)


@dataclass(frozen=True)
class Share:
    part: int
    whole: int


@dataclass(frozen=True)
class Concentration:
    """Half of `tasks` were done by as few as `people` of those at work; `curve` is their Lorenz curve from (0, 0) to
    (1, 1), those who did least first."""

    tasks: int
    people: int
    working: int
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Rotation:
    """What the charts tell of the members of a period, each figure counted once."""

    rows: tuple[MemberRow, ...] = ()

    @cached_property
    def shares(self) -> Mapping[Base, Share]:
        return {base: share(base, self.rows) for base in Base}

    @cached_property
    def waiting(self) -> Mapping[Waiting, int]:
        return waiting(self.rows)

    @cached_property
    def concentration(self) -> Concentration:
        return concentration(self.rows)


def activity(members: Iterable[Member], rows: Chosen[Tasks], ever: Chosen[Tasks], until: date) -> tuple[MemberRow, ...]:
    """Every member with what was held, whoever has waited longest against their wish first: never who did most. `ever`
    are all the assignments held by the day `until`, by which the waiting is counted."""
    experts, shown = ever.column("expert"), rows.column("expert")
    # A period may reach past the day, to somebody whose first assignment is still to come.
    last = np.zeros(int(max(experts.max(initial=0), shown.max(initial=0))) + 1, np.int64)
    last[experts] = ever.column("day")  # by day, so the last one stays
    counts = np.bincount(shown, minlength=len(last))
    minutes = np.bincount(shown, rows.column("minutes"), len(last))
    done = zip(counts.tolist(), minutes.astype(np.int64).tolist(), last.tolist(), strict=True)
    by_expert = dict(enumerate(done))
    found = [_row(member, *by_expert.get(member.expert_id, (0, 0, 0)), until) for member in members]
    return tuple(sorted(found, key=lambda row: (-row.urgency, row.member.name, row.member.expert_id)))


def _row(member: Member, count: int, minutes: int, last: int, until: date) -> MemberRow:
    day = date.fromordinal(last) if last else None
    return MemberRow(member, count, minutes, day, max((until - (day or member.joined)).days, 0))


def of(
    base: Base, rows: Iterable[MemberRow], worked: bool | None = None, waiting: Waiting | None = None
) -> tuple[MemberRow, ...]:
    """Those of the base; with `worked` only those who were, or were not, at work."""
    own = (row for row in rows if base is Base.MEMBERS or row.member.refreshed)
    return tuple(row for row in own if worked in (None, row.worked) and waiting in (None, row.waiting))


def share(base: Base, rows: Iterable[MemberRow]) -> Share:
    own = [row.count > 0 for row in rows if base is Base.MEMBERS or row.member.refreshed]
    return Share(sum(own), len(own))


def waiting(rows: Iterable[MemberRow]) -> Mapping[Waiting, int]:
    counts = Counter(row.waiting for row in rows)
    return {word: counts[word] for word in Waiting}


def concentration(rows: Sequence[MemberRow]) -> Concentration:
    counts = np.sort(np.array([row.count for row in rows if row.worked], np.int64))
    whole = int(counts.sum())
    if not whole:
        return Concentration(0, 0, 0, ((0.0, 0.0),))
    most_first = np.cumsum(counts[::-1])
    people = int(np.searchsorted(most_first, whole * HALF)) + 1
    shares = np.concatenate([[0.0], np.cumsum(counts) / whole])
    along = np.linspace(0.0, 1.0, len(shares))
    return Concentration(whole, people, len(counts), tuple(zip(along.tolist(), shares.tolist(), strict=True)))
