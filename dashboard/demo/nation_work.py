"""A nation's work: a hundred thousand series of ten weekly sessions, held, reported and paid as far as today."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from dashboard.demo import demand, nation_people, seasons, vocabulary
from dashboard.demo.office import Office
from dashboard.demo.people import Person
from domain import times
from domain.tariffs import FeeTable
from domain.times import Month

SERIES, SESSIONS = 8, 10
"""Eight series one after another for each expert: with ten sessions each a million for 12,500."""
WEEKS_BACK, WEEKS_AHEAD = 157, 8
CHRISTMAS = (12, 20)
REPORTED_DAYS, APPROVED_DAYS, REGULAR_DAYS = 4, 12, 16


@dataclass(frozen=True)
class Series:
    """One order with its offer. Session, assignment, report and line share one number: `first` and the nine after it."""

    number: int
    person: Person
    unit: vocabulary.Unit
    client_id: int
    package: str
    days: tuple[date, ...]
    hour: int

    @property
    def first(self) -> int:
        return (self.number - 1) * SESSIONS + 1


@dataclass(frozen=True)
class Visit:
    """One session held or to be held by one expert."""

    key: int
    series: Series
    day: date
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Work:
    office: Office
    fees: FeeTable
    workers: Sequence[Person]
    first_client: int
    now: datetime
    seed: int

    @property
    def today(self) -> date:
        return times.day_of(self.now)

    @functools.cached_property
    def clients(self) -> tuple[tuple[int, vocabulary.Unit, str], ...]:
        """Every unit that meets people, in every municipality."""
        units = [unit for unit in vocabulary.units() if unit.municipality]
        pairs = [(unit, place) for place in nation_people.PLACES for unit in units]
        return tuple((self.first_client + number, unit, place) for number, (unit, place) in enumerate(pairs))

    @functools.cached_property
    def series(self) -> tuple[Series, ...]:
        weeks = _open_weeks(self.today)
        apart = len(weeks) // SERIES
        return tuple(
            self._one(number, person, weeks[turn * apart : (turn + 1) * apart])
            for number, (turn, person) in enumerate(
                ((turn, person) for turn in range(SERIES) for person in self.workers), start=1
            )
        )

    def _one(self, number: int, person: Person, weeks: Sequence[date]) -> Series:
        chance = Random(f"{self.seed}/{number}")
        begins, weekday = chance.randrange(len(weeks) - SESSIONS + 1), chance.randrange(5)
        per_place = len(self.clients) // len(nation_people.PLACES)
        client_id, unit, _ = self.clients[
            person.place % len(nation_people.PLACES) * per_place + chance.randrange(per_place)
        ]
        return Series(
            number=number,
            person=person,
            unit=unit,
            client_id=client_id,
            package=chance.choice(tuple(demand.MIX[unit.key])),
            days=tuple(monday + timedelta(days=weekday) for monday in weeks[begins : begins + SESSIONS]),
            hour=chance.choice((9, 10, 12, 13, 14)),
        )

    def visits(self, until: date = date.max) -> Iterator[Visit]:
        """Those of days before `until`."""
        for series in self.series:
            length = timedelta(minutes=demand.WORK[series.package].minutes)
            for key, day in enumerate(series.days, start=series.first):
                if day < until:
                    starts = moment(day, series.hour)
                    yield Visit(key, series, day, starts, starts + length)

    @functools.cached_property
    def reported(self) -> date:
        return self.today - timedelta(days=REPORTED_DAYS)

    @functools.cached_property
    def approved(self) -> date:
        return self.today - timedelta(days=APPROVED_DAYS)

    @functools.cached_property
    def paid(self) -> tuple[Month, ...]:
        """Months whose batch has been collected, approved and acknowledged."""
        first = Month.of(self.today - timedelta(weeks=WEEKS_BACK))
        months = times.months(first, Month.of(self.today))
        return tuple(m for m in months if seasons.collecting_day(m) + timedelta(days=REGULAR_DAYS) <= self.today)


@functools.cache
def moment(day: date, hour: int) -> datetime:
    return seasons.at(day, hour)


def _open_weeks(today: date) -> list[date]:
    """Mondays outside July and Christmas, from three years back to two months ahead."""
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(weeks=week) for week in range(-WEEKS_BACK, WEEKS_AHEAD + 1)]
    return [week for week in weeks if week.month != seasons.JULY and (week.month, week.day) < CHRISTMAS]
