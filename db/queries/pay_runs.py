"""The next payment run: how much a batch collected today would take and leave, counted without reading each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, cast, func, select

from db import tables
from db.base import Cents
from db.queries import accounts, batches, fees, payment_rules
from db.session import Reading
from domain.batches import LeftOut, LeftOutReason
from domain.money import Money, total
from domain.payments import NextRun, Stopped


def next_run(reading: Reading) -> NextRun:
    rules = payment_rules.current(reading)
    pay_date = rules.next_pay_date(reading.today)
    lines, amounts, left_out = 0, [Money(0)], Counter(_not_approved(reading))
    for found in _groups(reading):
        reason = batches.because(found, found.held, reading.today)
        if reason is None:
            lines += found.lines
            amounts.append(found.amount)
        else:
            left_out[reason] += found.lines
    return NextRun(pay_date, rules.work_until(pay_date, reading.today), lines, total(amounts), left_out)


def stopped(reading: Reading, left_out: Collection[LeftOut]) -> Stopped:
    """What has been left out, with what its lines are told by."""
    names = batches.expert_names(reading, {left.expert_id for left in left_out})
    hold = tables.Hold
    held = [left.line_id for left in left_out if left.reason is LeftOutReason.ON_HOLD]
    rows = reading.session.execute(
        select(hold.line_id, hold.reason).where(hold.line_id.in_(held), hold.released_at.is_(None))
    )
    return Stopped(tuple(left_out), names, {found.line_id: found.reason for found in rows})


def _groups(reading: Reading) -> Collection[Any]:
    """Unpaid lines that are all paid or all left out for the same reason."""
    line, details, change = tables.PaymentLine, tables.PayrollDetails, tables.AccountChange
    told = (
        details.identity_code_index.is_not(None).label("has_code"),
        details.iban_index.is_not(None).label("has_account"),
        change.id.label("change_id"),
        change.choice,
        change.usable_from,
        line.id.in_(_held(reading)).label("held"),
    )
    amount = cast(func.sum(line.amount), Cents()).label("amount")
    return reading.session.execute(
        select(func.count(line.id).label("lines"), amount, *told)
        .outerjoin(details, details.expert_id == line.expert_id)
        .outerjoin(change, (change.expert_id == line.expert_id) & and_(*accounts.unfinished()))
        .where(*batches.waiting(reading.today))
        .group_by(*told)
    ).all()


def _held(reading: Reading) -> frozenset[int]:
    """Lines on hold, and those of the same corrections: few of many."""
    line, hold = tables.PaymentLine, tables.Hold
    rows = reading.session.execute(
        select(line.id, line.corrects_id, hold.id.label("hold_id"))
        .outerjoin(hold, (hold.line_id == line.id) & hold.released_at.is_(None))
        .where(*batches.waiting(reading.today), hold.id.is_not(None) | line.corrects_id.is_not(None))
    ).all()
    roots = fees.families({found.id: found.corrects_id for found in rows})
    held = {roots[found.id] for found in rows if found.hold_id is not None}
    return frozenset({line_id for line_id, root in roots.items() if root in held} | held)


def _not_approved(reading: Reading) -> dict[LeftOutReason, int]:
    report = tables.Report
    rows = reading.session.execute(
        select(report.status, func.count()).where(*batches.not_approved(reading.today)).group_by(report.status)
    )
    return {batches.UNAPPROVED[status]: count for status, count in rows}
