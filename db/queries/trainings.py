"""Training events and their attendance lists."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from db import tables
from db.queries import experts
from db.session import Reading
from domain import register
from domain.errors import Missing
from domain.experts import Ineligible
from domain.trainings import MENDED_BY, Lapsing, Present, TrainingRow

training, attendance, expert = tables.Training, tables.Attendance, tables.Expert


def events(reading: Reading) -> tuple[TrainingRow, ...]:
    """Every event, the newest first."""
    counted = select(attendance.training_id, func.count().label("attended")).group_by(attendance.training_id).subquery()
    rows = reading.session.execute(
        select(
            training.id,
            training.kind,
            training.name,
            training.held_on,
            training.hours,
            training.own,
            counted.c.attended,
        )
        .outerjoin(counted, counted.c.training_id == training.id)
        .order_by(training.held_on.desc(), training.id.desc())
    )
    return tuple(
        TrainingRow(row.id, row.kind, row.name, row.held_on, row.hours, row.own, row.attended or 0) for row in rows
    )


def event(reading: Reading, training_id: int) -> TrainingRow:
    found = next((row for row in events(reading) if row.id == training_id), None)
    if found is None:
        raise Missing()
    return found


def attendance_list(reading: Reading, training_id: int) -> tuple[Present, ...]:
    """Everyone in the bank on the day of the event, and whoever was ticked though not in the bank; by name."""
    held_on = event(reading, training_id).held_on
    there = (attendance.expert_id == expert.id) & (attendance.training_id == training_id)
    rows = reading.session.execute(
        select(expert.id, expert.last_name, expert.first_name, attendance.expert_id.is_not(None).label("present"))
        .outerjoin(attendance, there)
        .where(experts.in_bank(held_on) | attendance.expert_id.is_not(None))
        .order_by(expert.last_name, expert.first_name, expert.id)
    )
    return tuple(Present(row.id, f"{row.last_name} {row.first_name}", bool(row.present)) for row in rows)


def lapsing(reading: Reading) -> tuple[Lapsing, ...]:
    """What lapses within sixty days of those in the bank, the soonest first."""
    people = reading.session.execute(
        select(expert.id, expert.last_name, expert.first_name).where(experts.in_bank(reading.today))
    ).all()
    standings = experts.standings_of(reading, [one.id for one in people])
    coming = sorted((row for row in events(reading) if row.held_on >= reading.today), key=lambda row: row.held_on)
    found = [
        Lapsing(one.id, f"{one.last_name} {one.first_name}", lapse.duty, lapse.last, _mending(lapse.duty, coming))
        for one in people
        for lapse in register.lapses(standings[one.id], reading.today)
    ]
    return tuple(sorted(found, key=lambda one: (one.last, one.name, one.expert_id)))


def _mending(duty: Ineligible, coming: Iterable[TrainingRow]) -> TrainingRow | None:
    return next((row for row in coming if row.kind is MENDED_BY.get(duty)), None)
