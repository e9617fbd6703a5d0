"""Which open orders one expert could be offered, by the rules of matching."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import exists, select

from db import tables
from db.queries import needs, orders, profiles
from db.session import Reading
from domain import orders as rules
from domain.assignments import AssignmentStatus, Party
from domain.errors import Missing
from domain.matching import explanation
from domain.matching.need import Need
from domain.matching.profiles import ExpertProfile
from domain.offers import OfferStatus
from domain.openings import Opening, Openings

SOMETIME = datetime(9999, 1, 1, tzinfo=UTC)


def of_expert(reading: Reading, expert_id: int) -> Openings:
    """By a constant number of queries; nothing for who is not in the bank any more."""
    expert = reading.session.get(tables.Expert, expert_id)
    if expert is None:
        raise Missing()
    name = f"{expert.first_name} {expert.last_name}"
    if expert.left_on is not None and expert.left_on < reading.today:
        return Openings(expert_id, name, 0, ())
    profile = profiles.one(reading, expert_id)
    asked = {
        key: need for key, need in needs.of(reading, _lacking(reading, expert_id)).items() if _lacks(profile, need)
    }
    free = {key: need for key, need in asked.items() if not explanation.obstacles_of(profile, need)}
    found = [
        Opening(row, tuple(one.sentence for one in explanation.warnings_of(profile, free[row.id])))
        for row in orders.rows(reading, free)
    ]
    soonest = sorted(found, key=lambda one: (one.order.span.start if one.order.span else SOMETIME, one.order.id))
    return Openings(expert_id, name, len(asked), tuple(soonest))


def _lacks(profile: ExpertProfile, need: Need) -> bool:
    """Somebody with the expert's themes; who is there already is not lacking."""
    themed = not need.themes or bool(profile.held(need.role, need.last_day) & need.themes)
    return themed and not need.full and profile.id not in need.on_order


def _lacking(reading: Reading, expert_id: int) -> list[int]:
    """Open orders of the expert's themes or of none. Whoever has been asked, said no or withdrawn is not asked again."""
    order, wanted, held = tables.Order, tables.OrderTheme, tables.ExpertTheme
    offer, assignment, session = tables.Offer, tables.Assignment, tables.Session
    themes = select(wanted.theme_id).where(wanted.order_id == order.id)
    own = select(held.theme_id).where(held.expert_id == expert_id)
    asked = exists().where(
        offer.order_id == order.id,
        offer.expert_id == expert_id,
        offer.status.in_((OfferStatus.OPEN, OfferStatus.DECLINED)),
    )
    withdrew = exists().where(
        assignment.order_id == order.id,
        assignment.expert_id == expert_id,
        assignment.status == AssignmentStatus.CANCELLED,
        assignment.cancelled_by == Party.EXPERT,
        assignment.starts_at > reading.now,
    )
    over = exists().where(session.order_id == order.id) & ~exists().where(
        session.order_id == order.id, session.cancelled_at.is_(None), session.ends_at > reading.now
    )
    query = select(order.id).where(
        order.status.in_(rules.OPEN),
        ~themes.exists() | themes.where(wanted.theme_id.in_(own)).exists(),
        ~asked,
        ~withdrew,
        ~over,
    )
    return list(reading.session.execute(query).scalars())
