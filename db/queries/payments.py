"""What has stopped on its way to payment, what was paid too much, and which reports to the register are due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, cast, func, select

from db import tables
from db.base import Cents
from db.queries import batches, lanes, payment_rules, receipts
from db.session import Reading
from domain import times
from domain.batches import BatchStatus
from domain.money import ZERO
from domain.payments import Clocks, Overpayment, Stuck


def clocks(reading: Reading) -> Clocks:
    exported = [row for row in batches.current(reading) if row.status is BatchStatus.EXPORTED]
    return Clocks(
        stuck(reading), overpayments(reading), tuple(sorted(exported, key=lambda row: (row.pay_date, row.id)))
    )


def stuck(reading: Reading) -> tuple[Stuck, ...]:
    """Everything left out of a batch of today that has waited longer than the office accepts, the oldest first."""
    limit = payment_rules.current(reading).waiting_days
    # A line is never older than its report, so younger reports need not be read.
    before = tables.Report.reported_at < times.start_of(reading.today - timedelta(days=limit))
    waiting = batches.payable(reading, reading.today, before).left_out
    left_out = [left for left in waiting if left.age(reading.today) > limit]
    names = batches.expert_names(reading, {left.expert_id for left in left_out})
    return tuple(
        Stuck(left, names[left.expert_id], left.age(reading.today))
        for left in sorted(left_out, key=lambda left: (left.since, left.report_id))
    )


def overpayments(reading: Reading) -> tuple[Overpayment, ...]:
    """Corrections that payroll has not been told of yet, the nearest deadline first."""
    return tuple(_overpayment(row) for row in reading.session.execute(_overpaid()))


def _overpaid() -> Select[*tuple[Any, ...]]:
    line, expert, place = tables.PaymentLine, tables.Expert, tables.BatchLine
    net = cast(func.sum(line.amount), Cents())
    return (
        select(
            line.corrects_id,
            expert.id.label("expert_id"),
            expert.last_name,
            expert.first_name,
            net.label("amount"),
            func.min(line.entered_at, type_=line.entered_at.type).label("found_at"),
            func.max(place.batch_id).label("batch_id"),
        )
        .join(expert, expert.id == line.expert_id)
        .outerjoin(place, place.line_id == line.id)
        .where(line.corrects_id.is_not(None), lanes.not_paid(), ~receipts.settles())
        .group_by(line.corrects_id, expert.id, expert.last_name, expert.first_name)
        .having(net < ZERO)
        .order_by(func.min(line.entered_at), line.corrects_id)
    )


def _overpayment(row: Any) -> Overpayment:
    return Overpayment(
        line_id=row.corrects_id,
        expert_id=row.expert_id,
        expert=f"{row.last_name} {row.first_name}",
        amount=row.amount,
        found_on=times.day_of(row.found_at),
        batch_id=row.batch_id,
    )
