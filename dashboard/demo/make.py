"""Making a demo bank into an empty database: everything by the commands themselves, with the clock moved through the years."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import texts
from commands import reference, settings, users
from dashboard.demo import (
    afterwards,
    backgrounds,
    batches,
    exceptions,
    hints,
    nation,
    opening,
    people,
    register,
    reports,
    seasons,
    staff,
    together,
    trainings,
    vocabulary,
    years,
)
from dashboard.demo import orders as courses
from dashboard.demo import today as lanes
from dashboard.demo.around import Around
from dashboard.demo.diary import Diary
from dashboard.demo.office import Office, Story
from db import queries
from db.session import Database
from domain import times
from domain.errors import Refused
from domain.times import Month

SEED = 2026
REGULAR_DAYS = 16
"""A month collected later than this many days ago has not been paid yet."""
FIRST_MONDAY = date(2021, 4, 5)

Progress = Callable[[Month, float], None]
"""Told after each month that is done, with the share of all months."""


@dataclass(frozen=True)
class Size:
    """Without a number of assignments the published figures decide; a bank too large to be lived through is put in bulk."""

    experts: int
    assignments: int | None = None
    in_bulk: bool = False


SIZES = {"kap": Size(69), "county": Size(600, 10_000), "nation": Size(20_000, 1_000_000, in_bulk=True)}


def make(
    database: Database,
    size: str | Size = "kap",
    seed: int = SEED,
    today: date | None = None,
    progress: Progress = lambda _month, _done: None,
) -> None:
    """`today` is the day up to which the bank has lived; the same seed and day make the same rows."""
    wanted = SIZES[size] if isinstance(size, str) else size
    now = database.clock() if today is None else seasons.at(today, 12)
    _refuse_to_mix(database)
    with texts.using("fi"), _seldom_collecting():
        office = _opened(database, wanted, seed, now)
        if wanted.in_bulk:
            nation.fill(office, wanted.assignments or 0, seed, now, progress)
        else:
            _live(office, _scale(wanted, now), seed, now, progress)
        with office.at_work(now):
            settings.put(office.by(staff.ADMIN), queries.settings.DEMO_MADE, now.isoformat())


def left_half_made(database: Database) -> bool:
    """True when the making was interrupted: what is there then is no bank to show or to go on with."""
    with database.reading(staff.FOUNDER) as reading:
        return queries.settings.is_demo(reading) and not queries.settings.value(reading, queries.settings.DEMO_MADE)


def _refuse_to_mix(database: Database) -> None:
    with database.reading(staff.FOUNDER) as reading:
        if queries.users.everyone(reading):
            raise Refused("The database is not empty. A demo bank is made into an empty one.")


def _opened(database: Database, size: Size, seed: int, now: datetime) -> Office:
    """The office and its prices, with everybody who will join it still to come."""
    today, keys = times.day_of(now), [row["key"] for row in reference.words("themes") if "level" not in row]
    members = people.experts(seed, keys, people.scaled(size.experts), today.year + 1)
    office = Office(database, members, users.hashed(staff.PASSWORD))
    opening.opened(office, today, [" ".join(name) for name in itertools.islice(people.names(seed + 1), 20)])
    office.start(opening.prices(office, range(seasons.OPENED.year, today.year + 2)))
    return office


def _live(office: Office, scale: float, seed: int, now: datetime, progress: Progress) -> None:
    for story in _stories(office, scale, seed, now):
        office.start(story)
    first, last = Month.of(seasons.PREPARED), Month.of(times.day_of(now))
    whole = len(list(times.months(first, last)))
    office.live(now, lambda month: progress(month, len(list(times.months(first, month))) / whole))


def _stories(office: Office, scale: float, seed: int, now: datetime) -> Iterator[Story]:
    last_year = times.day_of(now).year + 1
    places = {each.code: each for each in reference.municipalities()}
    diary = Diary(office.people, trainings.Eligibility(office.people, last_year), places)
    here = Around(office, diary, now)
    yield from register.stories(office, trainings.events(office.people, last_year))
    planned = years.plan(diary, range(seasons.OPENED.year, last_year + 1), seed, scale)
    yield from (courses.course(office, order) for order in planned)
    yield afterwards.measured(here)
    yield reports.weeks(office, FIRST_MONDAY)
    months = tuple(_regular_months(here.today))
    yield from (batches.month(office, month, refused_once=month == months[-1]) for month in months)
    yield hints.stories(here)
    yield backgrounds.stories(here)
    yield from lanes.stories(here)
    yield from exceptions.stories(here)
    yield from together.stories(here)


def _regular_months(today: date) -> Iterator[Month]:
    """Those that have been paid by now; what is left waits in a batch of its own."""
    for month in times.months(Month.of(seasons.OPENED), Month.of(today)):
        if seasons.collecting_day(month) + timedelta(days=REGULAR_DAYS) <= today:
            yield month


def _scale(size: Size, now: datetime) -> float:
    """How many times the published volumes make the wanted number by now."""
    if size.assignments is None:
        return 1
    published = {year: volume.assignments for year, volume in vocabulary.volumes().items()}
    last = max(published)
    since = (times.day_of(now) - date(last + 1, 1, 1)).days / 365
    return size.assignments / (sum(published.values()) + published[last] * since)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Millions of short-lived rows make the collector of cycles take a fifth of the time and find nothing."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
