"""Beside the stream: asking again and again for browsers that cannot hold one, whole grids, presence and health."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from flask import Flask, Response, request

import commands.presences
from callbacks.wiring import Changes, LiveRows
from dashboard import login, news
from db import changes, queries
from db.session import Database
from domain.errors import Missing
from domain.permissions import Permission, Viewer

FAR_BEHIND = 5_000
NOT_KEPT = {"Cache-Control": "no-store"}


def bind(server: Flask, database: Database, lives: Sequence[LiveRows]) -> None:
    @server.get("/live/since")
    def since() -> Response:
        return _json(missed(database, login.viewer(), lives, request.args.get("seq", type=int))[1])

    @server.get("/live/rows/<grid>")
    def rows(grid: str) -> Response:
        viewer = login.viewer()
        found = next((live for live in lives if live.grid == grid and viewer.may(live.permission)), None)
        if found is None:
            raise Missing()
        with database.reading(viewer) as reading:
            seq = changes.latest(reading.session.connection())
            return _json(orjson.dumps({"seq": seq, "rows": found.whole(reading)}))

    @server.post("/live/presence")
    def presence() -> tuple[str, int]:
        said = request.get_json()
        tab, order_id = str(said.get("tab", ""))[:64], said.get("order")
        with database.writing(login.viewer()) as writing:
            if isinstance(order_id, int):
                commands.presences.here(writing, tab, order_id, said.get("writes") is True)
            else:
                commands.presences.left(writing, tab)
        return "", 204

    @server.get("/healthz")
    def health() -> Response:
        with database.engine.execution_options(sqlite_begin="DEFERRED").connect() as connection:
            changes.latest(connection)
        return Response("ok", mimetype="text/plain", headers=NOT_KEPT)


def missed(database: Database, viewer: Viewer, lives: Sequence[LiveRows], heard: int | None) -> tuple[int, bytes]:
    """Where the log ends, and what has happened since the listener last heard; to a new one nothing but who is where."""
    with database.reading(viewer) as reading:
        connection = reading.session.connection()
        latest = changes.latest(connection)
        if heard is None:
            gathered: Changes = {}
        elif latest - heard > FAR_BEHIND:
            gathered = news.EVERYTHING
        else:
            gathered = news.gather(changes.since(connection, heard))
        here = queries.presences.by_order(reading)[0] if viewer.may(Permission.SEE_ORDERS) else {}
        return latest, news.told(reading, latest, gathered, lives, present=news.by_text(here), whole=True)


def _json(body: bytes) -> Response:
    return Response(body, mimetype="application/json", headers=NOT_KEPT)
