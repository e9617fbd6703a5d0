"""The program as it is served, on a disk that is full for as long as a file says so: SQLite itself then finds no page more."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from tests import serve

FULL = "KOHTAANTO_TEST_FULL"
MOST_PAGES = 4294967294


def begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        full = Path(os.environ[FULL]).exists()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else MOST_PAGES}")


if __name__ == "__main__":
    event.listen(Engine, "begin", begin)
    serve.serve()
