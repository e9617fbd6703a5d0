"""Stored columns: the newest of a table, and how far the change log has come since."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from db import changes
from db.session import Reading
from db.tables.stored import Stored


class Newest(NamedTuple):
    seq: int
    data: bytes


def newest(reading: Reading, table: type[Stored], form: int) -> Newest | None:
    """When it is in today's form."""
    query = select(table.seq, table.data).where(table.form == form).order_by(table.id.desc()).limit(1)
    row = reading.session.execute(query).one_or_none()
    return Newest(*row) if row else None


def behind(reading: Reading, table: type[Stored], form: int) -> int:
    """How many changes the stored one has not seen; all of them when there is none."""
    seen = select(func.max(table.seq)).where(table.form == form)
    seq: int = reading.session.execute(seen).scalar_one() or 0
    return changes.latest(reading.session.connection()) - seq
