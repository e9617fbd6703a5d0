"""The archive, a block at a time, against a page that sends all its rows.

Goals: at least twenty times less processor time and fifty times fewer bytes than 10,000 rows sent whole, and at most 20 ms at
the server for any block, whatever the order, the filter and the place in the list. Of a larger archive the peer still sends
10,000 rows; the blocks are of all of it.
"""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any

import orjson
import pydantic
from sqlalchemy import update

import callbacks.archive
import db.archive
from benchmarks import banks
from benchmarks.harness import Count, Race
from callbacks.archive import Request
from db import queries, tables
from db.session import Database
from domain import archive as columns
from layouts import archive as layout

KINDS = {"sqlite3": banks.sqlite, "psycopg": banks.postgresql}
PEER_ROWS = 10_000
LESS_TIME, FEWER_BYTES = 1 / 20, 1 / 50
MOST_MICROSECONDS = 20_000
CALLS = 9
REQUEST = pydantic.TypeAdapter(Request)


def requests(total: int) -> dict[str, dict[str, Any]]:
    """Blocks as people ask for them, and as only somebody at the scroll bar does."""
    text = {"filterType": "text", "type": "contains"}
    year = {"filterType": "date", "type": "inRange", "dateFrom": "2026-01-01 00:00:00", "dateTo": "2026-12-31 00:00:00"}
    return {
        "first": {},
        "from the middle": {"startRow": total // 2},
        "last": {"startRow": total - 100},
        "by orderer": {"sortModel": [{"colId": "client", "sort": "asc"}], "startRow": total // 3},
        "by status": {"sortModel": [{"colId": "status", "sort": "desc"}]},
        "of one expert": {"filterModel": {"expert": {**text, "filter": "aalto 17"}}},
        "of one orderer in one year, by package": {
            "filterModel": {"client": {**text, "filter": "yksikkö 7"}, "starts": year},
            "sortModel": [{"colId": "package", "sort": "asc"}],
        },
    }


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with ExitStack() as stack:
        yield [each for driver, bank in KINDS.items() for each in _contests(driver, stack.enter_context(bank(scale)))]


def _contests(driver: str, bank: Database) -> Iterator[Race | Count]:
    with bank.reading(banks.EVERYONE) as reading:
        newest, total = db.archive.current(reading).block(columns.Wanted(), 0, PEER_ROWS)
    ours, theirs = partial(block, bank, {}), partial(everything, bank, newest)
    yield Race(f"{len(newest)} rows at once: {driver}", ours, theirs, LESS_TIME, begins_alike)
    yield Count(f"bytes of {len(newest)} rows: {driver}", sent(ours), sent(theirs), FEWER_BYTES)
    for name, request in requests(total).items():
        took = microseconds(partial(block, bank, request))
        yield Count(f"20 ms, in µs, a block {name}: {driver}", took, MOST_MICROSECONDS, 1.0)
    after = microseconds(partial(block, bank, {}), before=partial(change, bank))
    yield Count(f"20 ms, in µs, a block after another's change: {driver}", after, MOST_MICROSECONDS, 1.0)


def block(bank: Database, request: dict[str, Any]) -> bytes:
    first = request.get("startRow", 0)
    asked = REQUEST.validate_python({"startRow": first, "endRow": first + layout.AT_ONCE, **request})
    with bank.reading(banks.EVERYONE) as reading:
        return orjson.dumps(callbacks.archive.block(reading, asked))


def everything(bank: Database, ids: list[int]) -> bytes:
    with bank.reading(banks.EVERYONE) as reading:
        rows = [layout.cells(row) for row in queries.archive.rows(reading, ids)]
    return orjson.dumps({"rowData": rows, "rowCount": len(rows)})


def begins_alike(ours: bytes, theirs: bytes) -> bool:
    shown = orjson.loads(ours)["rowData"]
    return bool(shown) and shown == orjson.loads(theirs)["rowData"][: len(shown)]


def sent(side: Callable[[], bytes]) -> int:
    return len(gzip.compress(side()))


def microseconds(ask: Callable[[], bytes], before: Callable[[], None] = lambda: None) -> int:
    """The median of first times: what an earlier block has left behind is forgotten before each."""
    took = []
    for _ in range(CALLS):
        before()
        columns.forget()
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return round(statistics.median(took) * 1_000_000)


def change(bank: Database) -> None:
    with bank.writing(banks.EVERYONE) as writing:
        writing.session.execute(
            update(tables.Assignment)
            .where(tables.Assignment.id == 1)
            .values(version=tables.Assignment.version + 1, cost_centre="4711")
        )
