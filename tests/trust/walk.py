"""A seeded walk over the whole payment life by the commands themselves: mostly what could come next, sometimes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import text

from db import tables
from db.session import Database, Writing
from domain.errors import Refusal
from domain.flow import Seen
from domain.permissions import Viewer
from domain.times import HELSINKI, Span
from tests import people, work
from tests.clocks import Clock

BEGINNING = datetime(2026, 2, 2, 8, 0, tzinfo=HELSINKI)
PACKAGES = {1: "CLIENT_PAIR", 2: "GROUP_TALK", 3: "CODEV_HOUR"}
EXPERTS = (1, 2, 3)
WILD, LATE = 0.15, 0.05
NEWEST = 12
"""The shares of steps at any row, half of them by anybody, and of steps by somebody who saw an earlier version."""


class NothingToDo(Exception):
    """No row is where the act begins."""


@dataclass(frozen=True)
class Act:
    """`able` are those who usually do it; what `feeds` all the rest comes often, however often it has come already."""

    able: Sequence[Viewer]
    do: Callable[[Walk, Writing], None]
    feeds: bool = False


@dataclass
class Task:
    """What the walk itself knows of an assignment, so that it can say what must be paid."""

    span: Span
    fee_code: str
    paid_absence: bool = False


@dataclass
class Walk:
    database: Database
    clock: Clock
    random: Random
    acts: Mapping[str, Act]
    reached: Counter[str] = field(default_factory=Counter)
    tasks: dict[int, Task] = field(default_factory=dict)
    reports: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Report → minutes and kilometres, as they were entered."""
    wild: bool = False
    late: bool = False
    too_late: bool = False

    def settle(self) -> None:
        self.clock.set(BEGINNING)
        work.settle(self.database)
        work.details(self.database)
        with self.database.writing(people.NOBODY) as writing:
            known = writing.session.get_one(tables.Package, 1)
            names = {name: getattr(known, name) for name in ("name_fi", "name_sv", "name_en")}
            writing.session.add_all(
                tables.Package(id=id, code=code, use=known.use, fee_code=code, minutes=60, **names)
                for id, code in PACKAGES.items()
                if id > 1
            )

    def step(self) -> str:
        """One act for which there is a row, done or refused; its name when it was done."""
        self.clock.pass_by(minutes=self.random.randrange(300))
        self.wild, self.late = self.random.random() < WILD, self.random.random() < LATE
        while True:
            name = self._wanted()
            with suppress(NothingToDo):
                return name if self._do(name) else ""

    def _do(self, name: str) -> bool:
        act, before = self.acts[name], (dict(self.tasks), dict(self.reports))
        anybody = self.wild and self.random.random() < 0.5
        person = self.random.choice(people.STAFF if anybody else act.able)
        self.too_late = False
        try:
            with self.database.writing(person, attempt=f"walk.{name}") as writing:
                act.do(self, writing)
        except (NothingToDo, Refusal) as refusal:
            self.tasks, self.reports = before
            if isinstance(refusal, NothingToDo):
                raise
            return False
        assert not self.too_late, f"{name} went through on what is no longer so"
        self.reached[name] += 1
        return True

    def _wanted(self) -> str:
        """What has been reached least comes most often."""
        weights = [6 if act.feeds else 40 / (5 + self.reached[name]) for name, act in self.acts.items()]
        return self.random.choices(list(self.acts), weights)[0]

    def rows(self, writing: Writing, statement: str) -> Sequence[Any]:
        """As asked; on a wild step of any status."""
        asked, _, _wanted = statement.partition(" WHERE ")
        return writing.session.execute(text(f"{asked if self.wild else statement} ORDER BY 1")).all()

    def pick(self, rows: Sequence[Any]) -> Any:
        """One at random, on a wild step of the newest."""
        if not rows:
            raise NothingToDo
        return self.random.choice(rows[-NEWEST:] if self.wild else rows)

    def one(self, writing: Writing, statement: str) -> Any:
        return self.pick(self.rows(writing, statement))

    def seen(self, version: int, content: str | None = None) -> Seen:
        """As it stands, or as it stood before."""
        self.too_late = self.too_late or self.late
        return Seen(version - 1 if self.late else version, content)
