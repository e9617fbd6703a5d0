"""Bringing a database to the newest revision, and asking at start whether it is whole."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text

from db import guards
from domain.trail import GENESIS


class NotReady(Exception):
    """The database cannot be served as it is; the message says what to do."""


def config(connection: Connection | None = None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(resources.files("db") / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def upgrade(url: str) -> None:
    """To the newest revision in one transaction, guards included. Forward only; a restore takes back."""
    engine = _migration_engine(url)
    try:
        with engine.begin() as connection:
            guards.lift(connection)
            command.upgrade(config(connection), "head")
            guards.install(connection)
            _first_rows(connection)
            if connection.dialect.name == "sqlite":
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise NotReady(f"rows point to nothing after the migration: {broken[:3]}")
    finally:
        engine.dispose()


def empty(url: str) -> None:
    """Takes away everything that the database holds, and its tables. Nothing may be served from it meanwhile."""
    if url.startswith("sqlite:///"):
        for ending in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + ending).unlink(missing_ok=True)
        return
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    finally:
        engine.dispose()


def _migration_engine(url: str) -> Engine:
    """Foreign keys are off on SQLite while tables are rebuilt: with them on, batch mode deletes children by cascade."""
    engine = create_engine(url)
    if url.startswith("sqlite"):

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: object) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys=OFF")

        @event.listens_for(engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _first_rows(connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO trail_head (id, seq, hash) SELECT 1, 0, :genesis WHERE NOT EXISTS (SELECT 1 FROM trail_head)"
        ),
        {"genesis": GENESIS},
    )
    connection.execute(
        text("INSERT INTO change_head (id, seq) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM change_head)")
    )


def check(engine: Engine, guarded: bool = True) -> None:
    """Refuses a database that is behind, or when `guarded` has lost a guard."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        newest = ScriptDirectory.from_config(config()).get_current_head()
        if present != newest:
            raise NotReady(f"the database is at revision {present}, the program needs {newest}: run migrate")
        lost = guards.missing(connection)
        if guarded and lost:
            raise NotReady(f"the database has lost its guards {', '.join(sorted(lost)[:5])}: run migrate")
