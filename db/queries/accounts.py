"""Changes of account not yet in use: who proposed them, from which day they are, and what was chosen meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased, defer

from db import tables
from db.session import Reading
from domain.accounts import AccountChange


def unfinished() -> tuple[ColumnElement[bool], ...]:
    change = tables.AccountChange
    return change.used_at.is_(None), change.withdrawn_at.is_(None)


def due(today: date) -> tuple[ColumnElement[bool], ...]:
    """Confirmed and waited for long enough: the account that counts from today, though it may lie here still."""
    return *unfinished(), tables.AccountChange.usable_from <= today


def changing(reading: Reading, expert_ids: Collection[int] | None = None) -> tuple[AccountChange, ...]:
    """Not usable yet, the oldest first; of these experts or of all."""
    change, expert = tables.AccountChange, tables.Expert
    proposer, confirmer = aliased(tables.User), aliased(tables.User)
    not_due = change.usable_from.is_(None) | (change.usable_from > reading.today)
    rows = reading.session.execute(
        select(
            change,
            expert.last_name,
            expert.first_name,
            tables.PayrollDetails.account_ending,
            proposer.name.label("proposer"),
            confirmer.name.label("confirmer"),
        )
        .join(expert, expert.id == change.expert_id)
        .join(tables.PayrollDetails, tables.PayrollDetails.expert_id == change.expert_id)
        .join(proposer, proposer.id == change.proposed_by_id)
        .outerjoin(confirmer, confirmer.id == change.confirmed_by_id)
        .where(*unfinished(), not_due, *([change.expert_id.in_(expert_ids)] if expert_ids is not None else []))
        .order_by(change.proposed_at, change.id)
        .options(defer(change.iban, raiseload=True), defer(change.iban_index, raiseload=True))
    )
    return tuple(_change(row) for row in rows)


def _change(row: Any) -> AccountChange:
    change = row.AccountChange
    return AccountChange(
        id=change.id,
        version=change.version,
        expert_id=change.expert_id,
        name=f"{row.last_name} {row.first_name}",
        old_ending=row.account_ending,
        ending=change.ending,
        proposed_by_id=change.proposed_by_id,
        proposed_by=row.proposer,
        proposed_at=change.proposed_at,
        confirmed_by=row.confirmer or "",
        usable_from=change.usable_from,
        choice=change.choice,
    )
