"""What stands behind the queue's lanes: which orders are in it, their sessions, assignments, offers and payments."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

import texts
from db import tables
from db.base import Instant, among
from db.session import Reading
from domain import assignments, orders
from domain.assignments import TAKEN, AssignmentStatus, Settlement
from domain.batches import BatchStatus
from domain.lanes import Slot
from domain.offers import OfferStatus
from domain.orders import Lane, OrderStatus
from domain.reports import ReportStatus
from domain.times import Span

PAID = (BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED)
Ids: TypeAlias = "Select[int]"


def _in_queue() -> Ids:
    """Open orders that wait for something, and those closed or received `since`."""
    since = bindparam("since", type_=Instant())
    order, session, assignment = tables.Order, tables.Session, tables.Assignment
    lately = select(session.order_id).where(session.ends_at >= since)
    had_somebody = exists().where(assignment.order_id == order.id, assignment.status.in_(TAKEN))
    open_ones = order.status.in_(orders.OPEN) & or_(
        order.status == OrderStatus.NEW, order.id.in_(lately), ~had_somebody, order.id.in_(_unsettled())
    )
    closed = ~order.status.in_(orders.OPEN) & or_(order.cancelled_at >= since, order.received_at >= since)
    return select(order.id).where(or_(open_ones, closed))


def _unsettled() -> CompoundSelect[int]:
    """Orders with work that is not reported, not approved or not paid, however old."""
    assignment, report, line = tables.Assignment, tables.Report, tables.PaymentLine
    standing = exists().where(report.assignment_id == assignment.id, report.status != ReportStatus.RETURNED)
    unreported = select(assignment.order_id).where(
        or_(
            assignment.status == AssignmentStatus.AGREED,
            exists().where(report.assignment_id == assignment.id, report.status == ReportStatus.RETURNED) & ~standing,
        )
    )
    unapproved = (
        select(assignment.order_id)
        .join(report, report.assignment_id == assignment.id)
        .where(report.status.in_((ReportStatus.SUBMITTED, ReportStatus.DISPUTED)))
    )
    unpaid = (
        select(assignment.order_id)
        .join(report, report.assignment_id == assignment.id)
        .join(line, line.report_id == report.id)
        .where(not_paid())
    )
    return union_all(unreported, unapproved, unpaid)


def not_paid() -> ColumnElement[bool]:
    """SQL condition on a payment line."""
    batch_line, batch = tables.BatchLine, tables.Batch
    return ~exists(
        select(1)
        .join_from(batch_line, batch, batch.id == batch_line.batch_id)
        .where(batch_line.line_id == tables.PaymentLine.id, batch.status.in_(PAID))
    )


@dataclass
class Facts:
    """What stands behind the lanes of some orders, by order."""

    themes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    sessions: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    work: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def slots(self, order_id: int, now: datetime) -> tuple[Slot, ...]:
        taken: dict[int, int] = defaultdict(int)
        for row in self.work[order_id]:
            taken[row.session_id] += row.status in TAKEN
        return tuple(
            Slot(row.session_id, Span(row.starts_at, row.ends_at), row.ends_at <= now, taken[row.session_id])
            for row in self.sessions[order_id]
        )

    def yes_awaited(self, order_id: int) -> bool:
        return any(row.status is AssignmentStatus.AGREED and row.yes_awaited_since for row in self.work[order_id])

    def stages(self, order_id: int, now: datetime) -> list[Lane]:
        found = (
            assignments.stage(row.status, row.work_ends_at <= now, Settlement(row.owed, row.reported, row.paid))
            for row in self.work[order_id]
        )
        return [stage for stage in found if stage]


def facts(reading: Reading, ids: Collection[int]) -> Facts:
    found, seen, these = Facts(), set[int](), {"ids": ids}
    for order_id, word in reading.rows(_themes(texts.current()), these):
        found.themes[order_id].append(word)
    for row in reading.rows(_SESSIONS_WITH_WORK, these):
        if row.cancelled_at is None and row.session_id not in seen:
            seen.add(row.session_id)
            found.sessions[row.order_id].append(row)
        if row.status is not None:
            found.work[row.order_id].append(row)
    return found


@functools.cache
def _themes(language: str) -> Select[*tuple[Any, ...]]:
    theme, of_order = tables.Theme, tables.OrderTheme
    name = getattr(theme, f"name_{language}")
    return (
        select(of_order.order_id, name)
        .join(theme, theme.id == of_order.theme_id)
        .where(among(of_order.order_id))
        .order_by(name)
    )


def _sessions_with_work() -> Select[*tuple[Any, ...]]:
    """Each session once for each of its assignments, once when it has none; in one query, for every live change asks it."""
    session = tables.Session
    settled = settlements().subquery()
    return (
        select(
            session.order_id,
            session.id.label("session_id"),
            session.starts_at,
            session.ends_at,
            session.cancelled_at,
            settled.c.status,
            settled.c.ends_at.label("work_ends_at"),
            settled.c.yes_awaited_since,
            settled.c.owed,
            settled.c.reported,
            settled.c.paid,
        )
        .outerjoin(settled, settled.c.session_id == session.id)
        .where(among(session.order_id))
        .order_by(session.starts_at, session.id)
    )


def settlements() -> Select[*tuple[Any, ...]]:
    """Assignments of the orders given as `ids`, with how far their payment is."""
    assignment, line = tables.Assignment, tables.PaymentLine
    any_report, standing = aliased(tables.Report), aliased(tables.Report)
    unpaid = exists(select(1).where(line.report_id == standing.id, not_paid()).correlate(standing))
    return (
        select(
            assignment.id,
            assignment.order_id,
            assignment.session_id,
            assignment.status,
            assignment.ends_at,
            assignment.yes_awaited_since,
            exists().where(any_report.assignment_id == assignment.id).label("owed"),
            standing.id.is_not(None).label("reported"),
            func.coalesce((standing.status == ReportStatus.APPROVED) & ~unpaid, False).label("paid"),
        )
        .outerjoin(standing, (standing.assignment_id == assignment.id) & (standing.status != ReportStatus.RETURNED))
        .where(among(assignment.order_id))
    )


def open_offers() -> Subquery:
    """By order of `ids`: how many offers are open, the day on which somebody is called again, and since when the eldest
    of those waits that have had no answer at all."""
    offer = tables.Offer
    silent = case((offer.answered_at.is_(None), offer.offered_at), else_=null())
    oldest = func.min(silent, type_=offer.offered_at.type)
    return (
        select(
            offer.order_id,
            func.count().label("open_now"),
            func.min(offer.call_back_on).label("call_back_on"),
            oldest.label("oldest_offer"),
        )
        .where(among(offer.order_id), offer.status == OfferStatus.OPEN)
        .group_by(offer.order_id)
        .subquery()
    )


IN_QUEUE, _SESSIONS_WITH_WORK = _in_queue(), _sessions_with_work()
"""Built once: building them costs more than asking a small bank."""
