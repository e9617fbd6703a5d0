"""Rotation: whether work goes round among the members, and who has waited longest against their own wish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, auto
from functools import cached_property

import numpy as np

from domain import chosen, concentration
from domain.chosen import Chosen
from domain.concentration import Concentration
from domain.experts import Period, WorkWish
from domain.facts import Tasks
from domain.matching.arrays import Bools, Ints
from domain.scopes import Scope


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
WISHES = tuple(WorkWish)
NEVER = 10**9
"""Days: a paused member waits for nothing, and who has not left never leaves."""
FIRST = date(2000, 1, 1)


@dataclass(frozen=True)
class Member:
    """Someone who was in the bank on some day of the period; `name` is empty for those who may not see names."""

    expert_id: int
    refreshed: bool
    joined: date
    wish: WorkWish = WorkWish.NOW_AND_THEN
    name: str = ""


@dataclass(frozen=True, eq=False)
class Members:
    """Members as columns. `joined` and `left` are ordinals of the first and the last day, `wish` places in WISHES; `names`
    are there for those who may see them."""

    expert: Ints
    refreshed: Bools
    joined: Ints
    left: Ints
    wish: Ints
    names: Mapping[int, str] = field(default_factory=dict)

    def within(self, first: date, last: date) -> Members:
        """Those who were in the bank on some of these days."""
        here = (self.joined <= last.toordinal()) & (self.left >= first.toordinal())
        columns = ("expert", "refreshed", "joined", "left", "wish")
        return replace(self, **{name: getattr(self, name)[here] for name in columns})

    def each(self) -> list[Member]:
        rows = zip(self.expert, self.refreshed, self.joined, self.wish, strict=True)
        return [
            Member(
                int(expert), bool(refreshed), date.fromordinal(joined), WISHES[wish], self.names.get(int(expert), "")
            )
            for expert, refreshed, joined, wish in rows
        ]


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
        return self.waited / WISHED_DAYS.get(self.member.wish, NEVER)


@dataclass(frozen=True)
class Share:
    part: int
    whole: int


@dataclass(frozen=True, eq=False)
class Rotation:
    """What each member did in a period. `last` is the ordinal of the latest day, 0 for none; `waited` are days since it, or
    since joining."""

    members: Members
    counts: Ints
    minutes: Ints
    last: Ints
    waited: Ints

    @cached_property
    def shares(self) -> Mapping[Base, Share]:
        worked, own = (
            self.counts > 0,
            {Base.MEMBERS: np.ones(len(self.counts), np.bool_), Base.REFRESHED: self.members.refreshed},
        )
        return {base: Share(int((worked & among).sum()), int(among.sum())) for base, among in own.items()}

    @cached_property
    def waiting(self) -> Mapping[Waiting, int]:
        wished = np.array([WISHED_DAYS.get(wish, NEVER) for wish in WISHES])[self.members.wish]
        codes = np.select([wished == NEVER, self.waited <= wished, self.waited <= 2 * wished], [3, 0, 1], 2)
        return dict(zip(Waiting, np.bincount(codes, minlength=len(Waiting)).tolist(), strict=True))

    @cached_property
    def concentration(self) -> Concentration:
        return concentration.of(self.counts)

    @cached_property
    def rows(self) -> tuple[MemberRow, ...]:
        """Whoever has waited longest against their wish first: never who did most."""
        done = zip(self.members.each(), self.counts, self.minutes, self.last, self.waited, strict=True)
        found = [
            MemberRow(member, int(count), int(minutes), date.fromordinal(last) if last else None, int(waited))
            for member, count, minutes, last, waited in done
        ]
        return tuple(sorted(found, key=lambda row: (-row.urgency, row.member.name, row.member.expert_id)))


def activity(members: Members, rows: Chosen[Tasks], tasks: Tasks, until: date) -> Rotation:
    """`rows` are what was held in the period; the waiting is counted by the day `until`, from all the `tasks`."""
    ever = chosen.of(tasks, Scope(Period(FIRST, until)), rows.legend)
    experts, shown = ever.column("expert"), rows.column("expert")
    most = max(int(each.max(initial=0)) for each in (experts, shown, members.expert))
    last = np.zeros(most + 1, np.int64)
    last[experts] = ever.column("day")  # by day, so the last one stays
    counts = np.bincount(shown, minlength=most + 1)
    minutes = np.bincount(shown, rows.column("minutes"), most + 1).astype(np.int64)
    own = members.expert
    waited = until.toordinal() - np.where(last[own], last[own], members.joined)
    return Rotation(members, counts[own], minutes[own], last[own], np.maximum(waited, 0))


def of(
    base: Base, rows: Iterable[MemberRow], worked: bool | None = None, waiting: Waiting | None = None
) -> tuple[MemberRow, ...]:
    """Those of the base; with `worked` only those who were, or were not, at work."""
    own = (row for row in rows if base is Base.MEMBERS or row.member.refreshed)
    return tuple(row for row in own if worked in (None, row.worked) and waiting in (None, row.waiting))
