"""Standing in for a colleague from a day to a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete

from commands.acting import needs
from db import queries
from db.session import Writing
from db.tables import Deputy, User
from domain import deputies
from domain.errors import Missing
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_ORDERS)
def name(writing: Writing, user_id: int, deputy_id: int, first_day: date, last_day: date) -> int:
    """The absent person's orders show among the deputy's own on these days; the id of what was agreed."""
    deputies.check(user_id, deputy_id, first_day, last_day, writing.today)
    known = {one.id for one in queries.deputies.colleagues(writing)}
    if deputy_id not in known or writing.session.get(User, user_id) is None:
        raise Missing()
    row = Deputy(
        user_id=user_id,
        deputy_id=deputy_id,
        first_day=first_day,
        last_day=last_day,
        named_by_id=writing.viewer.id,
        named_at=writing.now,
    )
    writing.session.add(row)
    writing.record(Act.CREATE, row, user_id=user_id, valid_from=first_day.isoformat(), valid_to=last_day.isoformat())
    return row.id


@needs(Permission.EDIT_ORDERS)
def end(writing: Writing, deputy_id: int) -> None:
    row = writing.locked(Deputy, deputy_id)
    writing.record(Act.WITHDRAW, row, user_id=row.user_id)
    writing.session.execute(delete(Deputy).where(Deputy.id == deputy_id))
