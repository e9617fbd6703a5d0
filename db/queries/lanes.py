"""What stands behind the queue's lanes: the orders' sessions, assignments, offers and payments."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    case,
    exists,
    func,
    null,
    select,
)
from sqlalchemy.orm import aliased

import texts
from db import tables
from db.base import among
from db.session import Reading
from domain import assignments
from domain.assignments import TAKEN, AssignmentStatus, Settlement
from domain.batches import BatchStatus
from domain.lanes import Slot
from domain.offers import OfferStatus
from domain.orders import Lane
from domain.reports import ReportStatus
from domain.times import Span

PAID = (BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED)


def not_paid() -> ColumnElement[bool]:
    """SQL condition on a payment line."""
    batch_line, batch = tables.BatchLine, tables.Batch
    return ~exists(
        select(1)
        .join_from(batch_line, batch, batch.id == batch_line.batch_id)
        .where(batch_line.line_id == tables.PaymentLine.id, batch.status.in_(PAID))
    )


class Work(NamedTuple):
    """An assignment of an order, whatever has become of it."""

    session_id: int
    status: AssignmentStatus
    ends_at: datetime
    yes_awaited_since: datetime | None
    settlement: Settlement


@dataclass
class Facts:
    """What stands behind the lanes of some orders, by order; the sessions that are not cancelled by their ids, in time."""

    themes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    sessions: dict[int, dict[int, Span]] = field(default_factory=lambda: defaultdict(dict))
    work: dict[int, list[Work]] = field(default_factory=lambda: defaultdict(list))

    def slots(self, order_id: int, now: datetime) -> tuple[Slot, ...]:
        taken = Counter(work.session_id for work in self.work[order_id] if work.status in TAKEN)
        return tuple(
            Slot(session_id, span, span.end <= now, taken[session_id])
            for session_id, span in self.sessions[order_id].items()
        )

    def yes_awaited(self, order_id: int) -> bool:
        return any(work.yes_awaited_since and work.status is AssignmentStatus.AGREED for work in self.work[order_id])

    def stages(self, order_id: int, now: datetime) -> list[Lane]:
        found = (assignments.stage(work.status, work.ends_at <= now, work.settlement) for work in self.work[order_id])
        return [stage for stage in found if stage]


def facts(reading: Reading, ids: Collection[int]) -> Facts:
    found, these = Facts(), {"ids": ids}
    for order_id, word in reading.rows(_themes(texts.current()), these):
        found.themes[order_id].append(word)
    for row in reading.rows(_SESSIONS_WITH_WORK, these):
        order_id, session_id, starts_at, ends_at, cancelled_at, status, work_ends_at, yes_awaited_since, *settled = row
        sessions = found.sessions[order_id]
        if cancelled_at is None and session_id not in sessions:
            sessions[session_id] = Span(starts_at, ends_at)
        if status is not None:
            settlement = Settlement(*settled)
            found.work[order_id].append(Work(session_id, status, work_ends_at, yes_awaited_since, settlement))
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


_SESSIONS_WITH_WORK = _sessions_with_work()
"""Built once: building it costs more than asking a small bank."""
