"""The program as it is served, except that an approval or an export says where it is and waits there to be told to go on."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

import commands.acting
import db.session
from db.tables import Batch
from tests import serve

SOCKET = "KOHTAANTO_TEST_STOPS"
UPDATED, LINKING, LINKED, COMMITTED = "updated", "linking", "linked", "committed"
"""After the guarded update; before and after the trail's events; after the commit."""

_own = threading.local()


def stop(place: str) -> None:
    """Says process and place, and goes on when somebody answers."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.connect(os.environ[SOCKET])
        listener.sendall(f"{os.getpid()} {place}\n".encode())
        listener.recv(1)


def after_update(step: Callable[..., None]) -> Callable[..., None]:
    def stopping(writing: Any, rows: Any, values: Any) -> None:
        step(writing, rows, values)
        if isinstance(rows[0], Batch):
            _own.stops = True
            stop(UPDATED)

    return stopping


def around_trail(append: Callable[..., None]) -> Callable[..., None]:
    def stopping(session: Session, events: Any) -> None:
        if getattr(_own, "stops", False):
            stop(LINKING)
        append(session, events)
        if getattr(_own, "stops", False):
            stop(LINKED)

    return stopping


def after_commit(_session: Session) -> None:
    if getattr(_own, "stops", False):
        _own.stops = False
        stop(COMMITTED)


if __name__ == "__main__":
    commands.acting._step = after_update(commands.acting._step)
    db.session._append = around_trail(db.session._append)
    event.listen(Session, "after_commit", after_commit)
    serve.serve()
