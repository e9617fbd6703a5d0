"""Opening one sealed field: its event is committed before anything is decrypted (queries.reveals.opened)."""

from __future__ import annotations

from datetime import date
from typing import Any

from commands import settings
from commands.acting import needs
from db import queries, values
from db.session import Writing
from domain import reveals, tariffs
from domain.permissions import Permission
from domain.reveals import Sealed
from domain.trail import Act


@needs(Permission.REVEAL)
def reveal(writing: Writing, expert_id: int, field: Sealed, reason: str, second: str = "") -> None:
    """`second` says why one more is needed today, when the day's limit has been reached."""
    writing.viewer.need(reveals.NEEDS[field])
    asked = queries.reveals.asked(writing, expert_id, field)
    first, more = reveals.checked(asked, reason, second)
    queries.reveals.check_there(writing, expert_id, field)
    said = {name: words for name, words in ((reveals.REASON, first), (reveals.SECOND_REASON, more)) if words}
    facts: dict[str, Any] = {"over": True} if asked.over else {}
    # Whoever opens a voucher's code of a person whose key has been destroyed must still answer for it.
    facts |= values.kept(writing, expert_id, {name: (None, words) for name, words in said.items()}) or said
    noun = "payroll_details" if field in reveals.PAYROLL else "experts"
    writing.note(Act.REVEAL, noun, expert_id, field=field.value, **facts)


@needs(Permission.EDIT_USERS)
def set_limit(writing: Writing, limit: int, valid_from: date) -> None:
    """From a day on, never from a past one."""
    reveals.check_limit(limit)
    tariffs.check_not_past(valid_from, writing.today)
    settings.store(writing, reveals.LIMIT, str(limit), valid_from)
