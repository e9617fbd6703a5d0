"""The thread of a worker that keeps what is large at hand (matching, charts, queue), so that nobody waits for it."""

from __future__ import annotations

import logging
import threading

from db import columns, facts, queries
from db.session import Database
from domain.permissions import HOUSE

PERIOD = 60.0
LAST_LOOK = 1.0

log = logging.getLogger(__name__)


class Warmth:
    """Columns are begun at the start, those of matching again after each midnight; catching up costs next to nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warmth", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(LAST_LOOK)

    def _run(self) -> None:
        while True:
            try:
                look(self._database)
            except Exception:  # a database that is away for a while is no reason to end
                log.exception("columns cannot be read; trying again")
            if self._stopping.wait(PERIOD):
                return


def look(database: Database) -> None:
    with database.reading(HOUSE) as reading:
        columns.current(reading, reading.today)
        facts.current(reading)
        queries.queue.ids(reading)
