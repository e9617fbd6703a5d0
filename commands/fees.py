"""Payment lines: made when a report is approved, held and released, corrected by a minus and a plus."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from commands.acting import needs
from db import queries
from db.session import Writing
from db.tables import Assignment, Batch, BatchLine, Hold, PaymentLine, Report
from domain import fees, prose, reports
from domain.batches import BatchStatus
from domain.errors import Missing, Refused
from domain.fees import FEES, LineDraft, LineRole
from domain.money import ZERO, Money
from domain.permissions import Permission
from domain.trail import Act

BEING_MADE = frozenset({BatchStatus.OPEN, BatchStatus.CHECKED})


def make_lines(writing: Writing, *approved: Report) -> None:
    """What the approved reports pay by the rules; refused when a rate or a decision is missing."""
    previews = queries.fees.previews(writing, [report.id for report in approved])
    terms = select(Assignment.id, Assignment.expert_id, Assignment.fee_code, Assignment.cost_centre)
    own = terms.where(Assignment.id.in_([report.assignment_id for report in approved]))
    assignments = {row.id: row for row in writing.session.execute(own)}
    rows = []
    for report in approved:
        preview = previews[report.id]
        if preview.problem is not None:
            raise preview.problem
        rows += [_facts(writing, report.id, assignments[report.assignment_id], draft) for draft in preview.lines]
    if rows:
        writing.put(PaymentLine, rows)


@needs(Permission.PREPARE_BATCHES)
def hold(writing: Writing, line_id: int, reason: str) -> None:
    """Keeps the line, and what corrects it, out of payment; an open batch lets them go, a later one does not."""
    line = writing.locked(PaymentLine, line_id)
    batch_id = _batch_of(writing, line_id)
    if batch_id is not None:
        _take_out(writing, batch_id, line_id)
    entry = Hold(
        line_id=line_id, reason=reports.check_reason(reason), held_at=writing.now, held_by_id=writing.viewer.id
    )
    writing.session.add(entry)
    writing.record(Act.HOLD, line, batch_id=batch_id)


@needs(Permission.PREPARE_BATCHES)
def release(writing: Writing, line_id: int) -> None:
    """The line goes into the next batch."""
    entry = writing.session.execute(
        select(Hold).where(Hold.line_id == line_id, Hold.released_at.is_(None)).with_for_update()
    ).scalar_one_or_none()
    if entry is None:
        raise Missing()
    entry.released_at, entry.released_by_id = writing.now, writing.viewer.id
    writing.record(Act.RELEASE, writing.locked(PaymentLine, line_id))


@needs(Permission.PREPARE_BATCHES)
def correct(writing: Writing, line_id: int, quantity: Decimal, unit_price: Money, reason: str) -> None:
    """A minus and a plus line that point to this one and go into the next batch; the old batch and file stay."""
    fees.check_correction(reason)
    words = prose.paragraph(reason)
    if quantity < 0 or unit_price < ZERO:
        raise Refused("Neither the quantity nor the price is negative: the minus line is made for you.")
    stored = writing.locked(PaymentLine, line_id)
    _check_correctable(writing, line_id)
    original = queries.fees.line(writing, line_id)
    right = LineDraft(
        kind=original.kind,
        work_date=original.work_date,
        quantity=quantity,
        unit_price=unit_price,
        amount=unit_price.times(quantity),
        income_type=original.income_type,
        rate_id=original.rate_id,
        text=words,
    )
    report = writing.session.get_one(Report, stored.report_id)
    assignment = writing.session.get_one(Assignment, report.assignment_id)
    minus, plus = fees.correct(original, right)
    for role, draft in ((LineRole.MINUS, minus), (LineRole.PLUS, plus)):
        row = PaymentLine(**_facts(writing, report.id, assignment, replace(draft, ordinal=stored.ordinal)))
        row.role, row.corrects_id, row.reason = role, line_id, words
        row.fee_code, row.cost_centre = stored.fee_code, stored.cost_centre
        writing.session.add(row)
    writing.record(Act.CORRECT, stored, minus=minus.amount.cents, plus=plus.amount.cents)


def _facts(writing: Writing, report_id: int, assignment: Any, draft: LineDraft) -> dict[str, Any]:
    """The columns of a new line. `assignment` is a row with its expert, fee and cost centre."""
    fee = draft.kind in FEES
    return {
        "report_id": report_id,
        "expert_id": assignment.expert_id,
        "kind": draft.kind,
        "ordinal": draft.ordinal,
        "work_date": draft.work_date,
        "fee_code": draft.fee_code,
        "quantity": draft.quantity,
        "unit_price": draft.unit_price,
        "amount": draft.amount,
        "income_type": draft.income_type,
        "fee_rate_id": draft.rate_id if fee else None,
        "travel_rate_id": None if fee else draft.rate_id,
        "cost_centre": assignment.cost_centre,
        "entered_by_id": writing.viewer.id,
        "entered_at": writing.now,
    }


def _batch_of(writing: Writing, line_id: int) -> int | None:
    return writing.session.execute(select(BatchLine.batch_id).where(BatchLine.line_id == line_id)).scalar_one_or_none()


def _take_out(writing: Writing, batch_id: int, line_id: int) -> None:
    """The batch's lock stands against a check at the same moment."""
    batch = writing.locked(Batch, batch_id)
    if batch.status is BatchStatus.CHECKED:
        raise Refused(
            "The line is in batch PE-{batch}, which has been checked. Open the batch again first.", batch=batch_id
        )
    if batch.status is not BatchStatus.OPEN:
        raise Refused(
            "The line is in batch PE-{batch}, which has been approved. Correct it with new lines.", batch=batch_id
        )
    own = queries.batches.family(writing, batch_id, line_id)
    writing.session.execute(delete(BatchLine).where(BatchLine.batch_id == batch_id, BatchLine.line_id.in_(own)))
    writing.changed(batch)


def _check_correctable(writing: Writing, line_id: int) -> None:
    """Else the wrong line would be paid and its correction wait for the next batch."""
    batch_id = _batch_of(writing, line_id)
    if batch_id is not None and queries.receipts.is_corrected(writing, line_id):
        raise Refused("The line is in batch PE-{batch} and has been corrected already.", batch=batch_id)
    if batch_id is not None and writing.locked(Batch, batch_id).status in BEING_MADE:
        raise Refused(
            "The line is in batch PE-{batch}, which is being made. Put the line on hold first.", batch=batch_id
        )
