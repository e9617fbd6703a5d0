"""The live stream: one watcher per worker reads the change log and wakes the streams that this worker holds open."""

from __future__ import annotations

import asyncio
import io
import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any, cast
from urllib.parse import parse_qs

from a2wsgi.asgi_typing import HTTPScope, Receive, Send
from a2wsgi.wsgi import Body, build_environ
from flask import Flask, Response, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard import login, news
from dashboard.news import Pending
from db import changes
from db.changes import Change
from db.session import Database
from domain.errors import Refused
from domain.permissions import Viewer

PERIOD = 0.025
RECHECK = 5.0
HEARTBEAT = 15.0
HEARTBEAT_LINE = b":\n\n"
FAR_BEHIND = 5_000
MOST_STREAMS = 1000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

WhoIs = Callable[[HTTPScope], Viewer | None]

log = logging.getLogger(__name__)


class Watcher:
    """A thread that looks at the change log and hands on what is new; from its making on no change is missed."""

    def __init__(self, engine: Engine, tell: Callable[[Sequence[Change]], None]) -> None:
        self._engine = engine.execution_options(sqlite_begin="DEFERRED")
        self._tell = tell
        self._stopping = threading.Event()
        with self._engine.connect() as connection:
            self._seq = changes.latest(connection)
        threading.Thread(target=self._run, name="watcher", daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._follow()
            except SQLAlchemyError:
                log.exception("the change log cannot be read; trying again")
                self._stopping.wait(1)

    def _follow(self) -> None:
        with self._engine.connect() as connection:
            while not self._stopping.wait(PERIOD):
                rows = changes.since(connection, self._seq)
                connection.rollback()
                if rows:
                    self._seq = rows[-1].seq
                    self._tell(rows)


class Stream:
    """One open connection, as the event loop sees it."""

    def __init__(self, scope: HTTPScope) -> None:
        self.scope = scope
        self.pending = Pending()
        self.open = True
        self._woken = asyncio.Event()

    def add(self, rows: Sequence[Change]) -> None:
        self.pending.add(rows)
        self._woken.set()

    def close(self) -> None:
        self.open = False
        self._woken.set()

    async def woken(self) -> bool:
        """False when only the time for a heartbeat has come."""
        try:
            await asyncio.wait_for(self._woken.wait(), HEARTBEAT)
        except TimeoutError:
            return False
        self._woken.clear()
        return True


class Hub:
    """All streams of one worker and the watcher that wakes them; made after the fork, inside the event loop."""

    def __init__(self, database: Database, who_is: WhoIs) -> None:
        self._database = database
        self._who_is = who_is
        self._loop = asyncio.get_running_loop()
        self._streams: set[Stream] = set()
        self._closed = False
        self._watcher = Watcher(database.engine, lambda rows: self._from_thread(self._tell, rows))

    def close(self) -> None:
        """Ends every stream at once, so that a worker can stop."""
        self._closed = True
        self._watcher.stop()
        for stream in self._streams:
            stream.close()

    async def serve(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        viewer = await asyncio.to_thread(self._who_is, scope)
        if viewer is None:
            await _refuse(send, 401)
        elif self._closed or len(self._streams) >= MOST_STREAMS:
            await _refuse(send, 503)
        else:
            await self._hold(Stream(scope), viewer, receive, send)

    async def _hold(self, stream: Stream, viewer: Viewer, receive: Receive, send: Send) -> None:
        self._streams.add(stream)
        gone = asyncio.create_task(_gone(receive))
        gone.add_done_callback(lambda _: stream.close())
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await self._feed(stream, viewer, send)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self._streams.discard(stream)

    async def _feed(self, stream: Stream, viewer: Viewer, send: Send) -> None:
        missed = await asyncio.to_thread(_missed, self._database, _heard(stream.scope))
        await _write(send, b"retry: 2000\n\n" + _event(missed, missed.take(viewer)))
        checked = self._loop.time()
        while stream.open:
            woken = await stream.woken()
            if self._loop.time() - checked > RECHECK:
                known = await asyncio.to_thread(self._who_is, stream.scope)
                if known is None:
                    return
                viewer, checked = known, self._loop.time()
            seen = stream.pending.take(viewer)
            if stream.open and (seen or not woken):
                await _write(send, _event(stream.pending, seen) if seen else HEARTBEAT_LINE)

    def _tell(self, rows: Sequence[Change]) -> None:
        for stream in self._streams:
            stream.add(rows)

    def _from_thread(self, call: Callable[..., None], *values: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *values)


def who_is(server: Flask) -> WhoIs:
    """Asks the application itself, so a stream passes whatever guards a page."""

    def ask(scope: HTTPScope) -> Viewer | None:
        environ = build_environ(scope, cast(Body, io.BytesIO()))
        with server.request_context(cast(dict[str, Any], environ)):
            if server.preprocess_request() is not None:
                return None
            try:
                return login.viewer()
            except Refused:
                return None

    return ask


def bind(server: Flask, database: Database) -> None:
    """The way for browsers that cannot hold a stream: ask again and again, with the same rights."""

    @server.get("/live/since")
    def since() -> Response:
        viewer = login.viewer()
        pending = _missed(database, request.args.get("seq", type=int))
        body = news.message(pending, pending.take(viewer))
        return Response(body, mimetype="application/json", headers={"Cache-Control": "no-store"})

    @server.get("/healthz")
    def health() -> Response:
        with database.engine.execution_options(sqlite_begin="DEFERRED").connect() as connection:
            changes.latest(connection)
        return Response("ok", mimetype="text/plain", headers={"Cache-Control": "no-store"})


def _missed(database: Database, heard: int | None) -> Pending:
    """What has happened since the listener last heard; to a new one only where the log now ends."""
    with database.engine.execution_options(sqlite_begin="DEFERRED").connect() as connection:
        latest = changes.latest(connection)
        if heard is None:
            return Pending(seq=latest)
        if latest - heard > FAR_BEHIND:
            return Pending.everything(latest)
        return Pending(changes.since(connection, heard), latest)


def _heard(scope: HTTPScope) -> int | None:
    """A browser that comes back tells the last event's id by itself; a page that was just drawn tells `?seq=`."""
    headers = dict(scope["headers"])
    query = parse_qs(scope["query_string"].decode("latin-1")).get("seq", [""])
    text = headers.get(b"last-event-id", b"").decode("latin-1") or query[0]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _event(pending: Pending, seen: dict[str, list[int] | None]) -> bytes:
    return b"id: %d\ndata: %s\n\n" % (pending.seq, news.message(pending, seen))


async def _write(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store"), (b"retry-after", b"10")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
