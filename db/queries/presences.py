"""Who has an order open just now."""

from __future__ import annotations

from sqlalchemy import select

from db.session import Reading
from db.tables import Presence, User
from domain import presences


def by_order(reading: Reading) -> tuple[dict[int, tuple[presences.Presence, ...]], bool]:
    """Each person once an order, however many tabs they have there, by name; who writes in one of them writes.

    And whether there are rows to sweep: somebody has not told for too long.
    """
    rows = reading.session.execute(
        select(Presence.order_id, Presence.user_id, User.name, Presence.writes, Presence.seen_at)
        .join(User, User.id == Presence.user_id)
        .order_by(User.name, Presence.user_id, Presence.writes)
    ).all()
    since = reading.now - presences.GONE_AFTER
    found: dict[int, dict[int, presences.Presence]] = {}
    for row in rows:
        if row.seen_at >= since:
            found.setdefault(row.order_id, {})[row.user_id] = presences.Presence(row.user_id, row.name, row.writes)
    here = {order_id: tuple(people.values()) for order_id, people in found.items()}
    return here, any(row.seen_at < since for row in rows)
