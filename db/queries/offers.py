"""The offers of an order, and how its experts are reached by telephone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, case, false, func, literal, or_, select

import texts
from db.queries import agreements, fees, orders, works
from db.session import Reading
from db.tables import Association, Expert, MunicipalityPlace, Offer, Order, Package, User
from domain import bookings, lanes, times
from domain.agreements import AgreementKind
from domain.errors import Missing, Refused
from domain.experts import ContactRoute
from domain.money import ZERO, Money, total
from domain.offers import OfferRow, Reachable, Terms
from domain.permissions import Permission
from domain.tariffs import FeeTable, TravelKind
from domain.times import Span


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
    """By expert. Who is reached only through an association, by an own wish or because its members always are, has its
    contact person's number here, never an own one;
    a protected number is shown only on the expert's card, one at a time. Without a right to the register only the name."""
    sees = reading.viewer.may(Permission.SEE_EXPERTS)
    own_phone = case((Expert.contact_protected, ""), else_=Expert.phone) if sees else literal("")
    rows = reading.session.execute(
        select(
            Expert.id,
            full_name().label("name"),
            own_phone.label("phone"),
            or_(
                Expert.contact_route == ContactRoute.ASSOCIATION, func.coalesce(Association.contact_route_only, false())
            ).label("relayed"),
            (Expert.contact_hours if sees else literal("")).label("contact_hours"),
            Association.name.label("association"),
            Association.name_sv.label("association_sv"),
            Association.contact_name,
            Association.phone.label("association_phone"),
        )
        .outerjoin(Association, Association.id == Expert.association_id)
        .where(Expert.id.in_(expert_ids))
    )
    return {row.id: _reachable(row) for row in rows}


def terms(reading: Reading, order_id: int, expert_id: int, session_ids: Collection[int] = ()) -> Terms:
    """Of the sessions that still lack somebody, or of these, by what is agreed with this expert. A protected home is not
    measured."""
    order, expert = reading.session.get(Order, order_id), reading.session.get(Expert, expert_id)
    if order is None or expert is None:
        raise Missing()
    lacking = lanes.to_fill(orders.slots(reading, order_id), order.experts_needed)
    spans = tuple(slot.span for slot in lacking if not session_ids or slot.session_id in session_ids)
    one_way = None if order.remote or expert.contact_protected else _distance(reading, expert.municipality, order)
    kilometres = None if one_way is None else 2 * one_way * len(spans)
    return Terms(spans, _fee(reading, order, expert_id, spans), kilometres, _repaid(reading, one_way, spans))


def _fee(reading: Reading, order: Order, expert_id: int, spans: Sequence[Span]) -> Money | None:
    prices, code = fees.table(reading), reading.session.get_one(Package, order.package_id).fee_code
    expected = [_expected(reading, prices, code, expert_id, span) for span in spans]
    known = [fee for fee in expected if fee is not None]
    return total(known) if spans and len(known) == len(spans) else None


def _expected(reading: Reading, prices: FeeTable, code: str, expert_id: int, span: Span) -> Money | None:
    agreed = agreements.in_force(reading, expert_id, times.day_of(span.start))
    if agreed is not None and agreed.kind is AgreementKind.VOLUNTARY:
        return ZERO
    frozen = prices.on(code, agreed.valid_from).price if agreed is not None and agreed.keeps_rates else None
    return works.expected(prices, code, span, frozen)


def _distance(reading: Reading, home: str, order: Order) -> int | None:
    places = [reading.session.get(MunicipalityPlace, code) for code in (home, order.municipality)]
    known = [works.municipality(place) for place in places if place is not None]
    return bookings.distance_km(*known) if len(known) == 2 else None


def _repaid(reading: Reading, one_way: int | None, spans: Sequence[Span]) -> Money | None:
    """None also where a year's rate is missing."""
    if not (one_way and spans):
        return None
    rates = fees.travel_rates(reading)
    try:
        prices = [rates.on(TravelKind.OWN_CAR, times.day_of(span.start)).price for span in spans]
    except Refused:
        return None
    return total(price.times(2 * one_way) for price in prices)


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
    if not row.relayed:
        return Reachable(row.id, row.name, row.phone, row.contact_hours, "")
    own_name = row.association_sv if texts.current() == "sv" else ""
    through = ", ".join(part for part in (own_name or row.association, row.contact_name) if part)
    return Reachable(row.id, row.name, row.association_phone or "", row.contact_hours, through)
