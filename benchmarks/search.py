"""Search over everything against its limit: every kind of question within 300 ms, and as many queries on a large bank as on a
small one. Scale 100 is all of Finland.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from typing import Any

from benchmarks import banks
from benchmarks.harness import Count
from benchmarks.reads import statements
from db import queries
from db.session import Database, Reading

QUESTIONS = {
    "an expert's name": "aino aalto 17",
    "an orderer's name": "yksikkö 7",
    "an order's number": "4711",
    "a telephone number": "050 000 0000",
    "a common word": "aa",
    "nothing": "tätä ei ole",
}
KINDS = {"sqlite3": banks.sqlite, "psycopg": banks.postgresql}
SMALL = 0.1
LONGEST_MS = 300
CALLS = 7


@contextmanager
def contests(scale: int) -> Iterator[list[Count]]:
    with ExitStack() as stack:
        found: list[Count] = []
        for driver, bank in KINDS.items():
            small, large = stack.enter_context(bank(SMALL)), stack.enter_context(bank(scale))
            for name, text in QUESTIONS.items():
                ask = partial(everything, text)
                found.append(Count(f"{name}: {driver}, ms of {LONGEST_MS}", milliseconds(large, ask), LONGEST_MS, 1.0))
                many, few = (len(statements(each, ask)) for each in (large, small))
                found.append(Count(f"{name}: {driver}, queries on a small bank", many, few, 1.0))
        yield found


def everything(text: str, reading: Reading) -> Any:
    return queries.search.everything(reading, text)


def milliseconds(database: Database, ask: Callable[[Reading], Any]) -> int:
    """The median of some calls, each with a transaction of its own."""
    taken = []
    for _ in range(CALLS):
        started = time.perf_counter()
        with database.reading(banks.EVERYONE) as reading:
            ask(reading)
        taken.append(time.perf_counter() - started)
    return max(1, round(median(taken) * 1000))
