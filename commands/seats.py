"""Few seats for what takes much memory, shared by all processes that were forked after they were made."""

from __future__ import annotations

import fcntl
import os
import queue
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


class Seats:
    """At most `count` at once. The kernel frees the seat of a process that was killed."""

    def __init__(self, count: int) -> None:
        self._file, path = tempfile.mkstemp()
        os.unlink(path)
        self._free: queue.SimpleQueue[int] = queue.SimpleQueue()
        for seat in range(count):
            self._free.put(seat)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Threads of one process share its locks, so they take the seats out of a queue first."""
        seat = self._free.get()
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, seat)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, seat)
        finally:
            self._free.put(seat)
