"""The sealed levels of an expert's background: written with a consent, and gone at once when it is withdrawn.

What is kept of a change is its consent; the words themselves are kept nowhere else, so that they can be gone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from commands.acting import needs
from db import values
from db.session import Writing
from db.tables import Background, Expert
from domain import backgrounds, consents
from domain.backgrounds import Level
from domain.consents import Given
from domain.errors import Refused
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_EXPERTS)
def tell(
    writing: Writing, expert_id: int, level: Level, words: str, first: date, last: date | None, given: Given
) -> None:
    """Empty words keep those that are sealed: they are never shown to be written again."""
    if last is None:
        raise Refused("Give the last day of the consent.")
    told = given.recorded(writing.today, writing.viewer.name)
    consents.check(first, last, told, writing.today)
    clean, expert = backgrounds.checked(words), writing.locked(Expert, expert_id)
    if clean:
        setattr(expert, level, writing.keys.seal(clean.encode(), f"experts.{level}", expert_id))
    elif getattr(expert, level) is None:
        raise Refused("Write what the expert has told.")
    row = _row(writing, expert_id, level) or Background(expert_id=expert_id, level=level)
    before = [row.consent_from, row.consent_until, row.withdrawn_at]
    row.purpose, row.given_how, row.given_on, row.given_to = told.purpose, told.how, told.on or writing.today, told.to
    row.consent_from, row.consent_until, row.withdrawn_at = first, last, None
    writing.session.add(row)
    held = values.kept(writing, expert_id, {"consent": (before, [first, last, None])})
    writing.record(Act.GRANT, row, expert_id=expert_id, field=level.value, **held)


@needs(Permission.EDIT_EXPERTS)
def withdraw(writing: Writing, expert_id: int, level: Level) -> None:
    """The words are erased, also those of an older register that have no consent on record."""
    expert, row = writing.locked(Expert, expert_id), _row(writing, expert_id, level)
    if getattr(expert, level) is None:
        raise Refused("This consent has been withdrawn already.")
    setattr(expert, level, None)
    held: dict[str, Any] = {}
    if row is not None:
        days = [row.consent_from, row.consent_until]
        held = values.kept(writing, expert_id, {"consent": ([*days, None], [*days, writing.now])})
        row.withdrawn_at = writing.now
    writing.record(Act.WITHDRAW, row or expert, expert_id=expert_id, field=level.value, **held)


def _row(writing: Writing, expert_id: int, level: Level) -> Background | None:
    return writing.session.execute(
        select(Background).where(Background.expert_id == expert_id, Background.level == level)
    ).scalar_one_or_none()
