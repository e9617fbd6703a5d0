"""The worker's current matching columns: built once, patched by the change log, swapped whole. Commands never read them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool, select

from db import changes, queries, tables
from db.changes import Change
from db.session import Reading
from domain.matching.columns import Columns

REBUILT_BY = frozenset({"trainings", "tariffs", "inductions", "associations", "vocabulary"})
"""Nouns of which one row may speak of every expert."""
AT_ONCE = 500
"""More changed experts than this are read faster all together."""


@dataclass(frozen=True)
class _Held:
    day: date
    seq: int
    columns: Columns


_held: WeakKeyDictionary[Pool, _Held] = WeakKeyDictionary()
_lock = threading.Lock()


def current(reading: Reading, on: date) -> Columns:
    """As of this transaction: what it sees is in the columns, so a person meets their own write."""
    connection = reading.session.connection()
    with _lock:
        held = _held.get(connection.engine.pool)
        fresh = _caught_up(reading, connection, held) if held and held.day == on else _built(reading, connection, on)
        _held[connection.engine.pool] = fresh
        return fresh.columns


def _built(reading: Reading, connection: Connection, on: date) -> _Held:
    """The sequence is read first: what is committed while the rows are read is read once more at the next look."""
    seq = changes.latest(connection)
    vocabulary = queries.matching.vocabulary(reading)
    return _Held(on, seq, Columns.build(queries.profiles.of(reading, on), vocabulary))


def _caught_up(reading: Reading, connection: Connection, held: _Held) -> _Held:
    news = changes.since(connection, held.seq)
    if not news:
        return held
    touched = _touched(reading, news)
    if len(touched) > AT_ONCE or any(change.noun in REBUILT_BY for change in news):
        return _built(reading, connection, held.day)
    try:
        columns = _patched(reading, held, touched) if touched else held.columns
    except KeyError:
        # A language or a theme that the vocabulary does not know yet.
        return _built(reading, connection, held.day)
    return _Held(held.day, news[-1].seq, columns)


def _patched(reading: Reading, held: _Held, expert_ids: Collection[int]) -> Columns:
    profiles = queries.profiles.of(reading, held.day, expert_ids)
    gone = set(expert_ids) - {profile.id for profile in profiles}
    columns = held.columns.without(*gone) if gone else held.columns
    return columns.patched(*profiles) if profiles else columns


def _touched(reading: Reading, news: Iterable[Change]) -> set[int]:
    experts, orders = set(), set()
    for change in news:
        if change.noun == "experts":
            experts.add(change.row_id)
        elif change.noun == "orders":
            orders.add(change.row_id)
    return experts | _of_orders(reading, orders) if orders else experts


def _of_orders(reading: Reading, order_ids: Collection[int]) -> set[int]:
    """Who has worked for the same orderers: an order's place, task and wish show in their profiles."""
    order = tables.Order
    same = select(order.client_id).where(order.id.in_(order_ids))
    return set(
        reading.session.execute(
            select(tables.Assignment.expert_id)
            .join(order, order.id == tables.Assignment.order_id)
            .where(order.client_id.in_(same))
            .distinct()
        ).scalars()
    )
