"""Hyvä tietää cards: written, gone through with the expert, ended."""

from __future__ import annotations

from datetime import date

from commands.acting import needs
from db.session import Writing
from db.tables import Expert, Hint, TaskType
from domain import hints
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.hints import HintForm
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_EXPERTS)
def write(writing: Writing, expert_id: int, form: HintForm) -> int:
    """The id of the new card. The trail tells that there is one, never what it says."""
    until = hints.last_day(form, writing.today)
    writing.locked(Expert, expert_id)
    if form.task_type_id is not None and writing.session.get(TaskType, form.task_type_id) is None:
        raise Missing()
    card = Hint(
        expert_id=expert_id,
        text=form.text,
        source=form.source,
        leaning=form.leaning,
        task_type_id=form.task_type_id,
        written_on=writing.today,
        written_by_id=writing.viewer.id,
        valid_until=until,
    )
    writing.session.add(card)
    writing.record(Act.CREATE, card, expert_id=expert_id, source=form.source.value)
    return card.id


@needs(Permission.EDIT_EXPERTS)
def go_through(writing: Writing, hint_id: int, seen: Seen, on: date | None = None) -> None:
    """Marks that the card was gone through with the expert: another's card counts in matching from this commit on."""
    card = _in_force(writing, hint_id, seen)
    day = on or writing.today
    if not card.written_on <= day <= writing.today:
        raise Refused("The card was gone through between the day it was written and today.")
    card.gone_through_on, card.gone_through_by_id = day, writing.viewer.id
    writing.changed(card)
    writing.record(Act.CONFIRM, card, expert_id=card.expert_id)


@needs(Permission.EDIT_EXPERTS)
def end(writing: Writing, hint_id: int, seen: Seen) -> None:
    """At once: from this commit on the card is neither shown nor counted."""
    card = _in_force(writing, hint_id, seen)
    card.ended_at = writing.now
    writing.changed(card)
    writing.record(Act.EXPIRE, card, expert_id=card.expert_id)


def _in_force(writing: Writing, hint_id: int, seen: Seen) -> Hint:
    card = writing.locked(Hint, hint_id, seen)
    if card.ended_at is not None or card.valid_until < writing.today:
        raise Refused("This card is no longer in force.")
    return card
