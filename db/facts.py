"""The worker's current chart columns: built once, patched by the change log, swapped whole. Commands never read them."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool

from db import changes
from db.changes import Change
from db.queries import facts as rows
from db.session import Reading
from domain.facts import Facts

AT_ONCE = 2000
"""More changed orders than this are read faster all together."""
NEWS = 20_000
"""As much of the change log is read at a time."""


@dataclass(frozen=True)
class _Held:
    seq: int
    facts: Facts


_held: WeakKeyDictionary[Pool, _Held] = WeakKeyDictionary()
_lock = threading.Lock()


def current(reading: Reading) -> Facts:
    """As of this transaction: what it sees is in the columns, so a person meets their own write."""
    connection = reading.session.connection()
    with _lock:
        held = _held.get(connection.engine.pool)
        fresh = _caught_up(reading, connection, held) if held else _built(reading, connection)
        _held[connection.engine.pool] = fresh
        return fresh.facts


def _built(reading: Reading, connection: Connection) -> _Held:
    """The sequence is read first: what is committed while the rows are read is read once more at the next look."""
    seq = changes.latest(connection)
    return _Held(seq, rows.of(reading))


def _caught_up(reading: Reading, connection: Connection, held: _Held) -> _Held:
    news = changes.since(connection, held.seq, NEWS)
    if not news:
        return held
    touched = _touched(reading, news)
    if len(news) == NEWS or len(touched) > AT_ONCE:
        return _built(reading, connection)
    facts = held.facts.patched(touched, rows.of(reading, touched)) if touched else held.facts
    return _Held(news[-1].seq, facts)


def _touched(reading: Reading, news: Iterable[Change]) -> set[int]:
    """A payment line speaks of its report alone, everything else of its order as well."""
    orders = {change.row_id for change in news if change.noun == "orders"}
    reports = {change.row_id for change in news if change.noun == "reports"}
    return orders | rows.orders_of_reports(reading, reports) if reports else orders
