"""The thread of a worker that looks at the change log, and once a second at what no log tells."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from db import changes
from db.changes import Change

PERIOD = 0.008
SECOND = 1.0
LAST_LOOK = 1.0

log = logging.getLogger(__name__)


class Watcher:
    """From its making on no change is missed: what could not be told is told again."""

    def __init__(
        self, engine: Engine, tell: Callable[[Sequence[Change]], None], each_second: Callable[[], None]
    ) -> None:
        self._engine = engine.execution_options(sqlite_begin="DEFERRED")
        self._tell = tell
        self._each_second = each_second
        self._stopping = threading.Event()
        with self._engine.connect() as connection:
            self._seq = changes.latest(connection)
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Waits for the look that is under way, so that it leaves no connection behind."""
        self._stopping.set()
        self._thread.join(LAST_LOOK)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
            except Exception:
                log.exception("the change log cannot be followed; trying again")
                self._stopping.wait(1)

    def _follow(self) -> None:
        looked = 0.0
        with changes.looking(self._engine) as look:
            while not self._stopping.wait(PERIOD):
                if rows := look(self._seq):
                    self._tell(rows)
                    self._seq = rows[-1].seq
                if time.monotonic() - looked > SECOND:
                    self._each_second()
                    looked = time.monotonic()
