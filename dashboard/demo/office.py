"""The demo office at work: courses of events told act by act in the order of time, one transaction for each month."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dashboard.demo.people import Person
from dashboard.demo.plans import Order
from dashboard.demo.staff import FOUNDER, Login
from db import queries
from db.session import Database, Writing
from domain import times
from domain.permissions import Viewer
from domain.reports import TravelRow
from domain.times import Month, Span

Story = Generator[datetime, None, Any]
"""A course of events: it yields the moment of its next act, and acts when it is resumed at that moment."""


@dataclass(frozen=True)
class Visit:
    """An assignment on the coordinator's list of what is to be reported."""

    assignment_id: int
    order_id: int
    order: Order
    session: int
    place: int

    @property
    def span(self) -> Span:
        return self.order.spans[self.session]

    @property
    def trip(self) -> tuple[TravelRow, ...]:
        return self.order.trips.get((self.session, self.place), ())


@dataclass
class Office:
    """`experts` maps places to ids, `ids` and `contacts` keys of the vocabulary to ids. `left_alone` are assignments whose
    reports nobody approves, so that whoever tries the demo finds them waiting.
    """

    database: Database
    people: tuple[Person, ...]
    password_hash: str
    viewers: dict[str, Viewer] = field(default_factory=dict)
    experts: dict[int, int] = field(default_factory=dict)
    agreements: dict[int, int] = field(default_factory=dict)
    ids: dict[str, dict[str, int]] = field(default_factory=dict)
    contacts: dict[str, int] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    left_alone: set[int] = field(default_factory=set)
    _queue: list[tuple[datetime, int, Story]] = field(default_factory=list)
    _started: int = 0
    _writing: Writing | None = None
    _now: datetime | None = None

    def by(self, person: Login) -> Writing:
        """This person acting now."""
        return self.as_(self.viewers[person.username])

    def as_(self, viewer: Viewer) -> Writing:
        assert self._writing is not None
        assert self._now is not None
        return replace(self._writing, viewer=viewer, now=self._now)

    def start(self, story: Story) -> None:
        self._started += 1
        self._wait(next(story, None), self._started, story)

    def live(self, until: datetime, tell: Callable[[Month], None]) -> None:
        """Every story goes on as far as `until`."""
        while self._queue and self._queue[0][0] <= until:
            month = _month(self._queue[0][0])
            with self.at_work(self._queue[0][0]):
                while self._queue and self._queue[0][0] <= until and _month(self._queue[0][0]) == month:
                    self._now, number, story = heapq.heappop(self._queue)
                    self._wait(next(story, None), number, story)
            tell(month)

    @contextmanager
    def at_work(self, now: datetime) -> Iterator[None]:
        """One transaction, in which each act is its own person's at its own moment."""
        self._now = now
        with self.database.writing(FOUNDER, now=now) as self._writing:
            _held = queries.reference.hold(self._writing)
            yield
        self._writing = self._now = None

    def _wait(self, moment: datetime | None, number: int, story: Story) -> None:
        if moment is not None:
            heapq.heappush(self._queue, (moment, number, story))


def _month(moment: datetime) -> Month:
    return Month.of(times.day_of(moment))
