"""Pictures of receipts of an assignment, without the pictures themselves."""

from __future__ import annotations

from sqlalchemy import exists, func, select

from db import tables
from db.session import Reading
from domain.errors import Missing
from domain.reports import ReportStatus
from domain.vouchers import Voucher

PLACE = "vouchers.body"


def of_assignment(reading: Reading, assignment_id: int) -> tuple[Voucher, ...]:
    """In the order they came; none of a protected person, whose ways they would tell."""
    if is_protected(reading, assignment_id):
        return ()
    row = tables.Voucher
    rows = reading.session.execute(
        select(row.id, row.name, row.kind, row.size, tables.User.name.label("added_by"), row.added_at)
        .join(tables.User, tables.User.id == row.added_by_id)
        .where(row.assignment_id == assignment_id)
        .order_by(row.id)
    )
    return tuple(Voucher(*found) for found in rows)


def count(reading: Reading, assignment_id: int) -> int:
    row = tables.Voucher
    return reading.session.execute(select(func.count(row.id)).where(row.assignment_id == assignment_id)).scalar_one()


def is_closed(reading: Reading, assignment_id: int) -> bool:
    """Its report has been approved: what it was approved by stays."""
    report = tables.Report
    approved = exists().where(report.assignment_id == assignment_id, report.status == ReportStatus.APPROVED)
    return bool(reading.session.execute(select(approved)).scalar_one())


def is_protected(reading: Reading, assignment_id: int) -> bool:
    """The expert's contact is protected."""
    expert, assignment = tables.Expert, tables.Assignment
    found = select(expert.contact_protected).join(assignment, assignment.expert_id == expert.id)
    protected = reading.session.execute(found.where(assignment.id == assignment_id)).scalar_one_or_none()
    if protected is None:
        raise Missing()
    return bool(protected)
