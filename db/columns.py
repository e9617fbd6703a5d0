"""The worker's current matching columns: started from stored ones, patched by the change log, swapped whole. Commands never
read them."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool

from db import changes, queries
from db.queries.touched import EVERYTHING
from db.session import Reading
from domain.matching import working
from domain.matching.columns import Columns

MOST_EXPERTS = 1000
"""More changed experts than this are read faster all together."""
MOST_CHANGES = 20_000


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


def built(reading: Reading, on: date) -> Columns:
    """Made anew: the register from its rows, the work from the stored history."""
    return _built(reading, reading.session.connection(), on).columns


def _built(reading: Reading, connection: Connection, on: date) -> _Held:
    """The sequence is read first: what is committed while the rows are read is read once more at the next look."""
    seq = changes.latest(connection)
    register = Columns.build(queries.profiles.register(reading, on), queries.matching.vocabulary(reading))
    history = queries.histories.current(reading, seq)
    return _Held(on, seq, working.worked(register, history, on, queries.profiles.wishes(reading)))


def _caught_up(reading: Reading, connection: Connection, held: _Held) -> _Held:
    news = changes.since(connection, held.seq, MOST_CHANGES)
    if not news:
        return held
    if len(news) == MOST_CHANGES or any(change.noun in EVERYTHING for change in news):
        return _built(reading, connection, held.day)
    touched = queries.touched.experts(reading, news)
    if len(touched) > MOST_EXPERTS:
        return _built(reading, connection, held.day)
    try:
        columns = _patched(reading, held, touched) if touched else held.columns
    except KeyError:
        # A language that the vocabulary does not know yet.
        return _built(reading, connection, held.day)
    return _Held(held.day, news[-1].seq, columns)


def _patched(reading: Reading, held: _Held, expert_ids: Collection[int]) -> Columns:
    profiles = queries.profiles.of(reading, held.day, expert_ids)
    gone = set(expert_ids) - {profile.id for profile in profiles}
    columns = held.columns.without(*gone) if gone else held.columns
    return columns.patched(*profiles) if profiles else columns
