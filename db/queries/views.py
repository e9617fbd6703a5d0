"""Saved views that a person may open, and what they have chosen for themselves."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from db.session import Reading
from db.tables import User, View, ViewChoice
from domain import views
from domain.errors import Missing
from domain.views import SavedView


def mine(reading: Reading) -> tuple[SavedView, ...]:
    """One's own and the shared ones, by name."""
    choice = (ViewChoice.user_id == reading.viewer.id) & (ViewChoice.place == View.place)
    rows = reading.session.execute(
        select(
            View.id,
            View.name,
            View.owner_id,
            User.name.label("owner"),
            View.state,
            View.shared,
            View.role,
            func.coalesce(ViewChoice.view_id == View.id, False),
        )
        .join(User, User.id == View.owner_id)
        .outerjoin(ViewChoice, choice)
        .where(View.place == views.ORDERS, or_(View.owner_id == reading.viewer.id, View.shared))
        .order_by(func.lower(View.name), View.id)
    )
    return tuple(SavedView(*row) for row in rows)


def one(reading: Reading, view_id: int) -> SavedView:
    found = next((view for view in mine(reading) if view.id == view_id), None)
    if found is None:
        raise Missing("This view has not been shared with you, or it is no longer there.")
    return found


def first(reading: Reading) -> SavedView | None:
    """What the list opens with: one's own choice, else that of one's role."""
    known = mine(reading)
    own = (view for view in known if view.own_default)
    of_role = (view for view in known if view.role in reading.viewer.roles)
    return next(own, None) or next(of_role, None)


def columns(reading: Reading, place: str = views.ORDERS) -> str:
    """JSON, empty when the person has left the columns as they were."""
    kept = select(ViewChoice.columns).where(ViewChoice.user_id == reading.viewer.id, ViewChoice.place == place)
    return reading.session.execute(kept).scalar_one_or_none() or ""
