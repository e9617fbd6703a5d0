"""Lines that payroll has rejected, and where the lines in their stead are."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.sql.elements import ColumnElement

from db import tables
from db.session import Reading
from domain.receipts import Rejection


def of_batch(reading: Reading, batch_id: int) -> tuple[Rejection, ...]:
    row, line, expert, hold = tables.Rejection, tables.PaymentLine, tables.Expert, tables.Hold
    held = exists().where(hold.line_id == row.again_id, hold.released_at.is_(None))
    rows = reading.session.execute(
        select(
            row.line_id,
            row.again_id,
            (expert.last_name + " " + expert.first_name).label("expert"),
            line.amount,
            row.reason,
            held.label("on_hold"),
            tables.BatchLine.batch_id,
        )
        .join(line, line.id == row.again_id)
        .join(expert, expert.id == line.expert_id)
        .outerjoin(tables.BatchLine, tables.BatchLine.line_id == row.again_id)
        .where(row.batch_id == batch_id)
        .order_by(row.line_id)
    )
    return tuple(Rejection(*found) for found in rows)


def is_corrected(reading: Reading, line_id: int) -> bool:
    corrected = exists().where(tables.PaymentLine.corrects_id == line_id)
    return bool(reading.session.execute(select(corrected)).scalar_one())


def settles() -> ColumnElement[bool]:
    """That a payment line takes a rejected one back: it never goes to payroll."""
    return exists().where(tables.Rejection.settled_by_id == tables.PaymentLine.id)


def never_paid() -> ColumnElement[bool]:
    """That payroll rejected a payment line, or that it takes a rejected one back: another stands in their stead."""
    line, row = tables.PaymentLine, tables.Rejection
    return exists().where((row.line_id == line.id) | (row.settled_by_id == line.id))


def of_payroll(reading: Reading, batch_id: int) -> str:
    """What payroll gave back for the file; empty before."""
    receipt = select(tables.Batch.receipt).where(tables.Batch.id == batch_id)
    return reading.session.execute(receipt).scalar_one()
