"""Batches with their sums, what a batch may take and what stays out, and who may not approve it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, cast, exists, func, select

from db import tables
from db.base import Cents
from db.queries import accounts, fees, receipts
from db.session import Reading
from domain import batches, times
from domain.accounts import Choice
from domain.batch_details import Comment
from domain.batches import LeftOut, LeftOutReason
from domain.errors import Missing, Refused
from domain.fees import PaymentLine
from domain.money import Money
from domain.payments import BatchRow, Payable
from domain.reports import ReportStatus

UNAPPROVED = {
    ReportStatus.SUBMITTED: LeftOutReason.NOT_APPROVED,
    ReportStatus.DISPUTED: LeftOutReason.DISPUTED,
}
_WHILE_CHANGING = {
    None: LeftOutReason.ACCOUNT_CHANGING,
    Choice.WAIT: LeftOutReason.ACCOUNT_WAITS,
    Choice.PAY_OLD: None,
}


def current(reading: Reading) -> tuple[BatchRow, ...]:
    """Every batch, newest first."""
    return tuple(_row(found) for found in reading.session.execute(_rows().order_by(tables.Batch.id.desc())))


def row(reading: Reading, batch_id: int) -> BatchRow:
    found = reading.session.execute(_rows().where(tables.Batch.id == batch_id)).one_or_none()
    if found is None:
        raise Missing()
    return _row(found)


def _rows() -> Select[*tuple[Any, ...]]:
    batch, line = tables.Batch, tables.PaymentLine
    counted = (
        select(
            tables.BatchLine.batch_id,
            func.count(line.id).label("lines"),
            func.count(line.expert_id.distinct()).label("people"),
            cast(func.sum(line.amount), Cents()).label("total"),
        )
        .join(line, line.id == tables.BatchLine.line_id)
        .group_by(tables.BatchLine.batch_id)
        .subquery()
    )
    return (
        select(batch, tables.User.name.label("prepared_by"), counted.c.lines, counted.c.people, counted.c.total)
        .join(tables.User, tables.User.id == batch.prepared_by_id)
        .outerjoin(counted, counted.c.batch_id == batch.id)
    )


def _row(found: Any) -> BatchRow:
    batch = found.Batch
    return BatchRow(
        id=batch.id,
        status=batch.status,
        up_to=batch.up_to,
        pay_date=batch.pay_date,
        lines=found.lines or 0,
        people=found.people or 0,
        total=found.total or Money(0),
        prepared_by_id=batch.prepared_by_id,
        prepared_by=found.prepared_by,
        version=batch.version,
        content_sha256=batch.content_sha256,
    )


def contents(reading: Reading, batch_id: int) -> tuple[PaymentLine, ...]:
    """The lines of a batch by day of work."""
    line, place = tables.PaymentLine, tables.BatchLine
    rows = reading.session.execute(
        fees.lines()
        .join(place, place.line_id == line.id)
        .where(place.batch_id == batch_id)
        .order_by(line.work_date, line.id)
    )
    return tuple(fees.line_of(found) for found in rows)


def payees(reading: Reading, batch_id: int) -> frozenset[int]:
    line, place = tables.PaymentLine, tables.BatchLine
    return frozenset(
        reading.session.execute(
            select(line.expert_id).join(place, place.line_id == line.id).where(place.batch_id == batch_id)
        ).scalars()
    )


def payable(reading: Reading, up_to: date, *only: ColumnElement[bool]) -> Payable:
    """All approved and unpaid work done by `up_to`: the lines a batch takes, and what stays out with its reason.

    `only` narrows it by the columns of reports; the lines of one correction belong to one report.
    """
    line, details, change = tables.PaymentLine, tables.PayrollDetails, tables.AccountChange
    held = exists().where(tables.Hold.line_id == line.id, tables.Hold.released_at.is_(None))
    rows = reading.session.execute(
        fees.lines()
        .add_columns(
            line.entered_at,
            details.identity_code_index.is_not(None).label("has_code"),
            details.iban_index.is_not(None).label("has_account"),
            held.label("held"),
            change.id.label("change_id"),
            change.choice,
            change.usable_from,
        )
        .outerjoin(details, details.expert_id == line.expert_id)
        .outerjoin(change, (change.expert_id == line.expert_id) & and_(*accounts.unfinished()))
        .where(*waiting(up_to), *only)
        .order_by(line.work_date, line.id)
    ).all()
    roots = fees.families({found.PaymentLine.id: found.PaymentLine.corrects_id for found in rows})
    held_roots = {roots[found.PaymentLine.id] for found in rows if found.held}
    reasons = {
        found.PaymentLine.id: because(found, roots[found.PaymentLine.id] in held_roots, reading.today) for found in rows
    }
    everything = {found.PaymentLine.id: fees.line_of(found) for found in rows}
    taken = tuple(line for line in everything.values() if reasons[line.id] is None)
    left = tuple(_left(found, reason) for found in rows if (reason := reasons[found.PaymentLine.id]))
    batches.balance(everything.values(), taken, left)
    return Payable(taken, (*left, *_not_approved(reading, up_to, only)))


def waiting(up_to: date) -> tuple[ColumnElement[bool], ...]:
    """That a payment line of work done by `up_to` is in no batch and still goes into one."""
    line = tables.PaymentLine
    return line.work_date <= up_to, ~exists().where(tables.BatchLine.line_id == line.id), ~receipts.settles()


def unpaid(reading: Reading, up_to: date) -> int:
    """How many lines a collecting would look at."""
    return reading.session.execute(select(func.count(tables.PaymentLine.id)).where(*waiting(up_to))).scalar_one()


def because(found: Any, held: bool, today: date) -> LeftOutReason | None:
    """Why a line stays out, None when it is paid; `found` tells of the expert's details and change of account."""
    if not found.has_code:
        return LeftOutReason.NO_IDENTITY_CODE
    if not found.has_account:
        return LeftOutReason.ACCOUNT_NOT_CONFIRMED if found.change_id else LeftOutReason.NO_ACCOUNT
    if held:
        return LeftOutReason.ON_HOLD
    due = found.usable_from is not None and found.usable_from <= today
    return None if found.change_id is None or due else _WHILE_CHANGING[found.choice]


def _left(found: Any, reason: LeftOutReason) -> LeftOut:
    line = found.PaymentLine
    return LeftOut(line.report_id, line.id, line.expert_id, line.amount, reason, times.day_of(found.entered_at))


def _not_approved(reading: Reading, up_to: date, only: Iterable[ColumnElement[bool]]) -> Iterable[LeftOut]:
    """Reports of work done by `up_to` that no one has approved yet; they have no lines and so no sum."""
    report = tables.Report
    rows = reading.session.execute(
        select(report.id, report.status, report.reported_at, tables.Assignment.expert_id)
        .join(tables.Assignment, tables.Assignment.id == report.assignment_id)
        .where(*not_approved(up_to), *only)
        .order_by(report.reported_at, report.id)
    )
    for found in rows:
        since = times.day_of(found.reported_at)
        yield LeftOut(found.id, None, found.expert_id, None, UNAPPROVED[found.status], since)


def not_approved(up_to: date) -> tuple[ColumnElement[bool], ...]:
    report = tables.Report
    return report.status.in_(UNAPPROVED), report.starts_at < times.start_of(up_to + timedelta(days=1))


def family(reading: Reading, batch_id: int, line_id: int) -> frozenset[int]:
    """The lines of the batch that are one correction with this line."""
    place, line = tables.BatchLine, tables.PaymentLine
    rows = reading.session.execute(
        select(line.id, line.corrects_id).join(place, place.line_id == line.id).where(place.batch_id == batch_id)
    )
    roots = fees.families({found.id: found.corrects_id for found in rows})
    return frozenset(other for other, root in roots.items() if root == roots.get(line_id))


def check_payable(reading: Reading, batch_id: int) -> None:
    """Refuses a batch with a payee whose details have gone missing or a line put on hold since it was collected."""
    line, place, details, change = tables.PaymentLine, tables.BatchLine, tables.PayrollDetails, tables.AccountChange
    undecided = change.choice.is_(None) | (change.choice == Choice.WAIT)
    changing = exists().where(change.expert_id == line.expert_id, *accounts.unfinished(), undecided)
    lacking = reading.session.execute(
        select(tables.Expert.first_name, tables.Expert.last_name)
        .join(line, line.expert_id == tables.Expert.id)
        .join(place, place.line_id == line.id)
        .outerjoin(details, details.expert_id == line.expert_id)
        .where(
            place.batch_id == batch_id,
            changing
            | details.identity_code_index.is_(None)
            | details.iban_index.is_(None)
            | exists().where(tables.Hold.line_id == line.id, tables.Hold.released_at.is_(None)),
        )
        .limit(1)
    ).one_or_none()
    if lacking is not None:
        raise Refused(
            "{name} cannot be paid in batch PE-{batch}: look at the payroll details, changes of account and lines on hold.",
            name=" ".join(lacking),
            batch=batch_id,
        )


def preparers(reading: Reading, batch_id: int) -> frozenset[int]:
    """Everyone who collected or checked the batch, entered or corrected a line of it, or entered the report behind one
    or decided what it pays."""
    line, place = tables.PaymentLine, tables.BatchLine
    batch = reading.session.execute(
        select(tables.Batch.prepared_by_id, tables.Batch.checked_by_id).where(tables.Batch.id == batch_id)
    ).one()
    rows = reading.session.execute(
        select(
            place.collected_by_id, line.entered_by_id, tables.Report.reported_by_id, tables.Report.overrun_decided_by_id
        )
        .join(line, line.id == place.line_id)
        .join(tables.Report, tables.Report.id == line.report_id)
        .where(place.batch_id == batch_id)
        .distinct()
    )
    return frozenset(user for found in (batch, *rows) for user in found if user is not None)


def comments(reading: Reading, batch_id: int, since: datetime | None = None) -> tuple[Comment, ...]:
    """What approvers have said of the batch, the oldest first."""
    said = tables.BatchComment
    rows = reading.session.execute(
        select(said.line_id, said.text, tables.User.name, said.said_at)
        .join(tables.User, tables.User.id == said.said_by_id)
        .where(said.batch_id == batch_id, *([said.said_at >= since] if since else []))
        .order_by(said.id)
    )
    return tuple(Comment(*found) for found in rows)


def of_line(reading: Reading, line_id: int) -> int | None:
    """The batch the line is in."""
    place = tables.BatchLine
    return reading.session.execute(select(place.batch_id).where(place.line_id == line_id)).scalar_one_or_none()


def expert_names(reading: Reading, expert_ids: Iterable[int]) -> dict[int, str]:
    """ "Sukunimi Etunimi", as payroll lists people."""
    expert = tables.Expert
    rows = reading.session.execute(
        select(expert.id, expert.last_name, expert.first_name).where(expert.id.in_(list(expert_ids)))
    )
    return {found.id: f"{found.last_name} {found.first_name}" for found in rows}
