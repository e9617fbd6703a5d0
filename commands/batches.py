"""Payment batches: collected, checked and approved by another person; `payroll` and `receipts` take them on from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from commands import accounts
from commands.acting import advance, allowed, answered, needs
from db import queries, refusals
from db.session import Writing
from db.tables import Batch, BatchComment, BatchLine, BatchTick, PaymentLine, PayrollDetails
from domain import batches, fees, payments, reports
from domain.batches import Anomaly, BatchAction, BatchStatus
from domain.errors import Missing, Refused, Stale
from domain.flow import Seen
from domain.money import total
from domain.payments import Payable
from domain.permissions import Permission
from domain.trail import Act

UNCHECKED = {"content_sha256": None, "total": None, "checked_by_id": None, "checked_at": None}


@needs(Permission.PREPARE_BATCHES)
def collect(writing: Writing, up_to: date, pay_date: date, payable: Payable | None = None) -> int:
    """Everything approved and unpaid whose work was done by `up_to`; the id of the open batch.

    `payable` may have been looked up before the transaction: a line that is no longer free is refused by the database, and
    one that may no longer be paid by the check.
    """
    payments.check_pay_date(pay_date, writing.today)
    accounts.use_due(writing)
    payable = payable or queries.batches.payable(writing, up_to)
    if not payable.lines:
        raise Refused("There is nothing to pay up to {day}.", day=up_to)
    batch = Batch(up_to=up_to, pay_date=pay_date, prepared_by_id=writing.viewer.id, prepared_at=writing.now)
    writing.session.add(batch)
    writing.session.flush()
    _take(writing, batch, payable.lines)
    writing.record(Act.COLLECT, batch, lines=len(payable.lines), cents=payable.amount.cents)
    return batch.id


@needs(Permission.PREPARE_BATCHES)
def complete(writing: Writing, batch_id: int, seen: Seen) -> None:
    """Takes into an open batch what has become payable since it was collected."""
    batch = writing.locked(Batch, batch_id, seen)
    if batch.status is not BatchStatus.OPEN:
        raise Refused("This cannot be done now: the state has changed.")
    accounts.use_due(writing)
    payable = queries.batches.payable(writing, batch.up_to)
    if not payable.lines:
        raise Refused("There is nothing to pay up to {day}.", day=batch.up_to)
    _take(writing, batch, payable.lines)
    writing.changed(batch)
    writing.record(Act.COLLECT, batch, lines=len(payable.lines), cents=payable.amount.cents)


def check(writing: Writing, batch_id: int, seen: Seen) -> None:
    """Freezes the content: its lines, the day of payment and the account each line will be paid to."""
    batch = writing.locked(Batch, batch_id, seen)
    allowed(writing, batch, batches.FLOW, BatchAction.CHECK)
    lines = queries.batches.contents(writing, batch_id)
    if not lines:
        raise Refused("There is no line in the batch.")
    accounts.use_due(writing)
    queries.batches.check_payable(writing, batch_id)
    _remember_accounts(writing, batch_id)
    advance(
        writing,
        batch,
        batches.FLOW,
        BatchAction.CHECK,
        content_sha256=batches.content_hash(lines, batch.pay_date),
        total=total(line.amount for line in lines),
        checked_by_id=writing.viewer.id,
        checked_at=writing.now,
    )


def reopen(writing: Writing, batch_id: int, seen: Seen) -> None:
    batch = writing.locked(Batch, batch_id, seen)
    advance(writing, batch, batches.FLOW, BatchAction.REOPEN, **UNCHECKED)


@needs(Permission.APPROVE_BATCHES)
def comment(writing: Writing, batch_id: int, line_id: int | None, text: str) -> None:
    """The approver's words about a line, or about the whole batch, for the preparer to read."""
    batch = writing.locked(Batch, batch_id)
    if batch.status is not BatchStatus.CHECKED:
        raise Refused("This cannot be done now: the state has changed.")
    if line_id is not None and queries.batches.of_line(writing, line_id) != batch_id:
        raise Missing()
    said = BatchComment(
        batch_id=batch_id,
        line_id=line_id,
        text=reports.check_reason(text),
        said_by_id=writing.viewer.id,
        said_at=writing.now,
    )
    writing.session.add(said)
    writing.record(Act.CHANGE, batch, commented_line=line_id)


def return_(writing: Writing, batch_id: int, seen: Seen) -> None:
    """Back to the preparer with the comments made since the check; the ticks of this content count no more."""
    batch = writing.locked(Batch, batch_id, seen)
    batches.check_comments(queries.batches.comments(writing, batch_id, since=batch.checked_at))
    advance(writing, batch, batches.FLOW, BatchAction.RETURN, **UNCHECKED)


@needs(Permission.APPROVE_BATCHES)
def tick(writing: Writing, batch_id: int, seen: Seen, anomaly: Anomaly) -> None:
    """This approver has gone through one kind of anomaly of exactly this content."""
    batch = writing.locked(Batch, batch_id, seen)
    _check_approver(writing, batch)
    if batch.status is not BatchStatus.CHECKED or batch.content_sha256 is None:
        raise Refused("This cannot be done now: the state has changed.")
    writing.session.merge(
        BatchTick(
            batch_id=batch_id,
            anomaly=anomaly,
            ticked_by_id=writing.viewer.id,
            ticked_at=writing.now,
            content_sha256=batch.content_sha256,
        )
    )
    writing.record(Act.TICK, batch, anomaly=anomaly.value)


def approve(writing: Writing, batch_id: int, seen: Seen, key: str = "") -> str:
    """By another person than those who prepared it or are paid in it, who states the content that was on screen.

    The answer is the hash of the approved content.
    """
    parameters = {"approve": batch_id, "version": seen.version, "content": seen.content_sha256}
    return answered(writing, key, parameters, lambda: _approve(writing, batch_id, seen))


def _approve(writing: Writing, batch_id: int, seen: Seen) -> str:
    batch = writing.locked(Batch, batch_id, seen)
    allowed(writing, batch, batches.FLOW, BatchAction.APPROVE)
    _check_approver(writing, batch)
    content = checked_content(writing, batch, seen)
    found = queries.anomalies.findings(writing, batch_id)
    batches.check_ticked(found, queries.anomalies.ticked(writing, batch_id, writing.viewer.id))
    advance(
        writing,
        batch,
        batches.FLOW,
        BatchAction.APPROVE,
        approved_by_id=writing.viewer.id,
        approved_at=writing.now,
        facts={"content": content},
    )
    return content


def withdraw(writing: Writing, batch_id: int, seen: Seen, reason: str) -> None:
    """Takes the approval back before the export, for instance when an account has changed."""
    batch = writing.locked(Batch, batch_id, seen)
    words = reports.check_reason(reason)
    advance(
        writing,
        batch,
        batches.FLOW,
        BatchAction.WITHDRAW,
        approved_by_id=None,
        approved_at=None,
        withdrawal_reason=words,
    )


def _take(writing: Writing, batch: Batch, lines: Iterable[fees.PaymentLine]) -> None:
    rows = [{"batch_id": batch.id, "line_id": line.id, "collected_by_id": writing.viewer.id} for line in lines]
    try:
        with writing.session.begin_nested():
            writing.put(BatchLine, rows)
    except IntegrityError as error:
        if refusals.LINE_IN_ONE_BATCH not in refusals.said(error):
            raise
        raise _collected_elsewhere(writing, [row["line_id"] for row in rows]) from None


def _collected_elsewhere(writing: Writing, line_ids: list[int]) -> Stale:
    for line_id in line_ids:
        batch_id = queries.batches.of_line(writing, line_id)
        if batch_id is not None:
            return Stale(
                "R-{line} was collected into batch PE-{batch} at the same moment. Nothing was saved.",
                line=line_id,
                batch=batch_id,
            )
    return Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")


def _remember_accounts(writing: Writing, batch_id: int) -> None:
    account = (
        select(PayrollDetails.iban_index)
        .join(PaymentLine, PaymentLine.expert_id == PayrollDetails.expert_id)
        .where(PaymentLine.id == BatchLine.line_id)
        .scalar_subquery()
    )
    writing.session.execute(
        update(BatchLine)
        .where(BatchLine.batch_id == batch_id)
        .values(account_index=account)
        .execution_options(synchronize_session=False)
    )


def _check_approver(writing: Writing, batch: Batch) -> None:
    payees = {line.expert_id for line in queries.batches.contents(writing, batch.id)}
    batches.check_four_eyes(queries.batches.preparers(writing, batch.id), payees, writing.viewer)


def checked_content(writing: Writing, batch: Batch, seen: Seen) -> str:
    """Its hash. What was seen, what was checked and what stands in the lines now are the same, accounts included."""
    lines = queries.batches.contents(writing, batch.id)
    content = batches.content_hash(lines, batch.pay_date)
    if not seen.content_sha256 == batch.content_sha256 == content:
        raise Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")
    changed = queries.anomalies.changed_accounts(writing, batch.id)
    if changed:
        raise Refused(
            "The account of {names} has changed since the batch was checked. Check it again.", names=", ".join(changed)
        )
    return content
