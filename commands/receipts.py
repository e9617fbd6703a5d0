"""What payroll answers: its receipt closes the batch, and lines it rejects come back as work."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from commands.acting import advance, needs
from db import queries
from db.session import Writing
from db.tables import Batch, BatchLine, Hold, PaymentLine, Rejection
from domain import batches, prose, receipts
from domain.batches import BatchAction, BatchStatus
from domain.errors import Refused
from domain.fees import LineRole
from domain.flow import Seen
from domain.money import Money
from domain.permissions import Permission
from domain.trail import Act
from texts import _

SENT = frozenset({BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED})


def acknowledge(
    writing: Writing, batch_id: int, seen: Seen, receipt: str, rejected: Mapping[int, str] | None = None
) -> None:
    """`receipt` is what payroll gave back when it took the file in, `rejected` the lines it did not pay and why."""
    batch = writing.locked(Batch, batch_id, seen)
    words = prose.line(receipt)
    if not words:
        raise Refused("Write the receipt that payroll gave.")
    advance(writing, batch, batches.FLOW, BatchAction.ACKNOWLEDGE, receipt=words)
    _reject(writing, batch, rejected or {})


@needs(Permission.EXPORT_PAYROLL)
def reject(writing: Writing, batch_id: int, seen: Seen, rejected: Mapping[int, str]) -> None:
    """Lines that payroll rejects after the file was sent, before or after its receipt."""
    batch = writing.locked(Batch, batch_id, seen)
    if batch.status not in SENT:
        raise Refused("Payroll can reject lines only of a file that it has been given.")
    if not rejected:
        raise Refused("Write the lines that payroll rejects, one on each line.")
    writing.changed(batch)
    _reject(writing, batch, rejected)


def _reject(writing: Writing, batch: Batch, rejected: Mapping[int, str]) -> None:
    """The whole answer is recorded or none of it."""
    own = set(
        writing.session.execute(
            select(BatchLine.line_id).where(BatchLine.batch_id == batch.id, BatchLine.line_id.in_(rejected))
        ).scalars()
    )
    for line_id in rejected:
        if line_id not in own:
            raise Refused("R-{line} is not in batch PE-{batch}.", line=line_id, batch=batch.id)
    again = {str(line_id): _come_back(writing, batch, line_id, reason) for line_id, reason in rejected.items()}
    if again:
        writing.record(Act.CORRECT, batch, rejected=again)


def _come_back(writing: Writing, batch: Batch, line_id: int, reason: str) -> int:
    """The line in its stead, on hold for the clerk. Nothing was paid, so the rejected one is settled without payroll."""
    if writing.session.get(Rejection, line_id) is not None:
        raise Refused("R-{line} of batch PE-{batch} has been rejected already.", line=line_id, batch=batch.id)
    if queries.receipts.is_corrected(writing, line_id):
        raise Refused(
            "R-{line} of batch PE-{batch} has been corrected already: its correction takes it back.",
            line=line_id,
            batch=batch.id,
        )
    stored = writing.locked(PaymentLine, line_id)
    settled = _line(writing, stored, receipts.SETTLED_BY[stored.role], -1, reason)
    again = _line(writing, stored, receipts.PAID_AGAIN_BY[stored.role], 1, reason)
    writing.session.add_all([settled, again])
    writing.session.flush()
    facts = {"recorded_at": writing.now, "recorded_by_id": writing.viewer.id, "reason": reason}
    writing.session.add_all(
        [
            Rejection(line_id=line_id, batch_id=batch.id, settled_by_id=settled.id, again_id=again.id, **facts),
            Hold(
                line_id=again.id,
                reason=_("Payroll rejects it: {reason}").format(reason=reason),
                held_at=writing.now,
                held_by_id=writing.viewer.id,
            ),
        ]
    )
    return again.id


def _line(writing: Writing, stored: PaymentLine, role: LineRole, sign: int, reason: str) -> PaymentLine:
    return PaymentLine(
        report_id=stored.report_id,
        expert_id=stored.expert_id,
        role=role,
        kind=stored.kind,
        ordinal=stored.ordinal,
        work_date=stored.work_date,
        fee_code=stored.fee_code,
        quantity=sign * stored.quantity,
        unit_price=stored.unit_price,
        amount=Money(sign * stored.amount.cents),
        income_type=stored.income_type,
        fee_rate_id=stored.fee_rate_id,
        travel_rate_id=stored.travel_rate_id,
        cost_centre=stored.cost_centre,
        corrects_id=stored.id,
        reason=reason,
        entered_by_id=writing.viewer.id,
        entered_at=writing.now,
    )
