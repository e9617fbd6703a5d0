"""Column sets of payroll: edited, added and taken into use by the administrator."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from sqlalchemy import select

from commands.acting import needs
from db import queries
from db.session import Writing
from db.tables import ColumnSet as Row
from domain import column_sets
from domain.column_sets import ColumnSet
from domain.errors import Stale
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_COLUMN_SETS)
def save(writing: Writing, column_set: ColumnSet, in_use: bool, version: int) -> None:
    """`version` is the one that was on screen, 0 for a shipped set that the bank has not touched yet."""
    row = writing.session.execute(select(Row).where(Row.key == column_set.key).with_for_update()).scalar_one_or_none()
    if (row.version if row else 0) != version:
        raise Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")
    body = column_sets.as_text(column_set)
    if row is None:
        row = Row(key=column_set.key, body=body, in_use=in_use, version=0)
        writing.session.add(row)
    row.body, row.in_use = body, in_use
    row.changed_at, row.changed_by_id = writing.now, writing.viewer.id
    writing.changed(row)
    writing.record(Act.CHANGE, row, key=column_set.key, in_use=in_use)


@needs(Permission.EDIT_COLUMN_SETS)
def add(writing: Writing, name: str, like: str) -> str:
    """A new set that begins as a copy; its key."""
    model = queries.column_sets.one(writing, like).column_set
    taken = {each.column_set.key for each in queries.column_sets.every(writing)}
    made = replace(model, key=_key(name, taken), name=name, source="")
    save(writing, made, in_use=False, version=0)
    return made.key


def _key(name: str, taken: set[str]) -> str:
    """It stands in names of files, so it is plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: column_sets.KEY_LENGTH] or "set"
    return next(key for number in range(len(taken) + 1) if (key := f"{stem}-{number}" if number else stem) not in taken)
