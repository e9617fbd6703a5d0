"""Thirty people at once, a fifth of them writing: everybody is answered, no edit is lost, and memory does not grow."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from dash import Dash
from sqlalchemy import select

from benchmarks.servers import Server
from dashboard import demo
from dashboard.app import create_app
from db import tables
from db.session import Database
from domain.orders import OPEN
from domain.permissions import Role
from tests import clicks, make, people, serving
from tests.clocks import Clock
from tests.databases import KINDS, Maker
from tests.keys import KEYS
from tests.visitors import CALLBACK, Visitor, seated

USERS, WRITERS, FIRST_USER = 30, 6, 9001
SECONDS, LONG = 5, 300
PAUSE = 0.5, 1.5
"""Seconds from an answer to the same person's next click: brisk work."""
READ_GOAL, WRITE_GOAL, GROWTH = 0.3, 0.5, 1.05
PAGES = ("/", "/orders", "/orders/{order}", "/orders/{order}/match", "/experts")


@dataclass
class Heard:
    """Seconds of every answer, and the server's memory in kB after a fifth of the time and at the end."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)
    memory: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{len(self.reads)} reads p95 {p95(self.reads) * 1000:.0f} ms, "
            f"{len(self.writes)} writes p95 {p95(self.writes) * 1000:.0f} ms, memory {self.memory} kB"
        )


@dataclass(frozen=True)
class Desk:
    """One person's browser and the order on it; the six who write have an order each."""

    visitor: Visitor
    app: Dash
    place: int
    order_id: int
    version: int
    heard: Heard

    def sit(self, seconds: int) -> int:
        """Clicks until the time is over; how many edits were made."""
        random, edits, end = Random(self.place), 0, time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(random.uniform(*PAUSE))
            if self.place < WRITERS:
                self._click(self.heard.writes, self._edit(self.version + edits))
                edits += 1
            else:
                address = random.choice(PAGES).format(order=self.order_id)
                self._click(self.heard.reads, clicks.body(self.app, "shell.show", address))
        return edits

    def _edit(self, version: int) -> dict[str, object]:
        act = {"action": ("wait", "wait_over")[(version - self.version) % 2], "version": version}
        return clicks.body(self.app, "order_cards.act", f"/orders/{self.order_id}", order_cards_act=[(act, 1)])

    def _click(self, took: list[float], body: dict[str, object]) -> None:
        began = time.monotonic()
        self.heard.codes.add(self.visitor.post(CALLBACK, json=body).status_code)
        took.append(time.monotonic() - began)


@pytest.fixture(params=[SECONDS, pytest.param(LONG, marks=pytest.mark.soak)])
def seconds(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture(params=KINDS)
def busy_bank(request: pytest.FixtureRequest, maker: Callable[[str], Maker], seconds: int) -> Iterator[Database]:
    """In the long form the demo bank; in the short one a few orders and experts."""
    kind = maker(request.param)
    database = Database(kind.new(), KEYS, Clock())
    if seconds == LONG:
        demo.make(database)
    else:
        people.settle(database)
        client_id = make.settle(database)
        for _writer in range(WRITERS):
            make.order(database, client_id)
            make.expert(database)
    yield database
    database.dispose()
    kind.drop(database.url)


def test_thirty_people_at_once_are_all_answered(busy_bank: Database, seconds: int, tmp_path: Path) -> None:
    heard, versions = Heard(), open_orders(busy_bank)
    staff = people.hire(busy_bank, Role.COORDINATOR, range(FIRST_USER, FIRST_USER + USERS))
    app = create_app(serving.settings(busy_bank.url), busy_bank)
    app.server.test_client().get("/login")
    server = serving.start(busy_bank.url, tmp_path / "server.log", workers=2)
    try:
        desks = [
            Desk(seated(person, server), app, place, *versions[place % WRITERS], heard)
            for place, person in enumerate(staff)
        ]
        with ThreadPoolExecutor(USERS) as pool:
            sitting = [pool.submit(desk.sit, seconds) for desk in desks]
            time.sleep(seconds / 5)
            weighed = Server(server.port, server.process.pid)
            heard.memory.append(weighed.memory())
            edits = [sat.result() for sat in sitting]
            heard.memory.append(weighed.memory())
    finally:
        server.stop()
    assert heard.codes == {200}
    for (order_id, version), made in zip(versions, edits, strict=False):
        assert make.row(busy_bank, tables.Order, order_id).version == version + made
    if seconds == LONG:
        print(busy_bank.engine.dialect.name, heard)
        assert p95(heard.reads) < READ_GOAL
        assert p95(heard.writes) < WRITE_GOAL
        assert heard.memory[-1] <= heard.memory[0] * GROWTH


def open_orders(bank: Database) -> list[tuple[int, int]]:
    """Id and version of one for each writer, which nobody waits for yet."""
    order = tables.Order
    waiting = select(order.id, order.version).where(order.status.in_(OPEN), ~order.waits_for_orderer)
    with bank.reading(people.NOBODY) as reading:
        return [(row.id, row.version) for row in reading.session.execute(waiting.order_by(order.id).limit(WRITERS))]


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
