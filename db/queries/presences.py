"""Who has an order open just now."""

from __future__ import annotations

from sqlalchemy import exists, select

from db.session import Reading
from db.tables import Presence, User
from domain import presences


def by_order(reading: Reading) -> dict[int, tuple[presences.Presence, ...]]:
    """Each person once an order, however many tabs they have there, by name; who writes in one of them writes."""
    rows = reading.session.execute(
        select(Presence.order_id, Presence.user_id, User.name, Presence.writes)
        .join(User, User.id == Presence.user_id)
        .where(Presence.seen_at >= reading.now - presences.GONE_AFTER)
        .order_by(User.name, Presence.user_id, Presence.writes)
    )
    found: dict[int, dict[int, presences.Presence]] = {}
    for order_id, user_id, name, writes in rows:
        found.setdefault(order_id, {})[user_id] = presences.Presence(user_id, name, writes)
    return {order_id: tuple(people.values()) for order_id, people in found.items()}


def any_gone(reading: Reading) -> bool:
    """Somebody has not told for so long that there is something to sweep."""
    gone = exists().where(Presence.seen_at < reading.now - presences.GONE_AFTER)
    return reading.session.execute(select(gone)).scalar_one()
