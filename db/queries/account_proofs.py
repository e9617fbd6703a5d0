"""Whether accounts are those that two people agreed on, and batches were paid to them: by the trail and by the keys."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from db import tables, values
from db.encryption import Undecipherable
from db.session import Reading
from domain.trail import Act

PLACE = "payroll_details.iban"
PROPOSED = "account"
Used = Mapping[int, list[tuple[int, int]]]
"""Expert → events by which an account came into use, with their change, in their order."""


def exchanged(reading: Reading) -> list[int]:
    """Experts of whom an account is not as it was proposed, does not go with its index, or came into use by no event.

    What does not open at all is told by `verify` of every sealed field.
    """
    proposed, used, change = _proposed(reading), _used(reading), tables.AccountChange
    indexes: dict[int, bytes] = {}
    found = set()
    for row in reading.session.execute(select(change.id, change.expert_id, change.iban, change.iban_index)):
        indexes[row.id] = row.iban_index
        if not _goes_with(reading, row, proposed.get(row.id)):
            found.add(row.expert_id)
    details = tables.PayrollDetails
    held = select(details.expert_id, details.iban, details.iban_index).where(details.iban.is_not(None))
    for own in reading.session.execute(held):
        last = used[own.expert_id][-1:]
        if not _goes_with(reading, own) or any(own.iban_index != indexes.get(change_id) for _seq, change_id in last):
            found.add(own.expert_id)
    return sorted(found)


def misdirected(reading: Reading) -> Iterator[tuple[int, int]]:
    """Batch and expert: checked with another account than the one that was in use then."""
    used, checked = _used(reading), _checked(reading)
    known, indexes = _indexes(reading)
    for row in reading.session.execute(_noted()):
        then = [change_id for seq, change_id in used[row.expert_id] if seq < checked.get(row.batch_id, 0)]
        right = row.account_index == indexes.get(then[-1]) if then else row.account_index in known[row.expert_id]
        if not right:
            yield row.batch_id, row.expert_id


def _goes_with(reading: Reading, row: Any, proposed: str | None = None) -> bool:
    try:
        plain = reading.keys.open(row.iban, PLACE, row.expert_id).decode()
    except Undecipherable:
        return True
    return row.iban_index in reading.keys.blinds(plain, "iban") and proposed in (None, plain)


def _proposed(reading: Reading) -> dict[int, str]:
    """Change → the account its event committed to; none of a person whose key has been destroyed."""
    named: dict[int, dict[str, int]] = defaultdict(dict)
    for event, facts in _events(reading, "account_changes", Act.PROPOSE):
        if commitment := facts.get(values.FACT, {}).get(PROPOSED):
            named[facts["expert_id"]][commitment] = event.row_id
    return {
        change_ids[commitment]: new
        for expert_id, change_ids in named.items()
        for commitment, (_old, new) in values.opened(reading, {expert_id: change_ids}).items()
    }


def _used(reading: Reading) -> Used:
    used: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for event, facts in _events(reading, "payroll_details", Act.CHANGE):
        if "change_id" in facts:
            used[event.row_id].append((event.seq, facts["change_id"]))
    return used


def _checked(reading: Reading) -> dict[int, int]:
    """Batch → the event of its last check."""
    return {event.row_id: event.seq for event, _facts in _events(reading, "batches", Act.CHECK)}


def _events(reading: Reading, noun: str, act: Act) -> Iterator[tuple[Any, dict[str, Any]]]:
    event = tables.TrailEvent
    rows = select(event.seq, event.row_id, event.facts).where(event.noun == noun, event.act == act).order_by(event.seq)
    for row in reading.session.execute(rows).all():
        yield row, json.loads(row.facts)


def _indexes(reading: Reading) -> tuple[Mapping[int, set[bytes | None]], Mapping[int, bytes]]:
    """Those of each expert, and of each change."""
    known: dict[int, set[bytes | None]] = defaultdict(set)
    details, change = tables.PayrollDetails, tables.AccountChange
    for own in reading.session.execute(select(details.expert_id, details.iban_index)):
        known[own.expert_id].add(own.iban_index)
    changes = reading.session.execute(select(change.id, change.expert_id, change.iban_index)).all()
    for row in changes:
        known[row.expert_id].add(row.iban_index)
    return known, {row.id: row.iban_index for row in changes}


def _noted() -> Any:
    """Every payee of a batch that has been checked, with the account it noted."""
    line, placed, batch = tables.PaymentLine, tables.BatchLine, tables.Batch
    return (
        select(placed.batch_id, line.expert_id, placed.account_index)
        .join(line, line.id == placed.line_id)
        .join(batch, batch.id == placed.batch_id)
        .where(batch.content_sha256.is_not(None))
        .distinct()
        .order_by(placed.batch_id, line.expert_id)
    )
