"""The offers of an order, and how its experts are reached by telephone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, case, select

import texts
from db.session import Reading
from db.tables import Association, Expert, Offer, User
from domain.experts import ContactRoute
from domain.offers import OfferRow, Reachable


def of_order(reading: Reading, order_id: int) -> tuple[OfferRow, ...]:
    """The latest first."""
    rows = reading.session.execute(
        select(
            Offer.id,
            Offer.version,
            Offer.expert_id,
            full_name(),
            Offer.status,
            Offer.offered_at,
            User.name,
            Offer.answer,
            Offer.answered_at,
            Offer.call_back_on,
            Offer.override_reason,
        )
        .join(Expert, Expert.id == Offer.expert_id)
        .join(User, User.id == Offer.offered_by_id)
        .where(Offer.order_id == order_id)
        .order_by(Offer.id.desc())
    )
    return tuple(OfferRow(*row) for row in rows)


def reachable(reading: Reading, expert_ids: Collection[int]) -> dict[int, Reachable]:
    """By expert. Who is reached only through an association has its contact person's number here, never an own one;
    a protected number is shown only on the expert's card, one at a time."""
    rows = reading.session.execute(
        select(
            Expert.id,
            full_name().label("name"),
            case((Expert.contact_protected, ""), else_=Expert.phone).label("phone"),
            Expert.contact_route,
            Expert.contact_hours,
            Association.name.label("association"),
            Association.name_sv.label("association_sv"),
            Association.contact_name,
            Association.phone.label("association_phone"),
        )
        .outerjoin(Association, Association.id == Expert.association_id)
        .where(Expert.id.in_(expert_ids))
    )
    return {row.id: _reachable(row) for row in rows}


def names(reading: Reading) -> tuple[tuple[int, str], ...]:
    """Everyone in the bank today, by name."""
    rows = reading.session.execute(
        select(Expert.id, full_name())
        .where(Expert.left_on.is_(None) | (Expert.left_on >= reading.today))
        .order_by(Expert.last_name, Expert.first_name)
    )
    return tuple((row[0], row[1]) for row in rows)


def full_name() -> ColumnElement[str]:
    return Expert.first_name + " " + Expert.last_name


def _reachable(row) -> Reachable:  # type: ignore[no-untyped-def]
    if row.contact_route is not ContactRoute.ASSOCIATION:
        return Reachable(row.id, row.name, row.phone, row.contact_hours, "")
    own_name = row.association_sv if texts.current() == "sv" else ""
    through = ", ".join(part for part in (own_name or row.association, row.contact_name) if part)
    return Reachable(row.id, row.name, row.association_phone or "", row.contact_hours, through)
