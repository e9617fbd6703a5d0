"""Framework agreements."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from db.session import Reading
from db.tables import Agreement


def in_force(reading: Reading, expert_id: int, day: date) -> Agreement | None:
    """The newest that covers the day."""
    return (
        reading.session.execute(
            select(Agreement)
            .where(
                Agreement.expert_id == expert_id,
                Agreement.valid_from <= day,
                Agreement.valid_to.is_(None) | (Agreement.valid_to >= day),
            )
            .order_by(Agreement.valid_from.desc(), Agreement.id.desc())
            .limit(1)
        )
        .scalars()
        .one_or_none()
    )
