"""A bank of a whole nation for measuring: 20,000 experts and a million assignments, put in bulk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from dashboard.demo import nation_people, nation_rows, staff
from dashboard.demo.nation_people import Rows
from dashboard.demo.nation_work import SERIES, SESSIONS, Work
from dashboard.demo.office import Office
from db import bulk, queries
from domain import times
from domain.times import Month

Progress = Callable[[Month, float], None]


def fill(office: Office, assignments: int, seed: int, now: datetime, progress: Progress) -> None:
    """Prices by the commands, the rest straight into the tables in one transaction."""
    workers = assignments // (SERIES * SESSIONS)
    office.live(now, lambda _month: None)
    with bulk.filling(office.database.engine) as connection:
        tables = list(_tables(office, workers, seed, now))
        for done, (table, rows) in enumerate(tables, start=1):
            bulk.put(connection, table, rows)
            progress(Month.of(times.day_of(now)), done / len(tables))


def _tables(office: Office, workers: int, seed: int, now: datetime) -> Iterator[tuple[str, Rows]]:
    """Each table with its rows, in the order in which they point to each other."""
    with office.database.reading(staff.FOUNDER, now=now) as reading:
        fees = queries.fees.table(reading)
    yield from nation_people.tables(office, times.day_of(now))
    first_client = max(office.ids["clients"].values()) + 1
    yield from nation_rows.tables(Work(office, fees, office.people[:workers], first_client, now, seed))
