"""Changes of account: proposed by one person, confirmed by another, taken into use when the waiting days are over."""

from __future__ import annotations

from sqlalchemy import delete, select

from commands.acting import needs
from db import queries, values
from db.session import Writing
from db.tables import AccountChange, Batch, BatchLine, PayrollDetails
from domain import accounts
from domain.accounts import Choice
from domain.batches import BatchStatus
from domain.errors import Refused
from domain.flow import Seen
from domain.identifiers import Iban
from domain.permissions import Permission
from domain.trail import Act


def propose(writing: Writing, row: PayrollDetails, iban: Iban) -> bool:
    """Replaces an earlier proposal; False when the account is already the one in use or proposed."""
    indexes = writing.keys.blinds(iban.value, "iban")
    earlier = _open(writing, row.expert_id)
    if (earlier.iban_index if earlier else row.iban_index) in indexes:
        return False
    if earlier is not None:
        earlier.withdrawn_at = writing.now
        writing.changed(earlier)
        writing.session.flush()
    if row.iban_index in indexes:
        return True
    change = AccountChange(
        expert_id=row.expert_id,
        iban=writing.keys.seal(iban.value.encode(), "payroll_details.iban", row.expert_id),
        iban_index=indexes[0],
        ending=iban.ending,
        proposed_by_id=writing.viewer.id,
        proposed_at=writing.now,
    )
    writing.session.add(change)
    held = values.kept(writing, row.expert_id, {"account": (_account(writing, row), iban.value)})
    writing.record(Act.PROPOSE, change, expert_id=row.expert_id, **held)
    return True


@needs(Permission.EDIT_PAYROLL_DETAILS)
def confirm(writing: Writing, change_id: int, seen: Seen, verified: str) -> None:
    """`verified` says how the change was found to be the expert's own."""
    change = writing.locked(AccountChange, change_id, seen)
    _check_open(change)
    accounts.check_confirmer(change.proposed_by_id, change.expert_id, writing.viewer)
    details = writing.session.get_one(PayrollDetails, change.expert_id, with_for_update=True)
    change.verified = accounts.check_verified(verified)
    change.confirmed_by_id = writing.viewer.id
    change.usable_from = accounts.usable_from(writing.today, first=details.iban_index is None)
    writing.changed(change)
    writing.record(Act.CONFIRM, change, expert_id=change.expert_id, usable_from=change.usable_from.isoformat())
    if change.usable_from <= writing.today:
        _use(writing, change, details)


@needs(Permission.EDIT_PAYROLL_DETAILS)
def withdraw(writing: Writing, change_id: int, seen: Seen) -> None:
    """The account in use stays."""
    change = writing.locked(AccountChange, change_id, seen)
    _check_open(change)
    change.withdrawn_at = writing.now
    writing.changed(change)
    writing.record(Act.WITHDRAW, change, expert_id=change.expert_id)


@needs(Permission.PREPARE_BATCHES)
def choose(writing: Writing, change_id: int, choice: Choice, batch_id: int | None = None) -> None:
    """Whether what falls due meanwhile is paid to the old account or waits; waiting takes it out of an open batch."""
    change = writing.locked(AccountChange, change_id)
    _check_open(change)
    change.choice, change.chosen_by_id = choice, writing.viewer.id
    writing.changed(change)
    writing.record(Act.CHANGE, change, expert_id=change.expert_id, choice=choice.value)
    if batch_id is not None and choice is Choice.WAIT:
        _take_out(writing, batch_id, change.expert_id)


def use_due(writing: Writing) -> None:
    """Takes into use what was confirmed and has waited its days; asked before money is collected or checked."""
    due = select(AccountChange).where(*queries.accounts.due(writing.today)).order_by(AccountChange.id).with_for_update()
    for change in writing.session.execute(due).scalars().all():
        _use(writing, change, writing.session.get_one(PayrollDetails, change.expert_id, with_for_update=True))


def _use(writing: Writing, change: AccountChange, details: PayrollDetails) -> None:
    before = _account(writing, details)
    if details.iban_index is not None:
        details.account_changed_at = writing.now
    details.iban, details.iban_index, details.account_ending = change.iban, change.iban_index, change.ending
    change.used_at = writing.now
    writing.changed(details)
    writing.changed(change)
    held = values.kept(writing, details.expert_id, {"account": (before, _account(writing, details))})
    writing.record(Act.CHANGE, details, fields=["account"], change_id=change.id, **held)


def _account(writing: Writing, details: PayrollDetails) -> str:
    """The one in use; empty before the first."""
    sealed = details.iban
    return writing.keys.open(sealed, "payroll_details.iban", details.expert_id).decode() if sealed else ""


def _take_out(writing: Writing, batch_id: int, expert_id: int) -> None:
    batch = writing.locked(Batch, batch_id)
    if batch.status is not BatchStatus.OPEN:
        raise Refused("Batch PE-{batch} is no longer open: open it again first.", batch=batch_id)
    own = [line.id for line in queries.batches.contents(writing, batch_id) if line.expert_id == expert_id]
    writing.session.execute(delete(BatchLine).where(BatchLine.batch_id == batch_id, BatchLine.line_id.in_(own)))
    writing.changed(batch)


def _open(writing: Writing, expert_id: int) -> AccountChange | None:
    return writing.session.execute(
        select(AccountChange).where(AccountChange.expert_id == expert_id, *queries.accounts.unfinished())
    ).scalar_one_or_none()


def _check_open(change: AccountChange) -> None:
    if change.used_at is not None or change.withdrawn_at is not None:
        raise Refused("This change of account has been finished already.")
