"""Units an expert does not want and experts who are not placed together; a reason is neither asked nor stored."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from commands.acting import needs
from db import values
from db.session import Writing
from db.tables import Client, Expert, Unwanted
from domain.errors import Missing, Refused
from domain.permissions import Permission
from domain.trail import Act

FIELD = "unwanted"


@needs(Permission.EDIT_EXPERTS)
def unit(writing: Writing, expert_id: int, client_id: int, until: date | None = None) -> int:
    """The id of the wish; told again, it is the same one with its new last day."""
    if writing.session.get(Client, client_id) is None:
        raise Missing()
    return _keep(writing, expert_id, until, client_id=client_id, other_expert_id=None)


@needs(Permission.EDIT_EXPERTS)
def apart(writing: Writing, expert_id: int, other_expert_id: int, until: date | None = None) -> int:
    """Keeps two experts off the same order, whichever of them is on it first."""
    if expert_id == other_expert_id:
        raise Refused("Choose another expert.")
    if writing.session.get(Expert, other_expert_id) is None:
        raise Missing()
    return _keep(writing, expert_id, until, client_id=None, other_expert_id=other_expert_id)


@needs(Permission.EDIT_EXPERTS)
def end(writing: Writing, unwanted_id: int) -> None:
    wish = writing.locked(Unwanted, unwanted_id)
    held = values.kept(writing, wish.expert_id, {FIELD: (_said(wish), None)})
    writing.record(Act.CHANGE, wish, expert_id=wish.expert_id, ended=True, **held)
    writing.session.delete(wish)


def _keep(
    writing: Writing, expert_id: int, until: date | None, client_id: int | None, other_expert_id: int | None
) -> int:
    if until is not None and until < writing.today:
        raise Refused("The last day must be today or later.")
    writing.locked(Expert, expert_id)
    wish = writing.session.execute(
        select(Unwanted).where(
            Unwanted.expert_id == expert_id,
            Unwanted.client_id.is_not_distinct_from(client_id),
            Unwanted.other_expert_id.is_not_distinct_from(other_expert_id),
        )
    ).scalar_one_or_none() or Unwanted(expert_id=expert_id, client_id=client_id, other_expert_id=other_expert_id)
    before = _said(wish) if wish.id else None
    wish.until = until
    writing.session.add(wish)
    held = values.kept(writing, expert_id, {FIELD: (before, _said(wish))})
    writing.record(Act.CHANGE, wish, expert_id=expert_id, **held)
    return wish.id


def _said(wish: Unwanted) -> list[object]:
    return [wish.client_id, wish.other_expert_id, wish.until]
