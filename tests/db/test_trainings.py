"""What lapses soon, and which coming event would mend it."""

from __future__ import annotations

from datetime import date

import commands.trainings
from db import queries
from db.session import Database
from domain.experts import Ineligible, TrainingKind
from tests import make, people

NEXT_MENTORING = date(2026, 12, 15)
"""Today is 23 November 2026; mentoring holds 90 days."""


def lapsing(database: Database) -> list[tuple[int, Ineligible, date, date | None]]:
    with database.reading(people.COORDINATOR) as reading:
        rows = queries.trainings.lapsing(reading)
        return [(row.expert_id, row.duty, row.last, row.event and row.event.held_on) for row in rows]


def test_what_lapses_within_sixty_days_is_told_with_the_event_that_mends_it(database: Database):
    make.settle(database)
    soon = make.expert(database, trained_on=date(2026, 10, 15))
    make.expert(database, trained_on=date(2026, 11, 22))
    assert lapsing(database) == [(soon, Ineligible.MENTORING, date(2027, 1, 13), None)]
    with database.writing(people.COORDINATOR) as writing:
        for day in (date(2027, 2, 1), NEXT_MENTORING):
            commands.trainings.hold(writing, TrainingKind.MENTORING, "Vertaismentorointi", day, 2)
    assert lapsing(database) == [(soon, Ineligible.MENTORING, date(2027, 1, 13), NEXT_MENTORING)]


def test_what_has_lapsed_already_is_not_coming(database: Database):
    make.settle(database)
    make.expert(database, trained_on=date(2026, 8, 1))
    assert lapsing(database) == []
