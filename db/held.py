"""A worker's own copy of something large: begun once, patched by the change log, swapped whole."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool

from db import changes
from db.changes import Change
from db.session import Reading, Writing

T = TypeVar("T")
NEWS = 20_000
"""With as many changes behind it a copy is read whole: that is faster than mending it."""


@dataclass(frozen=True)
class Kept(Generic[T]):
    """`value` as `seq` of the change log left it."""

    seq: int
    value: T


class Held(Generic[T]):
    """`whole` reads everything, and is told up to where the change log has come. `patched` follows some changes, oldest
    first, and says None where reading everything is better. `stored` is where a fresh worker may begin."""

    def __init__(
        self,
        whole: Callable[[Reading, int], T],
        patched: Callable[[Reading, T, Sequence[Change]], T | None],
        stored: Callable[[Reading], Kept[T] | None] = lambda _reading: None,
    ) -> None:
        self._whole, self._patched, self._stored = whole, patched, stored
        self._kept: WeakKeyDictionary[Pool, Kept[T]] = WeakKeyDictionary()
        self._lock = threading.Lock()

    def current(self, reading: Reading) -> T:
        """As of this transaction: what it sees is in the copy, so a person meets their own write. What a command sees may
        yet be rolled back, and is not held."""
        connection = reading.session.connection()
        with self._lock:
            kept = self._kept.get(connection.engine.pool)
            fresh = self._caught_up(reading, connection, kept) if kept else self.afresh(reading)
            if not isinstance(reading, Writing):
                self._kept[connection.engine.pool] = fresh
            return fresh.value

    def afresh(self, reading: Reading) -> Kept[T]:
        """As `current`, begun as a fresh worker begins and not held: what is to be stored."""
        connection = reading.session.connection()
        kept = self._stored(reading)
        return self._caught_up(reading, connection, kept) if kept else self._begun(reading, connection)

    def _begun(self, reading: Reading, connection: Connection) -> Kept[T]:
        """The sequence is read first: what is committed while the rows are read is read once more at the next look.

        Millions of new objects, all of them needed, are not gone through again and again for what could be thrown away.
        """
        seq = changes.latest(connection)
        gc.disable()
        try:
            return Kept(seq, self._whole(reading, seq))
        finally:
            gc.enable()

    def _caught_up(self, reading: Reading, connection: Connection, kept: Kept[T]) -> Kept[T]:
        news = changes.since(connection, kept.seq, NEWS)
        if not news:
            return kept
        value = self._patched(reading, kept.value, news) if len(news) < NEWS else None
        return self._begun(reading, connection) if value is None else Kept(news[-1].seq, value)
