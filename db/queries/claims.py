"""Which orders wait for a handler, the most pressing first."""

from __future__ import annotations

from db.queries import orders
from db.session import Reading
from domain import claims
from domain.orders import CLOSED_LANES, Lane


def in_turn(reading: Reading) -> tuple[int, ...]:
    """Nobody's orders and those whose claim has lapsed."""
    rows = orders.waiting(reading)
    waiting = [row for row in rows if row.lane is Lane.NEW]
    waiting.sort(
        key=lambda row: claims.urgency(row.span.start if row.span else None, row.urgent, row.received_at, reading.today)
    )
    return tuple(row.id for row in waiting)


def in_hand(reading: Reading, user_id: int) -> tuple[int, ...]:
    """The unfinished orders of one person, whatever stage they are at."""
    return tuple(
        row.id for row in orders.waiting(reading) if row.handler_id == user_id and row.lane not in CLOSED_LANES
    )
