"""kill -9 in the middle of an approval or an export: after a second try the batch is approved once and has one file."""

from __future__ import annotations

import hashlib
import http.client
import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from dash import Dash
from sqlalchemy import func, select, text

import commands.payroll
import commands.trail
from benchmarks.servers import family
from db import tables
from db.session import Database
from domain.batches import BatchStatus
from domain.trail import Act, Outcome
from tests import clicks, people, serving
from tests.serving import Served
from tests.trust import stock
from tests.trust.stock import OnScreen
from tests.trust.stopping import LINKED, LINKING, SOCKET, UPDATED
from tests.visitors import CALLBACK, Visitor, visit

BETWEEN = (UPDATED, LINKING, LINKED)
"""The places between the guarded update and the commit."""
BATCHES, MANY = 27, 252
UNHURT = 2
"""Each is killed twice, but for the approvals of the first two, the later of which shows how long an act takes."""
LEAST_BETWEEN = 20
SHORTEST = 0.2
"""Seconds."""
PATIENCE = 60.0


@dataclass
class Listener:
    """Hears where an approval or export is; kills the process that has come to `chosen`, and lets every other go on."""

    path: Path
    chosen: str = ""
    heard: str = ""
    killed_at: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(self.path))
            door.listen()
            threading.Thread(target=self._listen, args=[door], daemon=True).start()
            yield self

    def _listen(self, door: socket.socket) -> None:
        while True:
            try:
                caller, _address = door.accept()
            except OSError:
                return
            with caller:
                pid, _, place = caller.makefile().readline().strip().partition(" ")
                # A process killed on its way here says nothing.
                self.heard = place or self.heard
                if place and place == self.chosen:
                    self.chosen = ""
                    os.kill(int(pid), signal.SIGKILL)
                    self.killed_at[place] += 1
                else:
                    with suppress(OSError):
                        caller.sendall(b"g")


@pytest.fixture(params=[BATCHES, pytest.param(MANY, marks=pytest.mark.soak)])
def batches(request: pytest.FixtureRequest, database: Database) -> list[OnScreen]:
    stock.payee(database)
    return stock.checked(database, request.param)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    with Listener(tmp_path / "stops").listening() as listener:
        yield listener


def test_a_killed_approval_or_export_is_done_once_at_the_second_try(
    database: Database, app: Dash, batches: list[OnScreen], listener: Listener, tmp_path: Path
) -> None:
    """Every second kill comes at a place between the guarded update and the commit, the others at any moment."""
    more = {SOCKET: str(listener.path)}
    server = serving.start(database.url, tmp_path / "server.log", 2, "tests.trust.stopping", **more)
    random = Random(database.engine.dialect.name)
    app.server.test_client().get("/login")
    try:
        approver, exporter = visit(people.MANAGER, server), visit(people.CLERK, server)
        longest = SHORTEST
        for number, batch in enumerate(batches):
            if number < UNHURT:
                longest = max(SHORTEST, answered(approver, approval(app, batch)))
            else:
                killed(server, listener, approver, approval(app, batch), moment(random, number, longest))
            after = replace(batch, version=batch.version + 1)
            killed(server, listener, exporter, making(app, after), moment(random, number + 1, longest))
    finally:
        server.stop()
    assert sum(listener.killed_at[place] for place in BETWEEN) >= min(LEAST_BETWEEN, len(batches) - 1)
    assert sum(listener.killed_at.values()) == 2 * len(batches) - UNHURT
    assert_done_once(database, batches)


def moment(random: Random, number: int, longest: float) -> str | float:
    """A place, or seconds after the click."""
    return random.choice(BETWEEN) if number % 2 else random.uniform(0, 1.2 * longest)


def killed(server: Served, listener: Listener, visitor: Visitor, body: dict[str, Any], at: str | float) -> None:
    """The click, the kill at this place or after so many seconds, and the same click again until it is answered."""
    listener.heard = ""
    if isinstance(at, str):
        listener.chosen = at
        answered(visitor, body)
        return
    with ThreadPoolExecutor(1) as pool:
        click = pool.submit(answered, visitor, body)
        time.sleep(at)
        listener.killed_at[listener.heard] += 1
        for pid in family(server.process.pid)[1:]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        click.result()


def answered(visitor: Visitor, body: dict[str, Any]) -> float:
    """Seconds until the click is answered; a browser's person clicks again when the connection breaks."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        with suppress(OSError, http.client.HTTPException):
            answer = visitor.post(CALLBACK, json=body)
            assert answer.status_code == 200, answer.text
            return time.monotonic() - began
    raise AssertionError("the program does not come back")


def approval(app: Dash, batch: OnScreen) -> dict[str, Any]:
    posted = batch.posted(f"approve {batch.id}")
    return clicks.body(app, "batches.approve", f"/batches/{batch.id}", batch_approve=1, batch_seen=posted)


def making(app: Dash, batch: OnScreen) -> dict[str, Any]:
    posted = batch.posted(f"export {batch.id}")
    return clicks.body(app, "payroll.make", f"/batches/{batch.id}/payroll", payroll_make=1, payroll_seen=posted)


def assert_done_once(database: Database, batches: list[OnScreen]) -> None:
    ids = [batch.id for batch in batches]
    file, event = tables.PayrollFile, tables.TrailEvent
    with database.reading(people.CLERK) as reading:
        ask = reading.session.execute
        done = select(event.act, event.row_id).where(event.noun == "batches", event.outcome == Outcome.DONE)
        acts = Counter(tuple(row) for row in ask(done.where(event.act.in_([Act.APPROVE, Act.EXPORT]))))
        assert acts == Counter((act, batch_id) for act in (Act.APPROVE, Act.EXPORT) for batch_id in ids)
        stored = {row.batch_id: row.sha256 for row in ask(select(file.batch_id, file.sha256))}
        assert ask(select(func.count(file.id))).scalar_one() == len(stored) == len(ids)
        for batch_id in ids:
            workbook, *_others = commands.payroll.make(reading, batch_id, commands.payroll.FIRST)
            assert hashlib.sha256(workbook.body).hexdigest() == stored[batch_id]
        assert set(ask(select(tables.Batch.status).where(tables.Batch.id.in_(ids))).scalars()) == {BatchStatus.EXPORTED}
        assert commands.trail.verify(reading) == ()
        if database.engine.dialect.name == "sqlite":
            assert ask(text("PRAGMA integrity_check")).scalar_one() == "ok"
