"""Dated office settings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from commands.acting import needs
from db.session import Writing
from db.tables import Setting
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_USERS)
def put(writing: Writing, key: str, value: str, valid_from: date | None = None) -> None:
    """From `valid_from`, today unless told, until a later value."""
    store(writing, key, value, valid_from or writing.today)


def store(writing: Writing, key: str, value: str, day: date) -> None:
    """For commands that have asked their own right; a value for the same day is replaced."""
    entry = writing.session.execute(
        select(Setting).where(Setting.key == key, Setting.valid_from == day)
    ).scalar_one_or_none() or Setting(key=key, valid_from=day)
    entry.value, entry.set_by_id = value, writing.viewer.id or None
    writing.session.add(entry)
    writing.record(Act.CHANGE, entry, key=key, value=value, valid_from=day.isoformat())
