"""How far the pay of one expert's assignments is: reports, lines, batches and what stops them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from db import tables
from db.queries import batches, clients, fees, lanes, payment_rules, receipts, works
from db.session import Reading
from domain import times
from domain.agreements import Payer
from domain.assignments import AssignmentStatus
from domain.batches import BatchStatus, LeftOutReason
from domain.errors import Missing, Refused
from domain.fees import PaymentLine
from domain.money import Money, total
from domain.payment_rules import PaymentRules
from domain.reports import ReportBasis, ReportStatus
from domain.tariffs import FeeTable
from domain.times import Span
from domain.when_paid import PLANNED, ExpertPay, PayRow, PayState

WAITING = {ReportStatus.SUBMITTED: PayState.WAITS_FOR_APPROVAL, ReportStatus.DISPUTED: PayState.DISPUTED}


def of_expert(reading: Reading, expert_id: int, first: date, last: date) -> ExpertPay:
    """Work planned from the first to the last day, both included, the newest first; what was made by mistake is not in it."""
    names = batches.expert_names(reading, [expert_id])
    if not names:
        raise Missing()
    rows = reading.session.execute(_assignments(expert_id, first, last)).all()
    lines = _lines(reading, expert_id)
    placed = _placed(reading, expert_id)
    own = tables.Assignment.expert_id == expert_id
    left = {each.line_id: each.reason for each in batches.payable(reading, reading.today, own).left_out}
    story = _Story(reading, fees.table(reading), payment_rules.current(reading), placed, left)
    return ExpertPay(expert_id, names[expert_id], first, last, tuple(story.row(each, lines[each.id]) for each in rows))


class _Story:
    """What the rows of one expert are told by."""

    def __init__(
        self,
        reading: Reading,
        prices: FeeTable,
        rules: PaymentRules,
        placed: dict[int, Any],
        left: dict[int | None, LeftOutReason],
    ) -> None:
        self._reading, self._prices, self._rules = reading, prices, rules
        self._placed, self._left = placed, left

    def row(self, found: Any, lines: tuple[PaymentLine, ...]) -> PayRow:
        batch = max((self._placed[line.id] for line in lines if line.id in self._placed), default=None)
        reasons = [self._left[line.id] for line in lines if line.id in self._left]
        state = self._state(found, lines, batch is not None, bool(reasons))
        span = Span(found.starts_at, found.ends_at)
        done = found.report_status is not None and found.basis is ReportBasis.DONE
        return PayRow(
            assignment_id=found.id,
            span=span,
            client=found.client,
            fee=self._fee(found),
            state=state,
            reason=reasons[0] if reasons else None,
            minutes=found.minutes if done else 0,
            amount=total(line.amount for line in lines) if lines else self._expected(found, span, state),
            batch_id=batch[0] if batch else None,
            pay_date=batch[1] if batch else self._planned(span, state),
            lines=lines,
        )

    def _state(self, found: Any, lines: tuple[PaymentLine, ...], batched: bool, stopped: bool) -> PayState:
        if found.report_status in WAITING:
            return WAITING[found.report_status]
        if not lines:
            return self._without_lines(found)
        if stopped:
            return PayState.LEFT_OUT
        if not batched or any(line.id not in self._placed for line in lines):
            return PayState.READY
        return PayState.PAID if all(self._placed[line.id][2] for line in lines) else PayState.IN_BATCH

    def _without_lines(self, found: Any) -> PayState:
        unpaid = found.voluntary or found.payer is not Payer.BANK
        if found.report_status is ReportStatus.APPROVED or (found.status in ENDED and not found.returned):
            return PayState.NOTHING
        if found.ends_at <= self._reading.now:
            return PayState.REPORT_MISSING
        return PayState.NOTHING if unpaid else PayState.AHEAD

    def _expected(self, found: Any, span: Span, state: PayState) -> Money | None:
        if state is PayState.NOTHING:
            return None
        return works.expected(self._prices, found.fee_code, span, found.frozen_fee)

    def _planned(self, span: Span, state: PayState) -> date | None:
        if state not in PLANNED:
            return None
        return self._rules.planned(max(times.day_of(span.end), self._reading.today))

    def _fee(self, found: Any) -> str:
        try:
            return self._prices.on(found.fee_code, times.day_of(found.starts_at)).name
        except Refused:
            return str(found.fee_code)


ENDED = frozenset({AssignmentStatus.CANCELLED, AssignmentStatus.NO_SHOW})


def _assignments(expert_id: int, first: date, last: date) -> Any:
    assignment, report = tables.Assignment, tables.Report
    live = (report.assignment_id == assignment.id) & (report.status != ReportStatus.RETURNED)
    earlier = aliased(report)
    returned = exists().where(earlier.assignment_id == assignment.id, earlier.status == ReportStatus.RETURNED)
    return (
        select(
            assignment.id,
            assignment.starts_at,
            assignment.ends_at,
            assignment.status,
            assignment.fee_code,
            assignment.frozen_fee,
            assignment.voluntary,
            assignment.payer,
            clients.name().label("client"),
            report.status.label("report_status"),
            report.basis,
            report.minutes,
            returned.label("returned"),
        )
        .join(tables.Order, tables.Order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == tables.Order.client_id)
        .outerjoin(report, live)
        .where(
            assignment.expert_id == expert_id,
            assignment.status != AssignmentStatus.VOID,
            assignment.starts_at >= times.start_of(first),
            assignment.starts_at < times.start_of(last + timedelta(days=1)),
        )
        .order_by(assignment.starts_at.desc(), assignment.id.desc())
    )


def _lines(reading: Reading, expert_id: int) -> dict[int, tuple[PaymentLine, ...]]:
    """By assignment."""
    found: dict[int, tuple[PaymentLine, ...]] = defaultdict(tuple)
    line = tables.PaymentLine
    own = fees.lines().where(line.expert_id == expert_id, ~receipts.never_paid())
    rows = reading.session.execute(own.order_by(line.id))
    for each in fees.told(reading, map(fees.line_of, rows)):
        found[each.assignment_id] += (each,)
    return found


def _placed(reading: Reading, expert_id: int) -> dict[int, tuple[int, date, bool]]:
    """Line → its batch, the day of payment, and whether it has been paid."""
    line, place, batch = tables.PaymentLine, tables.BatchLine, tables.Batch
    rows = reading.session.execute(
        select(line.id, batch.id.label("batch_id"), batch.pay_date, batch.status)
        .join(place, place.line_id == line.id)
        .join(batch, batch.id == place.batch_id)
        .where(line.expert_id == expert_id)
    )
    return {row.id: (row.batch_id, row.pay_date, _is_paid(row.status, row.pay_date, reading.today)) for row in rows}


def _is_paid(status: BatchStatus, pay_date: date, today: date) -> bool:
    return status in lanes.PAID and pay_date <= today
