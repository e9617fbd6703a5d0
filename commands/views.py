"""Saved views, and what a person has chosen for their own lists."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from commands.acting import needs
from db.session import Writing
from db.tables import View, ViewChoice
from domain import views
from domain.errors import Missing
from domain.permissions import Permission, Role
from domain.trail import Act


@needs(Permission.SEE_ORDERS)
def save(writing: Writing, name: str, state: str, shared: bool, role: Role | None, first: bool) -> int:
    """Under a name that one has used already the view is replaced. `first` makes it the one the list opens with."""
    views.check_role(role, shared, writing.viewer)
    clean = views.check_name(name)
    row = writing.session.execute(
        select(View).where(View.owner_id == writing.viewer.id, View.place == views.ORDERS, View.name == clean)
    ).scalar_one_or_none()
    if role is not None:
        writing.session.execute(update(View).where(View.place == views.ORDERS, View.role == role).values(role=None))
    act = Act.CREATE if row is None else Act.CHANGE
    if row is None:
        row = View(owner_id=writing.viewer.id, place=views.ORDERS, name=clean)
        writing.session.add(row)
    row.state, row.shared, row.role, row.saved_at = views.check_state(state), shared, role, writing.now
    writing.session.flush()
    if shared:
        writing.record(act, row, name=clean)
    if first:
        _choice(writing, views.ORDERS).view_id = row.id
    return row.id


@needs(Permission.SEE_ORDERS)
def remove(writing: Writing, view_id: int) -> None:
    row = writing.session.get(View, view_id)
    if row is None or (row.owner_id != writing.viewer.id and not row.shared):
        raise Missing()
    views.check_owner(row.owner_id, writing.viewer)
    writing.session.execute(update(ViewChoice).where(ViewChoice.view_id == view_id).values(view_id=None))
    if row.shared:
        writing.record(Act.WITHDRAW, row, name=row.name)
    writing.session.execute(delete(View).where(View.id == view_id))


@needs(Permission.SEE_ORDERS)
def keep_columns(writing: Writing, columns: str, place: str = views.ORDERS) -> None:
    """As the person left them, for the next time on any machine."""
    _choice(writing, place).columns = views.check_state(columns)


def _choice(writing: Writing, place: str) -> ViewChoice:
    key = {"user_id": writing.viewer.id, "place": place}
    row = writing.session.get(ViewChoice, tuple(key.values()))
    if row is None:
        row = ViewChoice(**key)
        writing.session.add(row)
    return row
