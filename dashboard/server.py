"""What `serve` runs: gunicorn with uvicorn workers; Flask and Dash in threads, the live stream beside them."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import importlib
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, ClassVar, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import Receive, Scope, Send
from a2wsgi.wsgi_typing import WSGIApp
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from sqlalchemy import make_url
from sqlalchemy.orm import configure_mappers
from uvicorn_worker import UvicornWorker

import texts
from dashboard import compression, jobs, live
from dashboard.app import create_app
from dashboard.pages import LIVES
from dashboard.settings import Settings
from dashboard.warmth import Warmth
from db.session import Database

SECONDS_TO_FINISH = 8
M_ARENA_MAX, ARENAS = -8, 2
"""The parameter's number in glibc's malloc.h, and how many heaps the threads of a worker share."""
LATER = ("numpy.ma", "texts.enums", "uvicorn.lifespan.on", "uvicorn.protocols.http.auto")
"""Imported by others only when they are used, which would be after the fork."""


class Worker(UvicornWorker):
    CONFIG_KWARGS: ClassVar[dict[str, Any]] = {
        "loop": "asyncio",
        "http": "auto",
        "ws": "none",
        "lifespan": "on",
        "timeout_graceful_shutdown": SECONDS_TO_FINISH,
    }

    def handle_exit(self, _signal: int, _frame: FrameType | None) -> None:
        """gunicorn's SIGQUIT at Ctrl+C, which uvicorn does not know: without this it is killed after the grace period."""
        signal.raise_signal(signal.SIGTERM)


class Application:
    """The ASGI application: `/live` is asynchronous, everything else goes to Flask in a pool of threads."""

    def __init__(self, server: Flask, database: Database, threads: int) -> None:
        self._server = server
        self._database = database
        self._flask = WSGIMiddleware(cast(WSGIApp, server), workers=threads)
        self._hub: live.Hub | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_and_die(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/live" and scope["method"] == "GET" and self._hub:
            await self._hub.serve(scope, receive, send)
        else:
            await self._flask(scope, receive, send)

    async def _live_and_die(self, receive: Receive, send: Send) -> None:
        await receive()
        self._hub = live.Hub(self._database, live.who_is(self._server), LIVES)
        _before_exit(self._hub.close)
        warmth = Warmth(self._database)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        warmth.stop()
        self._database.dispose()
        await send({"type": "lifespan.shutdown.complete"})


def _before_exit(close: Callable[[], None]) -> None:
    """uvicorn waits for open responses before it tells the application to stop; streams never end by themselves."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        theirs: Any = signal.getsignal(number)

        def both(signal_number: int, frame: FrameType | None, theirs: Any = theirs) -> None:
            loop.call_soon_threadsafe(close)
            theirs(signal_number, frame)

        signal.signal(number, both)


class _Arbiter(Arbiter):
    """Gunicorn's master, which keeps the job process alive beside the workers."""

    def __init__(self, app: BaseApplication, keeper: jobs.Keeper) -> None:
        self._keeper = keeper
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        self._keeper.keep(let_go=lambda: [listener.close() for listener in self.LISTENERS])

    def stop(self, graceful: bool = True) -> None:
        self._keeper.stop()
        super().stop(graceful)
        self._keeper.join(SECONDS_TO_FINISH)


class _Gunicorn(BaseApplication):
    def __init__(self, application: Application, settings: Settings, keeper: jobs.Keeper) -> None:
        self._application = application
        self._settings = settings
        self._keeper = keeper
        super().__init__()

    def run(self) -> None:
        _Arbiter(self, self._keeper).run()

    def load_config(self) -> None:
        options = {
            "bind": self._settings.bind,
            "workers": self._settings.workers,
            "worker_class": Worker,
            "preload_app": True,
            "control_socket_disable": True,
            "graceful_timeout": SECONDS_TO_FINISH + 2,
            "keepalive": 30,
            "proc_name": "kohtaanto",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return self._application


def _preload(url: str) -> None:
    """What each worker would make for itself is made here, and then out of the collector's way: untouched it stays shared."""
    for name in LATER:
        importlib.import_module(name)
    texts.preload()
    configure_mappers()
    make_url(url).get_dialect().import_dbapi()
    gc.collect()
    gc.freeze()


def _share_heaps() -> None:
    """glibc gives each thread a heap of its own, and each keeps for good what its thread's largest page once took."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)


def serve(settings: Settings) -> None:
    """Runs until it is told to stop. Nothing touches the database before the fork."""
    _share_heaps()
    database = Database(settings.database_url, settings.keys)
    app = create_app(settings, database)
    compression.warm(app)
    _preload(settings.database_url)
    keeper = jobs.Keeper(lambda stopping: jobs.run(Database(settings.database_url, settings.keys), stopping))
    _Gunicorn(Application(app.server, database, settings.threads), settings, keeper).run()
