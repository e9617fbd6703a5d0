"""One look for all streams of a worker: what a stream is told, when it ends, and what a commit costs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

import commands.orders
import commands.presences
import commands.users
import layouts.order_queues
from dashboard import live
from dashboard.live import Hub
from dashboard.login import SessionUser
from dashboard.pages import LIVES
from db import tables
from db.session import Database
from domain.flow import Seen
from domain.permissions import Viewer
from tests import make, people
from tests.people import ADMIN, CLERK, COORDINATOR, COORDINATOR_2
from tests.statements import counted

Story = Callable[[Hub], Awaitable[None]]
SCOPE = {"type": "http", "path": "/live", "query_string": b"", "headers": []}
END = {"type": "http.response.body", "body": b"", "more_body": False}


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

    async def told(self) -> dict[str, Any]:
        """The next message of the stream, heartbeats passed over."""
        while True:
            for line in (await self.next())["body"].splitlines():
                if line.startswith(b"data: "):
                    return json.loads(line.removeprefix(b"data: "))

    async def end(self) -> None:
        """Heartbeats and what was told before may come first."""
        while await self.next() != END:
            pass


async def opened(hub: Hub, **scope: Any) -> tuple[Listener, asyncio.Task[None]]:
    listener = Listener()
    task = asyncio.create_task(hub.serve({**SCOPE, **scope}, listener.receive, listener.send))
    assert (await listener.next())["status"] == 200
    await listener.told()
    return listener, task


def with_hub(database: Database, who: list[Viewer], story: Story) -> None:
    """Runs the story in an event loop; each question who someone is gets the next person, the last one again and again."""

    async def run() -> None:
        hub = Hub(database, lambda _scope: SessionUser(who.pop(0) if len(who) > 1 else who[0], 1), LIVES)
        try:
            await story(hub)
        finally:
            hub.close()

    # In a thread of its own: a browser that the same worker has open keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, run()).result()


def disable(database: Database, person: Viewer) -> None:
    with database.writing(ADMIN) as writing:
        commands.users.disable(writing, person.id)


def rename_clerk(database: Database) -> None:
    with Session(database.engine) as session, session.begin():
        session.execute(update(tables.User).where(tables.User.id == CLERK.id).values(name="Uusi Nimi"))


def test_the_stream_of_a_disabled_user_ends_at_the_wake_and_the_others_go_on(database: Database) -> None:
    async def story(hub: Hub) -> None:
        (mine, ended), (other, held) = await opened(hub), await opened(hub)
        disable(database, CLERK)
        await mine.end()
        await ended
        assert (await other.told())["changes"] == {"users": [CLERK.id]}
        other.gone.set()
        await held

    with_hub(database, [CLERK, ADMIN], story)


def test_rights_that_were_taken_away_count_from_the_next_change(database: Database) -> None:
    async def story(hub: Hub) -> None:
        listener, held = await opened(hub)
        with Session(database.engine) as session, session.begin():
            session.execute(
                update(tables.RoleGrant)
                .where(tables.RoleGrant.user_id == ADMIN.id)
                .values(role="data_protection", version=2)
            )
        assert (await listener.told())["changes"] == {}
        listener.gone.set()
        await held

    with_hub(database, [ADMIN], story)


def test_a_session_that_ends_without_a_change_is_noticed_within_seconds(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a role whose last day has passed: nothing is written, and the next look at everybody's rights tells."""
    monkeypatch.setattr(live, "CHECK_EVERY", 1)
    gone = Viewer(999, "Entinen", ADMIN.roles)

    async def story(hub: Hub) -> None:
        listener, stream = await opened(hub)
        await listener.end()
        await stream

    with_hub(database, [gone], story)


def test_a_worker_holds_only_so_many_streams(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 1)

    async def story(hub: Hub) -> None:
        first, held = await opened(hub)
        second = Listener()
        await hub.serve(SCOPE, second.receive, second.send)
        assert (await second.next())["status"] == 503
        first.gone.set()
        await held
        third, again = await opened(hub)
        third.gone.set()
        await again

    with_hub(database, [ADMIN], story)


def test_a_listener_that_reads_too_slowly_is_sent_away_to_ask_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_WAITING", 0)

    async def story(hub: Hub) -> None:
        listener, stream = await opened(hub)
        rename_clerk(database)
        await listener.end()
        await stream

    with_hub(database, [ADMIN], story)


def test_a_commit_with_300_streams_asks_at_most_five_queries_and_loses_nothing(database: Database) -> None:
    order_id = make.order(database, make.settle(database))

    async def story(hub: Hub) -> None:
        streams = [await opened(hub) for _ in range(300)]
        with counted(database) as statements:
            with database.writing(COORDINATOR_2) as writing:
                commands.orders.claim(writing, order_id, Seen(1))
            said = len(statements)
            messages = [await listener.told() for listener, _ in streams]
        rows = [message["grids"][layouts.order_queues.Ids.QUEUE] for message in messages]
        assert [row["id"] for row in rows[0]] == [str(order_id)]
        assert rows[0][0]["handler"] == COORDINATOR_2.name
        assert rows == rows[:1] * 300
        asked = [text for text in statements[said:] if "presences" not in text]
        # The watcher's own look, which found the commit, goes past what counts here: it is the fifth.
        assert 1 <= len(asked) <= 4, asked
        for listener, task in streams:
            listener.gone.set()
            await task

    with_hub(database, [COORDINATOR], story)


def test_who_comes_to_an_order_is_told_to_those_who_see_orders_and_to_nobody_else(database: Database) -> None:
    order_id = make.order(database, make.settle(database))

    async def story(hub: Hub) -> None:
        (coordinator, one), (clerk, two) = await opened(hub), await opened(hub)
        with database.writing(COORDINATOR_2) as writing:
            commands.presences.here(writing, "välilehti", order_id, writes=True)
        here = {"user_id": COORDINATOR_2.id, "name": COORDINATOR_2.name, "writes": True}
        assert await coordinator.told() == {"present": {str(order_id): [here]}}
        with database.writing(COORDINATOR_2) as writing:
            commands.presences.left(writing, "välilehti")
        assert await coordinator.told() == {"present": {str(order_id): []}}
        assert clerk.sent.empty()
        for listener, task in ((coordinator, one), (clerk, two)):
            listener.gone.set()
            await task

    with_hub(database, [COORDINATOR, CLERK], story)


def test_a_new_listener_learns_who_is_where(database: Database) -> None:
    order_id = make.order(database, make.settle(database))
    with database.writing(COORDINATOR_2) as writing:
        commands.presences.here(writing, "välilehti", order_id, writes=False)

    async def story(hub: Hub) -> None:
        listener = Listener()
        task = asyncio.create_task(hub.serve(SCOPE, listener.receive, listener.send))
        await listener.next()
        first = await listener.told()
        assert first["whole"]
        assert [person["name"] for person in first["present"][str(order_id)]] == [COORDINATOR_2.name]
        listener.gone.set()
        await task

    with_hub(database, [people.BOTH], story)
