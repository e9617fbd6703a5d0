"""Trainings and who attended them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select

from commands.acting import needs
from db.session import Writing
from db.tables import Attendance, Expert, Induction, Training, TrainingInduction
from domain import prose
from domain.errors import Missing, Refused
from domain.experts import TrainingKind
from domain.permissions import Permission
from domain.trail import Act

LONGEST = 1000


@needs(Permission.EDIT_EXPERTS)
def hold(
    writing: Writing,
    kind: TrainingKind,
    name: str,
    held_on: date,
    hours: int,
    own: bool = True,
    induction_id: int | None = None,
) -> int:
    """The id of the event; `held_on` is its last day. A coming event may be entered, attendance once it is held.

    `induction_id` is the task-specific induction that an extra training teaches.
    """
    if induction_id is not None and kind is not TrainingKind.EXTRA:
        raise Refused("An induction for certain tasks is entered as an extra training.")
    if not 0 <= hours <= LONGEST:
        raise Refused("Hours are from 0 to {most}.", most=LONGEST)
    training = Training(kind=kind, name=prose.required(prose.line(name), "Name"), held_on=held_on, hours=hours, own=own)
    writing.session.add(training)
    writing.record(Act.CREATE, training)
    if induction_id is not None:
        if writing.session.get(Induction, induction_id) is None:
            raise Missing()
        writing.session.add(TrainingInduction(training_id=training.id, induction_id=induction_id))
    return training.id


@needs(Permission.EDIT_EXPERTS)
def attend(writing: Writing, training_id: int, expert_ids: Collection[int]) -> None:
    """Adds these experts to those who attended; eligibility follows from this commit on."""
    training = _held(writing, training_id)
    _keep(writing, training, _present(writing, training_id) | set(expert_ids))


@needs(Permission.EDIT_EXPERTS)
def tick(writing: Writing, training_id: int, expert_ids: Collection[int]) -> None:
    """The whole attendance list as it was ticked: whoever is not on it did not attend."""
    _keep(writing, _held(writing, training_id), set(expert_ids))


def _held(writing: Writing, training_id: int) -> Training:
    training = writing.locked(Training, training_id)
    if training.held_on > writing.today:
        raise Refused("Attendance is ticked once the event has been held, on {day}.", day=training.held_on)
    return training


def _present(writing: Writing, training_id: int) -> set[int]:
    rows = select(Attendance.expert_id).where(Attendance.training_id == training_id)
    return set(writing.session.execute(rows).scalars())


def _keep(writing: Writing, training: Training, wanted: set[int]) -> None:
    held = _present(writing, training.id)
    known = set(writing.session.execute(select(Expert.id).where(Expert.id.in_(wanted - held))).scalars())
    if known != wanted - held:
        raise Missing()
    gone = Attendance.expert_id.in_(held - wanted)
    writing.session.execute(delete(Attendance).where(Attendance.training_id == training.id, gone))
    writing.session.add_all(
        Attendance(training_id=training.id, expert_id=expert_id, attended_on=training.held_on)
        for expert_id in sorted(known)
    )
    if held != wanted:
        writing.changed(training)
        writing.record(Act.CHANGE, training, added=sorted(known), removed=sorted(held - wanted))
