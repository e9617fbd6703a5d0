"""The assignments of an order with how far each has come and what it is expected to pay."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

import texts
from db.base import among
from db.queries import clients, fees, lanes, offers, works
from db.session import Reading
from db.tables import Assignment, Client, Order, Package
from domain import assignments
from domain.agreements import Payer
from domain.assignments import AssignmentRow, AssignmentStatus, Settlement
from domain.errors import Missing
from domain.money import ZERO, Money, total
from domain.offers import Reachable
from domain.tariffs import FeeTable
from domain.times import Span
from domain.today import NewTime


def of_order(reading: Reading, order_id: int) -> tuple[AssignmentRow, ...]:
    """By time; cancelled and void ones too."""
    settled = lanes.settlements().subquery()
    rows = reading.session.execute(
        select(Assignment, settled.c.owed, settled.c.reported, settled.c.paid)
        .join(settled, settled.c.id == Assignment.id)
        .order_by(Assignment.starts_at, Assignment.id),
        {"ids": [order_id]},
    ).all()
    people = offers.reachable(reading, {row.Assignment.expert_id for row in rows})
    prices = fees.table(reading)
    return tuple(_row(reading, row, people[row.Assignment.expert_id], prices) for row in rows)


def one(reading: Reading, assignment_id: int) -> tuple[AssignmentRow, str, str]:
    """With the names of its orderer and package, and nothing of what the order says of its themes."""
    found = reading.session.execute(
        select(Assignment.order_id, clients.name(), getattr(Package, f"name_{texts.current()}"))
        .join(Order, Order.id == Assignment.order_id)
        .join(Client, Client.id == Order.client_id)
        .join(Package, Package.id == Order.package_id)
        .where(Assignment.id == assignment_id)
    ).one_or_none()
    if found is None:
        raise Missing()
    return next(row for row in of_order(reading, found[0]) if row.id == assignment_id), found[1], found[2]


def _row(reading: Reading, row: Any, person: Reachable, prices: FeeTable) -> AssignmentRow:
    entry: Assignment = row.Assignment
    span = Span(entry.starts_at, entry.ends_at)
    settlement = Settlement(row.owed, row.reported, row.paid)
    return AssignmentRow(
        id=entry.id,
        version=entry.version,
        session_id=entry.session_id,
        expert_id=entry.expert_id,
        expert=person.name,
        phone=person.phone,
        through=person.through,
        status=entry.status,
        stage=assignments.stage(entry.status, span.end <= reading.now, settlement),
        span=span,
        agreed_at=entry.agreed_at,
        fee=_fee(entry, prices),
        free_cancellation_hours=entry.free_cancellation_hours,
        client_price=entry.client_price,
        cancelled_by=entry.cancelled_by,
        no_show_by=entry.no_show_by,
        moved_from=entry.moved_from,
        yes_awaited=entry.yes_awaited_since is not None and entry.status is AssignmentStatus.AGREED,
        choice_reason=entry.choice_reason,
    )


def expected(reading: Reading, ids: Collection[int]) -> Money | None:
    """What these pay if all go as planned; None where the price of one is not known."""
    prices = fees.table(reading)
    entries = reading.session.execute(select(Assignment).where(among(Assignment.id)), {"ids": ids}).scalars()
    each = [_fee(entry, prices) for entry in entries]
    return None if None in each else total(fee for fee in each if fee)


def _fee(entry: Assignment, prices: FeeTable) -> Money | None:
    if entry.voluntary or entry.payer is not Payer.BANK:
        return ZERO
    return works.expected(prices, entry.fee_code, Span(entry.starts_at, entry.ends_at), entry.frozen_fee)


def awaiting_yes(reading: Reading) -> tuple[NewTime, ...]:
    """Tasks whose time was moved and whose expert has not agreed to it yet, the first to come first."""
    rows = reading.session.execute(
        select(Assignment)
        .where(
            Assignment.status == AssignmentStatus.AGREED,
            Assignment.yes_awaited_since.is_not(None),
            Assignment.ends_at > reading.now,
        )
        .order_by(Assignment.starts_at, Assignment.id)
    ).scalars()
    entries = rows.all()
    people = offers.reachable(reading, {entry.expert_id for entry in entries})
    return tuple(
        NewTime(
            entry.id,
            entry.version,
            entry.order_id,
            people[entry.expert_id].name,
            people[entry.expert_id].phone,
            Span(entry.starts_at, entry.ends_at),
            entry.moved_from,
        )
        for entry in entries
    )
