"""Feedback written down for both sides, and the tick that an expert has been asked how they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from commands.acting import needs
from db.session import Writing
from db.tables import Assignment, CheckIn, Feedback
from domain import feedback, prose
from domain.assignments import Party
from domain.errors import Refused
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.SEE_WELLBEING)
def give(writing: Writing, assignment_id: int, side: Party, answers: Sequence[int | None], comment: str) -> None:
    """Typed in for the orderer or the expert; given again it replaces the earlier. The trail keeps no answer."""
    _ended(writing, assignment_id)
    first, second, third = feedback.check(side, answers)
    entry = writing.session.execute(
        select(Feedback).where(Feedback.assignment_id == assignment_id, Feedback.side == side)
    ).scalar_one_or_none()
    act = Act.CREATE if entry is None else Act.CHANGE
    if entry is None:
        entry = Feedback(assignment_id=assignment_id, side=side)
        writing.session.add(entry)
    entry.first, entry.second, entry.third = first, second, third
    entry.comment, entry.given_at = prose.paragraph(comment), writing.now
    writing.record(act, entry, assignment_id=assignment_id, by=side.value)


@needs(Permission.SEE_WELLBEING)
def asked(writing: Writing, assignment_id: int) -> None:
    """The expert was asked how they are; what they said is nowhere written."""
    _ended(writing, assignment_id)
    if writing.session.get(CheckIn, assignment_id) is not None:
        return
    writing.session.add(CheckIn(assignment_id=assignment_id, asked_at=writing.now, asked_by_id=writing.viewer.id))
    writing.note(Act.TICK, "assignments", assignment_id)


def _ended(writing: Writing, assignment_id: int) -> None:
    if writing.locked(Assignment, assignment_id).ends_at > writing.now:
        raise Refused("The task is not over yet.")
