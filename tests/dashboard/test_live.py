"""What a listener is told of the change log, and what is kept from whom."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from dashboard import live, news
from dashboard.live import Hub
from dashboard.news import MOST_ROWS, SEEN_WITH, Pending
from db.changes import FEEDS, Change
from db.session import Database
from db.tables import User
from domain.permissions import Viewer
from tests.people import ADMIN, BOTH, CLERK, COORDINATOR, MANAGER, READER

ROWS = [Change(1, "orders", 10), Change(2, "batches", 20), Change(3, "orders", 11), Change(4, "orders", 10)]


def test_a_row_is_named_once_however_often_it_changed() -> None:
    pending = Pending(ROWS)
    assert pending.take(COORDINATOR) == {"orders": [10, 11], "batches": [20]}
    assert pending.seq == 4


def test_what_was_told_is_not_told_again() -> None:
    pending = Pending(ROWS)
    pending.take(BOTH)
    pending.add([Change(5, "orders", 12)])
    assert pending.take(BOTH) == {"orders": [12]}


def test_each_hears_only_of_nouns_they_may_see() -> None:
    heard = {
        person.name: sorted(Pending(ROWS).take(person)) for person in (COORDINATOR, CLERK, MANAGER, ADMIN, READER, BOTH)
    }
    assert heard == {
        COORDINATOR.name: ["batches", "orders"],
        CLERK.name: ["batches"],
        MANAGER.name: ["batches"],
        ADMIN.name: [],
        READER.name: [],
        BOTH.name: ["batches", "orders"],
    }


def test_a_noun_without_a_right_is_told_to_nobody() -> None:
    assert not any(news.may_see(person, "trail") for person in (COORDINATOR, CLERK, MANAGER, ADMIN, READER))


def test_too_many_rows_of_a_noun_are_not_named() -> None:
    pending = Pending(Change(number, "orders", number) for number in range(1, MOST_ROWS + 2))
    pending.add([Change(9_999, "orders", 9_999)])
    assert pending.take(COORDINATOR) == {"orders": None}
    assert pending.seq == 9_999


def test_one_who_was_long_away_reads_everything_again() -> None:
    assert Pending.everything(7).take(CLERK).keys() == {noun for noun in SEEN_WITH if news.may_see(CLERK, noun)}


def test_every_noun_of_the_change_log_has_its_rights() -> None:
    assert {noun for feeds in FEEDS.values() for noun, _ in feeds} == SEEN_WITH.keys()


class Listener:
    """A browser's end of one stream, without a socket."""

    def __init__(self) -> None:
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, str]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        await self.sent.put(message)

    async def next(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.sent.get(), 10)


SCOPE = {"type": "http", "path": "/live", "query_string": b"", "headers": []}


def with_hub(database: Database, who: list[Viewer | None], story: Callable[[Hub], Awaitable[None]]) -> None:
    """Runs the story in an event loop; each question who someone is gets the next answer, the last one again and again."""

    async def run() -> None:
        hub = Hub(database, lambda _scope: who.pop(0) if len(who) > 1 else who[0])
        try:
            await story(hub)
        finally:
            hub.close()

    # In a thread of its own: a browser that the same worker has open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


def rename_clerk(database: Database) -> None:
    with Session(database.engine) as session, session.begin():
        session.execute(update(User).where(User.id == CLERK.id).values(name="Uusi Nimi"))


def test_a_stream_ends_when_the_session_has_been_ended(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "RECHECK", -1)

    async def story(hub: Hub) -> None:
        listener = Listener()
        stream = asyncio.create_task(hub.serve(SCOPE, listener.receive, listener.send))
        assert (await listener.next())["status"] == 200
        assert b'"changes":{}' in (await listener.next())["body"]
        rename_clerk(database)
        assert await listener.next() == {"type": "http.response.body", "body": b"", "more_body": False}
        await stream

    with_hub(database, [ADMIN, None], story)


def test_rights_that_were_taken_away_count_from_the_next_look(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RECHECK", -1)
    monkeypatch.setattr(live, "HEARTBEAT", 0.2)

    async def story(hub: Hub) -> None:
        listener = Listener()
        stream = asyncio.create_task(hub.serve(SCOPE, listener.receive, listener.send))
        await listener.next()
        await listener.next()
        rename_clerk(database)
        assert (await listener.next())["body"] == live.HEARTBEAT_LINE
        listener.gone.set()
        await stream

    with_hub(database, [ADMIN, COORDINATOR], story)


def test_a_worker_holds_only_so_many_streams(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 1)

    async def story(hub: Hub) -> None:
        first, second, third = Listener(), Listener(), Listener()
        held = asyncio.create_task(hub.serve(SCOPE, first.receive, first.send))
        assert (await first.next())["status"] == 200
        await hub.serve(SCOPE, second.receive, second.send)
        assert (await second.next())["status"] == 503
        first.gone.set()
        await held
        again = asyncio.create_task(hub.serve(SCOPE, third.receive, third.send))
        assert (await third.next())["status"] == 200
        third.gone.set()
        await again

    with_hub(database, [ADMIN], story)
