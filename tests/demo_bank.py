"""One demo bank for a whole test run: made once, whichever worker comes first, and copied for each test."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import demo
from db import schema
from db.session import Database
from tests.clocks import Clock
from tests.keys import KEYS


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file of a demo bank made on the clock's Monday morning; only to be read or copied."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made = folder / "demo-bank.db"
    with (folder / "demo-bank.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = folder / "demo-bank-draft.db"
            _make(draft)
            draft.rename(made)
    return made


@pytest.fixture
def demo_database(demo_file: Path, tmp_path: Path, clock: Clock) -> Iterator[Database]:
    """A copy of the demo bank that the test may change; SQLite only."""
    own = tmp_path / "demo.db"
    shutil.copyfile(demo_file, own)
    database = Database(f"sqlite:///{own}", KEYS, clock)
    yield database
    database.dispose()


def _make(path: Path) -> None:
    """Closing the last connection brings the write-ahead log into the file."""
    url = f"sqlite:///{path}"
    schema.upgrade(url)
    database = Database(url, KEYS, Clock())
    demo.make(database)
    database.dispose()
