"""Deeds that can still be taken back."""

from __future__ import annotations

from sqlalchemy import select

from db.session import Reading
from db.tables import Deed, DeedStep
from domain import deeds


def of_order(reading: Reading, order_id: int) -> tuple[deeds.Deed, ...]:
    """The newest first."""
    own = select(DeedStep.deed_id).where(DeedStep.order_id == order_id)
    rows = reading.session.execute(
        select(Deed.id, Deed.kind, Deed.actor_id, Deed.at)
        .where(Deed.id.in_(own), Deed.undone_at.is_(None))
        .order_by(Deed.id.desc())
    )
    return tuple(deeds.Deed(*row) for row in rows)
