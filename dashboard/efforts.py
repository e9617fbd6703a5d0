"""Where browsers tell how long an order has been worked on."""

from __future__ import annotations

from flask import Flask, request

import commands.efforts
from dashboard import login
from db.session import Database
from domain.errors import Missing


def bind(server: Flask, database: Database) -> None:
    @server.post("/effort")
    def effort() -> tuple[str, int]:
        said = request.get_json()
        order_id, seconds = (said.get(name) if isinstance(said, dict) else None for name in ("order", "seconds"))
        if not isinstance(order_id, int) or not isinstance(seconds, int):
            raise Missing()
        with database.writing(login.viewer()) as writing:
            commands.efforts.told(writing, order_id, seconds)
        return "", 204
