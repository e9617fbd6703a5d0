"""Every main page in a real browser, beside an app of Dash that shows only a heading.

Goals: a first visit brings at most 1.0 MB, with charts 1.6 MB, and a later one 150 kB. Answers, times and callbacks are told
beside the empty app's of the same run, which is visited turn about with the pages. Left out where there is no chromium.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from sqlalchemy import func, select

from benchmarks import banks, browsers, servers, visits
from benchmarks.harness import Count
from benchmarks.visits import Visit
from dashboard import demo
from db import schema, tables
from db.session import Database
from domain.permissions import Role

CHARTS = {"/utilization"}
MAIN = (
    "/",
    "/orders",
    "/orders/new",
    "/orders/{order}",
    "/orders/{order}/match",
    "/archive",
    "/reports",
    "/experts",
    "/experts/1",
    "/trainings",
    "/trainings/{training}",
    "/clients",
    "/associations",
    "/imports",
    "/batches",
    "/batches/{batch}",
    "/payroll-details",
    "/tariffs",
    "/payment-rules",
    "/weights",
    "/utilization",
    "/users",
    "/trail",
)
FIRST, FIRST_WITH_CHARTS, LATER = 1_000_000, 1_600_000, 150_000
ROUNDS = 5
SIZES = {1: "kap", 10: "county", 100: "nation"}
Address = tuple[str, str]
"""A server and a path."""


@dataclass(frozen=True)
class Seen:
    """The same page with an empty cache, and later with a full one; each the median of the rounds."""

    first: Visit
    later: Visit


@contextmanager
def contests(scale: int) -> Iterator[list[Count]]:
    with browsers.chromium() as browser:
        yield [] if browser is None else list(_contests(scale, browser))


def _contests(scale: int, browser: Browser) -> Iterator[Count]:
    port = servers.free_port()
    with (
        _inhabited(scale) as bank,
        servers.serving(bank) as ours,
        servers.running(["-m", "benchmarks.empty", str(port)], port, "/", {}) as empty,
    ):
        for page in _places(bank):
            yield from _told(page, *_turn_about(browser, (ours.url, page), (empty.url, "/")))


@contextmanager
def _inhabited(scale: int) -> Iterator[Database]:
    """A demo bank, with somebody who may see everything."""
    with tempfile.TemporaryDirectory(prefix="kohtaanto-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bank.db'}"
        schema.upgrade(url)
        bank = Database(url, servers.KEYS)
        demo.make(bank, SIZES[scale])
        servers.hire(bank, 1, Role)
        bank.dispose()
        yield bank


def _places(bank: Database) -> Iterator[str]:
    """The pages, each about the newest of its noun."""
    newest: dict[str, Any] = {"order": tables.Order, "training": tables.Training, "batch": tables.Batch}
    with bank.reading(banks.EVERYONE) as reading:
        ids = {name: reading.session.execute(select(func.max(table.id))).scalar_one() for name, table in newest.items()}
    return (page.format(**ids) for page in MAIN)


def _turn_about(browser: Browser, ours: Address, empty: Address) -> tuple[Seen, Seen]:
    sides: dict[Address, list[Seen]] = {ours: [], empty: []}
    for number in range(ROUNDS):
        for side in (ours, empty) if number % 2 else (empty, ours):
            with visits.person(browser, side[0], servers.cookie(0)) as context:
                address = "".join(side)
                sides[side].append(Seen(visits.visit(context, address), visits.visit(context, address)))
    return _median(sides[ours]), _median(sides[empty])


def _median(seen: Sequence[Seen]) -> Seen:
    return Seen(*(Visit.median([getattr(each, name) for each in seen]) for name in ("first", "later")))


def _told(page: str, ours: Seen, empty: Seen) -> Iterator[Count]:
    first = FIRST_WITH_CHARTS if page in CHARTS else FIRST
    yield Count(f"{page}: bytes of a first visit", ours.first.bytes, first, 1.0)
    yield Count(f"{page}: bytes of a later visit", ours.later.bytes, LATER, 1.0)
    yield Count(f"{page}: bytes of a first visit, empty app", ours.first.bytes, empty.first.bytes, None)
    yield Count(f"{page}: answers to a first visit, empty app", ours.first.answers, empty.first.answers, None)
    yield Count(f"{page}: µs to work at a first visit, empty app", ours.first.ready, empty.first.ready, None)
    yield Count(f"{page}: µs to work at a later visit, empty app", ours.later.ready, empty.later.ready, None)
    yield Count(f"{page}: µs of the slowest callback, empty app", ours.later.callback, empty.later.callback, None)
