"""The lists that people look at, against the raw driver that only fetches what the same statements give.

The statements are those of a worker's first look, for the driver holds nothing: which orders are in the queue it has to find,
where a worker follows them by the change log.

Goals: at most twice the driver's time, and as many queries on a large bank as on a small one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks import banks
from benchmarks.harness import Count, Race
from db import queries
from db.session import Database, Reading

List = Callable[[Reading], Sequence[Any]]
LISTS: dict[str, List] = {
    "order queue": queries.orders.waiting,
    "experts": queries.experts.register,
    "reports that wait": queries.reports.waiting,
    "batches": queries.batches.current,
    "orderers": queries.clients.register,
}
KINDS = {"sqlite3": banks.sqlite, "psycopg": banks.postgresql}
SMALL = 0.01
RATIO = 2.0

Statements = list[tuple[str, Any]]


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with ExitStack() as stack:
        found: list[Race | Count] = []
        for driver, bank in KINDS.items():
            small, large = stack.enter_context(bank(SMALL)), stack.enter_context(bank(scale))
            for name, ask in LISTS.items():
                found += _contests(f"{name}: {driver}", ask, small, large)
        yield found


def _contests(name: str, ask: List, small: Database, large: Database) -> list[Race | Count]:
    sent = statements(large, ask)
    raw = large.engine.raw_connection()
    return [
        Race(name, lambda: asked(large, ask), lambda: fetched(raw, sent), RATIO, same_rows),
        Count(f"{name}, queries on a small bank", len(sent), len(statements(small, ask)), 1.0),
    ]


def asked(database: Database, ask: List) -> Sequence[Any]:
    with database.reading(banks.EVERYONE) as reading:
        return ask(reading)


def statements(database: Database, ask: List) -> Statements:
    """What the list sends to the driver, as the driver gets it."""
    sent: Statements = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        sent.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        asked(database, ask)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return sent


def fetched(raw: Any, statements: Statements) -> list[list[Any]]:
    cursor = raw.cursor()
    rows = [cursor.execute(*statement).fetchall() for statement in statements]
    raw.rollback()
    return rows


def same_rows(ours: Sequence[Any], theirs: list[list[Any]]) -> bool:
    """One of the statements is the list itself: the same rows in the same order."""
    ids = [getattr(row, "id", None) or getattr(row, "assignment_id", None) for row in ours]
    return ids in [[row[0] for row in rows] for rows in theirs]
