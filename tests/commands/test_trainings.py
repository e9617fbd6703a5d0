"""Trainings and their attendance lists."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from commands import trainings
from db import tables
from db.session import Database, Writing
from domain.errors import Missing, Refused
from domain.experts import TrainingKind
from tests import people, registers

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


def held(writing: Writing, day: date = YESTERDAY) -> int:
    return trainings.hold(writing, TrainingKind.REFRESHER, "KAP-käytännöt, kertaus", day, 3)


def present(writing: Writing) -> list[tuple[int, date]]:
    rows = select(tables.Attendance.expert_id, tables.Attendance.attended_on).order_by(tables.Attendance.expert_id)
    return [tuple(row) for row in writing.session.execute(rows)]


def test_whoever_attends_is_marked_for_the_day_of_the_event(database: Database) -> None:
    anna, bo = registers.expert(database), registers.expert(database, first_name="Bo")
    with database.writing(people.COORDINATOR) as writing:
        training = held(writing)
        trainings.attend(writing, training, [anna])
        trainings.attend(writing, training, [anna, bo])
        assert present(writing) == [(anna, YESTERDAY), (bo, YESTERDAY)]


def test_a_name_without_a_tick_was_not_there(database: Database) -> None:
    anna, bo = registers.expert(database), registers.expert(database, first_name="Bo")
    with database.writing(people.COORDINATOR) as writing:
        training = held(writing)
        trainings.tick(writing, training, [anna, bo])
        trainings.tick(writing, training, [bo])
        assert present(writing) == [(bo, YESTERDAY)]


def test_nobody_has_attended_what_is_still_to_come(database: Database) -> None:
    anna = registers.expert(database)
    with pytest.raises(Refused, match="once the event has been held"), database.writing(people.COORDINATOR) as writing:
        trainings.attend(writing, held(writing, TOMORROW), [anna])


def test_an_unknown_expert_is_not_ticked_by_chance(database: Database) -> None:
    with pytest.raises(Missing), database.writing(people.COORDINATOR) as writing:
        trainings.attend(writing, held(writing), [999])


def test_the_clerk_ticks_no_attendance(database: Database) -> None:
    with pytest.raises(Refused, match="do not have the right"), database.writing(people.CLERK) as writing:
        held(writing)
