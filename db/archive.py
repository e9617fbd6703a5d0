"""The worker's current archive: loaded once, patched by the change log, swapped whole. Commands never read it."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Connection, Pool, Select, case, cast, func, or_, select

from db import changes, tables
from db.changes import Change
from db.session import Reading
from domain import archive
from domain.archive import FIELDS, STATUSES, Archive

AT_ONCE = 20_000
NOUNS = frozenset({"assignments", "orders"})
MOST_PATCHED = 500
"""More changed rows than this are read faster all together."""


@dataclass(frozen=True)
class _Held:
    seq: int
    archive: Archive


_held: WeakKeyDictionary[Pool, _Held] = WeakKeyDictionary()
_lock = threading.Lock()


def current(reading: Reading) -> Archive:
    """As of this transaction: what it sees is in the archive."""
    connection = reading.session.connection()
    with _lock:
        held = _held.get(connection.engine.pool)
        fresh = _caught_up(connection, held) if held else _loaded(connection)
        if held and fresh.archive is not held.archive:
            archive.forget()
        _held[connection.engine.pool] = fresh
        return fresh.archive


def _loaded(connection: Connection) -> _Held:
    """The sequence is read first: what is committed while the rows are read is read once more at the next look."""
    seq = changes.latest(connection)
    rows = _rows(connection, _assignments(connection).order_by(tables.Assignment.id))
    return _Held(seq, Archive.build(rows))


def _caught_up(connection: Connection, held: _Held) -> _Held:
    news = changes.since(connection, held.seq)
    if not news:
        return held
    touched = {noun: _touched(news, noun) for noun in NOUNS}
    if sum(map(len, touched.values())) > MOST_PATCHED:
        return _loaded(connection)
    assignment = tables.Assignment
    of_these = or_(assignment.id.in_(touched["assignments"]), assignment.order_id.in_(touched["orders"]))
    rows = _rows(connection, _assignments(connection).where(of_these).order_by(assignment.id))
    return _Held(news[-1].seq, held.archive.patched(rows) if len(rows) else held.archive)


def _touched(news: Iterable[Change], noun: str) -> set[int]:
    return {change.row_id for change in news if change.noun == noun}


def _assignments(connection: Connection) -> Select[Any]:
    """The archive's columns as whole numbers, so that a million of them pass through no Python of ours."""
    assignment, order = tables.Assignment, tables.Order
    if connection.dialect.name == "sqlite":
        seconds: Any = cast(func.strftime("%s", assignment.starts_at), BigInteger)
    else:
        seconds = cast(func.extract("epoch", assignment.starts_at), BigInteger)
    places = {status: place for place, status in enumerate(STATUSES)}
    return select(
        assignment.id,
        assignment.order_id,
        seconds // 60,
        order.client_id,
        order.package_id,
        assignment.expert_id,
        case(places, value=assignment.status),
    ).join(order, order.id == assignment.order_id)


def _rows(connection: Connection, query: Select[Any]) -> NDArray[np.int64]:
    result = connection.execution_options(stream_results=True, yield_per=AT_ONCE).execute(query)
    parts = [np.array([tuple(row) for row in part], dtype=np.int64) for part in result.partitions()]
    return np.concatenate(parts) if parts else np.empty((0, len(FIELDS)), dtype=np.int64)
