"""What a field of an expert held before and after a change: beside the trail, under a key of the person's own.

The event names each value by the hash of its ciphertext, so the chain verifies whether or not the key still exists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from db.encryption import FieldKeys
from db.session import Reading, Writing
from db.tables import PersonKey, TrailValue
from domain import trail
from domain.money import Money

PLACE = "trail_values.sealed"
KEY_PLACE = "person_keys.sealed"
FACT = "values"
_INSERT: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

Values = Mapping[str, tuple[object, object]]
"""Field → what it held, and what it holds now."""


def kept(writing: Writing, expert_id: int, values: Values) -> dict[str, Any]:
    """The facts by which the event names the values; none once the person's key has been destroyed."""
    keys = _own(writing, expert_id) or (_new(writing, expert_id) if values else None)
    if keys is None or not values:
        return {}
    rows = {name: _row(keys, expert_id, pair) for name, pair in values.items()}
    writing.session.execute(insert(TrailValue), list(rows.values()))
    return {FACT: {name: row["commitment"] for name, row in rows.items()}}


def opened(reading: Reading, named: Mapping[int, Collection[str]]) -> dict[str, tuple[Any, Any]]:
    """By commitment, as JSON knows them. `named` are commitments by expert; nothing of one whose key was destroyed."""
    keys = _rings(reading, [expert_id for expert_id, commitments in named.items() if commitments])
    if not keys:
        return {}
    rows = reading.session.execute(
        select(TrailValue.commitment, TrailValue.expert_id, TrailValue.sealed).where(
            TrailValue.expert_id.in_(keys),
            TrailValue.commitment.in_([hash for expert_id in keys for hash in named[expert_id]]),
        )
    )
    return {
        row.commitment: tuple(json.loads(keys[row.expert_id].open(row.sealed, PLACE, row.expert_id))) for row in rows
    }


def commitment(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


def _row(keys: FieldKeys, expert_id: int, pair: tuple[object, object]) -> dict[str, Any]:
    plain = [value.cents if isinstance(value, Money) else value for value in pair]
    sealed = keys.seal(trail.facts_text(plain).encode(), PLACE, expert_id)
    return {"commitment": commitment(sealed), "expert_id": expert_id, "sealed": sealed}


def _own(reading: Reading, expert_id: int) -> FieldKeys | None:
    return _rings(reading, [expert_id]).get(expert_id)


def _rings(reading: Reading, expert_ids: Collection[int]) -> dict[int, FieldKeys]:
    if not expert_ids:
        return {}
    person = PersonKey
    rows = reading.session.execute(
        select(person.expert_id, person.sealed).where(person.expert_id.in_(expert_ids), person.sealed.is_not(None))
    )
    return {
        row.expert_id: FieldKeys({1: reading.keys.open(row.sealed, KEY_PLACE, row.expert_id)}, reading.keys.index_key)
        for row in rows
    }


def _new(writing: Writing, expert_id: int) -> FieldKeys | None:
    """Of two who make it at once the first one's key stays. None for a destroyed one, which is not made again."""
    sealed = writing.keys.seal(AESGCM.generate_key(bit_length=256), KEY_PLACE, expert_id)
    add = _INSERT[writing.session.get_bind().dialect.name](PersonKey).values(expert_id=expert_id, sealed=sealed)
    writing.session.execute(add.on_conflict_do_nothing(index_elements=["expert_id"]))
    return _own(writing, expert_id)
