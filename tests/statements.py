"""Counts what is asked of a database: a list must not cost more queries for more rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from db.session import Database, Reading
from domain.permissions import Viewer


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    yield said
    event.remove(database.engine, "before_cursor_execute", listen)


def number(database: Database, viewer: Viewer, ask: Callable[[Reading], object]) -> int:
    with database.reading(viewer) as reading, counted(database) as said:
        ask(reading)
    return len(said)
