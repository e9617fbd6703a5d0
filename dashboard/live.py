"""The live stream: what the worker's watcher sees is read once for each audience and handed to the open streams."""

from __future__ import annotations

import asyncio
import dataclasses
import io
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from urllib.parse import parse_qs

import orjson
from a2wsgi.asgi_typing import HTTPScope, Receive, Send
from a2wsgi.wsgi import Body, build_environ
from flask import Flask

import commands.presences
from callbacks import addresses
from callbacks.wiring import LiveRows
from dashboard import login, news, polling
from dashboard.login import NOBODY, SessionUser
from dashboard.news import Audience
from dashboard.watcher import Watcher
from db import queries
from db.changes import Change
from db.session import Database, Reading
from domain.permissions import Permission, Viewer

CHECK_EVERY = 5
"""Seconds between looks at everybody's rights when nothing changes: a role may end at midnight."""
ASK_AGAIN = 60.0
"""Seconds until a stream passes the application's door again: a session may end by its age or without use."""
HEARTBEAT = 15.0
HEARTBEAT_LINE = b":\n\n"
MOST_STREAMS = 1000
MOST_WAITING = 200
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

WhoIs = Callable[[HTTPScope], SessionUser | None]


class Stream:
    """One open connection, as the event loop sees it."""

    def __init__(self, scope: HTTPScope, user: SessionUser) -> None:
        self.scope = scope
        self.user = user
        self.open = True
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._woken = asyncio.Event()

    def add(self, seq: int, event: bytes) -> None:
        """One that reads too slowly is ended: its browser comes back and asks for what it missed."""
        self._waiting.append((seq, event))
        if len(self._waiting) > MOST_WAITING:
            self.open = False
        self._woken.set()

    def close(self) -> None:
        self.open = False
        self._woken.set()

    async def woken(self) -> None:
        """Returns also when only the time for a heartbeat has come."""
        try:
            async with asyncio.timeout(HEARTBEAT):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    def take(self, heard: int) -> bytes:
        """All that waits and was read after `heard`; earlier rows are older than what the listener has."""
        events = [event for seq, event in self._waiting if seq > heard]
        self._waiting.clear()
        return b"".join(events)


class Hub:
    """All streams of one worker and the watcher that wakes them; made after the fork, inside the event loop."""

    def __init__(self, database: Database, who_is: WhoIs, lives: Sequence[LiveRows] = ()) -> None:
        self._database = database
        self._who_is = who_is
        self._lives = lives
        self._loop = asyncio.get_running_loop()
        # Replaced whole by the event loop, so that the watcher's thread may read it at any time.
        self._streams: frozenset[Stream] = frozenset()
        self._here: news.Here = {}
        self._seconds = 0
        self._closed = False
        self._watcher = Watcher(database.engine, self._changed, self._second)

    def close(self) -> None:
        """Ends every stream at once, so that a worker can stop."""
        self._closed = True
        self._watcher.stop()
        for stream in self._streams:
            stream.close()

    async def serve(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        user = await asyncio.to_thread(self._who_is, scope)
        if user is None:
            await _refuse(send, 401)
        elif self._closed or len(self._streams) >= MOST_STREAMS:
            await _refuse(send, 503)
        else:
            await self._hold(Stream(scope, user), receive, send)

    async def _hold(self, stream: Stream, receive: Receive, send: Send) -> None:
        self._streams |= {stream}
        gone = asyncio.create_task(_gone(receive))
        gone.add_done_callback(lambda _: stream.close())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await self._feed(stream, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._streams -= {stream}

    async def _feed(self, stream: Stream, send: Send) -> None:
        heard, body = await asyncio.to_thread(
            polling.missed, self._database, stream.user.viewer, self._lives, _heard(stream.scope)
        )
        await _write(send, b"retry: 2000\n\n" + _event(heard, body))
        asked = self._loop.time()
        while True:
            await stream.woken()
            if stream.open and self._loop.time() - asked > ASK_AGAIN:
                asked = self._loop.time()
                if await asyncio.to_thread(self._who_is, stream.scope) is None:
                    return
            if not stream.open:
                return
            await _write(send, stream.take(heard) or HEARTBEAT_LINE)

    def _changed(self, rows: Sequence[Change]) -> None:
        """In the watcher's thread: one query for everybody's sessions, and each audience's rows once."""
        streams, seq, gathered = self._streams, rows[-1].seq, news.gather(rows)
        if not streams:
            return
        events = {}
        with self._database.reading(NOBODY) as reading:
            known = _sessions(reading, streams)
            for audience in {Audience.of(viewer) for _, viewer in known.values()}:
                theirs = dataclasses.replace(reading, viewer=audience.viewer)
                events[audience] = _event(seq, news.told(theirs, seq, gathered, self._lives))
        self._from_thread(self._tell, streams, known, seq, events)

    def _second(self) -> None:
        """In the watcher's thread: who has come to an order or left it, and at times everybody's sessions."""
        streams, self._seconds = self._streams, self._seconds + 1
        if not streams:
            return
        with self._database.reading(NOBODY) as reading:
            known = _sessions(reading, streams) if self._seconds % CHECK_EVERY == 0 else None
            here, stale = queries.presences.by_order(reading)
        if stale:
            with self._database.writing(NOBODY) as writing:
                commands.presences.sweep(writing)
        moved = {
            order: here.get(order, ()) for order in {*here, *self._here} if here.get(order) != self._here.get(order)
        }
        self._here = here
        if known is not None or moved:
            self._from_thread(self._tell_presence, streams, known, moved)

    def _tell(self, streams: frozenset[Stream], known: Any, seq: int, events: Mapping[Audience, bytes]) -> None:
        for stream in _still_known(streams, known):
            stream.add(seq, events[Audience.of(stream.user.viewer)])

    def _tell_presence(self, streams: frozenset[Stream], known: Any, moved: news.Here) -> None:
        event = b"data: %s\n\n" % orjson.dumps({"present": news.by_text(moved)}) if moved else b""
        for stream in streams if known is None else _still_known(streams, known):
            if event and stream.user.viewer.may(Permission.SEE_ORDERS):
                stream.add(_ALWAYS, event)

    def _from_thread(self, call: Callable[..., None], *values: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *values)


_ALWAYS = 2**63
"""Later than every change: it has no place in the log."""


def _sessions(reading: Reading, streams: frozenset[Stream]) -> dict[int, tuple[int, Viewer]]:
    return queries.users.sessions(reading, {stream.user.viewer.id for stream in streams})


def _still_known(streams: frozenset[Stream], known: Mapping[int, tuple[int, Viewer]]) -> list[Stream]:
    """Ends the streams whose session has ended; the others have from now on the rights of today."""
    found = []
    for stream in streams:
        epoch, viewer = known.get(stream.user.viewer.id, (0, NOBODY))
        if epoch == stream.user.epoch:
            stream.user = SessionUser(viewer, epoch)
            found.append(stream)
        else:
            stream.close()
    return found


def who_is(server: Flask) -> WhoIs:
    """Asks the application itself, so a stream passes whatever guards a page."""

    def ask(scope: HTTPScope) -> SessionUser | None:
        environ = build_environ(scope, cast(Body, io.BytesIO()))
        with server.request_context(cast(dict[str, Any], environ)):
            return None if server.preprocess_request() is not None else login.user()

    return ask


def _heard(scope: HTTPScope) -> int | None:
    """A browser that comes back tells the last event's id by itself; a page that was just drawn tells `?seq=`."""
    headers = dict(scope["headers"])
    query = parse_qs(scope["query_string"].decode("latin-1")).get("seq", [""])
    text = headers.get(b"last-event-id", b"").decode("latin-1") or query[0]
    return addresses.number(text)


def _event(seq: int, body: bytes) -> bytes:
    return b"id: %d\ndata: %s\n\n" % (seq, body)


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"retry-after", b"10")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
