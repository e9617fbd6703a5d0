"""Which orders are in the queue: looked for in the whole bank once for a worker, then followed by the change log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, exists, or_, select, true, union

from db import tables
from db.base import Instant, among
from db.changes import Change
from db.held import Held
from db.queries import lanes
from db.session import Reading
from domain import orders, times
from domain.assignments import TAKEN, AssignmentStatus
from domain.reports import ReportStatus

CLOSED_DAYS = 60
"""How long a finished or cancelled order stays in the queue's last lanes."""

AT_ONCE = 20_000
"""More changed orders than this are looked for faster with all others."""

Ids: TypeAlias = "Select[int]"
Within: TypeAlias = Callable[[Any], ColumnElement[bool]]

assignment, report, line = tables.Assignment, tables.Report, tables.PaymentLine


@dataclass(frozen=True)
class Queue:
    """As on `day`; on a later one some of them have left it, and none has come without a change."""

    day: date
    ids: frozenset[int]


def ids(reading: Reading) -> frozenset[int]:
    """Open orders that wait for something, and the last weeks' finished and cancelled ones."""
    kept = _held.current(reading)
    if kept.day == reading.today:
        return kept.ids
    return found(reading, kept.ids if kept.day < reading.today else None)


def found(reading: Reading, among_these: Collection[int] | None = None) -> frozenset[int]:
    """Read from the rows: those of these orders, or of all, that are in the queue today."""
    since = times.start_of(reading.today - timedelta(days=CLOSED_DAYS))
    query = _IN_QUEUE if among_these is None else _IN_QUEUE_OF_THESE
    return frozenset(row[0] for row in reading.rows(query, {"since": since, "ids": among_these or ()}))


def of_batches(batch_ids: Collection[int]) -> Ids:
    return (
        select(assignment.order_id)
        .join(report, report.assignment_id == assignment.id)
        .join(line, line.report_id == report.id)
        .join(tables.BatchLine, tables.BatchLine.line_id == line.id)
        .where(tables.BatchLine.batch_id.in_(batch_ids))
        .distinct()
    )


def of_reports(report_ids: Collection[int]) -> Ids:
    """Of corrections too, which write payment lines and nothing else."""
    return (
        select(assignment.order_id).join(report, report.assignment_id == assignment.id).where(report.id.in_(report_ids))
    )


def _patched(reading: Reading, kept: Queue, news: Sequence[Change]) -> Queue | None:
    touched = _touched(reading, news)
    if kept.day > reading.today or len(touched) > AT_ONCE:
        return None
    asked = touched if kept.day == reading.today else touched | kept.ids
    return Queue(reading.today, found(reading, asked) | (kept.ids - asked)) if asked else kept


def _touched(reading: Reading, news: Iterable[Change]) -> set[int]:
    touched = {change.row_id for change in news if change.noun == "orders"}
    for noun, behind in (("batches", of_batches), ("reports", of_reports)):
        if changed := {change.row_id for change in news if change.noun == noun}:
            touched.update(row[0] for row in reading.rows(behind(changed)))
    return touched


def _in_queue(within: Within) -> CompoundSelect[int]:
    """`within` narrows every branch, so that a few orders are found without a look at the others."""
    order, session = tables.Order, tables.Session
    since, open_now = bindparam("since", type_=Instant()), order.status.in_(orders.OPEN)
    lately = select(session.order_id).where(session.ends_at >= since, within(session.order_id))
    unsettled = union(lately, *(query.where(within(assignment.order_id)) for query in _unsettled())).subquery()
    had_somebody = exists().where(assignment.order_id == order.id, assignment.status.in_(TAKEN))
    return union(
        select(order.id).join(unsettled, unsettled.c.order_id == order.id).where(open_now),
        select(order.id).where(open_now, ~had_somebody, within(order.id)),
        select(order.id).where(
            ~open_now, or_(order.cancelled_at >= since, order.received_at >= since), within(order.id)
        ),
    )


def _unsettled() -> Sequence[Ids]:
    """Orders with work that is not reported, not approved or not paid, however old."""
    standing = tables.Report.__table__.alias()
    corrected = exists().where(standing.c.assignment_id == assignment.id, standing.c.status != ReportStatus.RETURNED)
    reported = select(assignment.order_id).join(report, report.assignment_id == assignment.id)
    return (
        select(assignment.order_id).where(assignment.status == AssignmentStatus.AGREED),
        reported.where(report.status == ReportStatus.RETURNED, ~corrected),
        reported.where(report.status.in_((ReportStatus.SUBMITTED, ReportStatus.DISPUTED))),
        reported.join(line, line.report_id == report.id).where(lanes.not_paid()),
    )


_IN_QUEUE, _IN_QUEUE_OF_THESE = _in_queue(lambda _column: true()), _in_queue(among)
"""Built once: building them costs more than asking a small bank."""

_held = Held(lambda reading, _seq: Queue(reading.today, found(reading)), _patched)
