"""What has happened to one order: the trail's events of it, its offers, assignments and reports."""

from __future__ import annotations

import json

from sqlalchemy import or_, select

from db.session import Reading
from db.tables import Assignment, Offer, Report, TrailEvent, User
from domain.trail import Entry, Outcome


def of_order(reading: Reading, order_id: int) -> tuple[Entry, ...]:
    """The newest first; what was refused is not the order's history."""
    parts = {
        "offers": select(Offer.id).where(Offer.order_id == order_id),
        "assignments": select(Assignment.id).where(Assignment.order_id == order_id),
        "reports": select(Report.id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Assignment.order_id == order_id),
    }
    about = [(TrailEvent.noun == noun) & TrailEvent.row_id.in_(ids) for noun, ids in parts.items()]
    own = (TrailEvent.noun == "orders") & (TrailEvent.row_id == order_id)
    rows = reading.session.execute(
        select(TrailEvent, User.name)
        .outerjoin(User, User.id == TrailEvent.actor_id)
        .where(or_(own, *about), TrailEvent.outcome == Outcome.DONE)
        .order_by(TrailEvent.seq.desc())
    )
    return tuple(_entry(row.TrailEvent, row.name or "") for row in rows)


def _entry(row: TrailEvent, name: str) -> Entry:
    facts = json.loads(row.facts)
    return Entry(row.seq, row.at, row.actor_id, name, row.act, row.noun, row.row_id, row.outcome, facts)
