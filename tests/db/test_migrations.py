"""Migrations: one line of revisions that makes what the tables say, and brings a bank of any age up to this day.

`revisions/0001.json` holds the rows of a bank as they stood at that revision. A revision that brings tables or columns may
bring a file of its own with rows of that day; it is put in when the revision has been reached.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, LargeBinary, MetaData, create_engine, insert, inspect, select, text

import commands.trail
from db import guards, schema, tables
from db.base import Base
from db.session import Database
from tests import people, work
from tests.clocks import Clock
from tests.databases import KINDS, Maker
from tests.keys import KEYS

ROWS = Path(__file__).parent / "revisions"
SCRIPTS = ScriptDirectory.from_config(schema.config())
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]
OWN_BUSINESS = {"alembic_version", "changes", "change_head", "sqlite_sequence"}

REWRITTEN: Mapping[str, str] = {}
"""Column ("table.column") or whole table whose rows a later revision changes → why it may."""

Table = list[dict[str, Any]]


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, maker: Callable[[str], Maker]) -> Iterator[Callable[[], str]]:
    """Addresses of databases without any table, all of one kind."""
    kind, made = maker(request.param), []

    def new() -> str:
        made.append(kind.empty())
        return made[-1]

    yield new
    for url in made:
        kind.drop(url)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA synchronous = OFF")  # a test need not survive a power cut
        yield connection
    engine.dispose()


def lived(url: str, revision: str) -> dict[str, Table]:
    """Makes a bank that began at the first revision and has come to this one; its rows."""
    with connected(url) as connection:
        for each in REVISIONS[: REVISIONS.index(revision) + 1]:
            command.upgrade(schema.config(connection), each)
            if (ROWS / f"{each}.json").exists():
                put(connection, json.loads((ROWS / f"{each}.json").read_text()))
        if revision == REVISIONS[-1]:
            guards.install(connection)
        return rows(connection)


def put(connection: Connection, bank: Mapping[str, Table]) -> None:
    held = MetaData()
    held.reflect(connection)
    for name, wanted in bank.items():
        table = held.tables[name]
        connection.execute(
            insert(table), [{key: value(table.c[key], cell) for key, cell in row.items()} for row in wanted]
        )
        if connection.dialect.name == "postgresql" and "id" in table.c and not name.endswith("_head"):
            sequence = f"pg_get_serial_sequence('{name}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, max(id)) FROM {name}"))


def value(column: Column[Any], cell: Any) -> Any:
    if cell is None:
        return None
    if isinstance(column.type, LargeBinary):
        return bytes.fromhex(cell)
    read = {date: date.fromisoformat, datetime: datetime.fromisoformat}.get(column.type.python_type)
    return read(cell) if read else cell


def rows(connection: Connection) -> dict[str, Table]:
    held = MetaData()
    held.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in held.tables.values()
        if table.name not in OWN_BUSINESS
    }


def kept(before: Mapping[str, Table], after: Mapping[str, Table]) -> tuple[dict[str, Table], dict[str, Table]]:
    """The same tables and columns of both, without those that may be rewritten."""
    mine, theirs = {}, {}
    for name, held in before.items():
        if name in REWRITTEN or not held:
            continue
        columns = [column for column in held[0] if f"{name}.{column}" not in REWRITTEN]
        mine[name] = [{column: row[column] for column in columns} for row in held]
        theirs[name] = [{column: row.get(column) for column in columns} for row in after.get(name, [])]
    return mine, theirs


def picture(connection: Connection) -> dict[str, Any]:
    """What a database's tables are, in words that do not depend on the order in which they were made."""
    look = inspect(connection)
    return {name: shape(connection, name) for name in look.get_table_names() if name != "alembic_version"}


def shape(connection: Connection, name: str) -> dict[str, Any]:
    look = inspect(connection)
    counts_on = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name = :name"
    sqlite = connection.dialect.name == "sqlite"
    return {
        "columns": {each["name"]: (str(each["type"]), each["nullable"]) for each in look.get_columns(name)},
        "key": look.get_pk_constraint(name)["constrained_columns"],
        "foreign keys": named(look.get_foreign_keys(name), "constrained_columns", "referred_table", "referred_columns"),
        "uniques": named(look.get_unique_constraints(name), "column_names"),
        "indexes": named(look.get_indexes(name), "column_names", "unique", "dialect_options"),
        "checks": named(look.get_check_constraints(name), "sqltext"),
        "never reuses a number": sqlite and connection.execute(text(counts_on), {"name": name}).scalar_one(),
    }


def named(found: list[Any], *parts: str) -> dict[str, list[str]]:
    return {each["name"]: [plain(each.get(part)) for part in parts] for each in found}


def plain(part: Any) -> str:
    """The condition of a partial index comes as a clause of SQL."""
    return str({key: str(clause) for key, clause in part.items()} if isinstance(part, dict) else part)


def test_there_is_one_line_of_revisions_with_one_head():
    assert SCRIPTS.get_heads() == [REVISIONS[-1]]
    assert [f"{number:04}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS


def test_the_migrations_make_what_the_tables_say(empty: Callable[[], str]):
    with connected(empty()) as connection:
        command.upgrade(schema.config(connection), "head")
        migrated = picture(connection)
    with connected(empty()) as connection:
        Base.metadata.create_all(connection)
        assert migrated == picture(connection)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_bank_of_any_revision_comes_whole_to_this_day(empty: Callable[[], str], revision: str):
    url = empty()
    before = lived(url, revision)
    assert before["payment_lines"]
    schema.upgrade(url)
    with connected(url) as connection:
        mine, theirs = kept(before, rows(connection))
    assert mine == theirs
    database = Database(url, KEYS, Clock())
    schema.check(database.engine)
    assert_reads(database)
    (line,) = work.approved(database, 9)
    assert work.row(database, tables.PaymentLine, line).amount.cents == 3000
    database.dispose()


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_an_older_bank_is_told_in_swedish_and_english_too_what_to_agree_beforehand(empty: Callable[[], str]):
    url = empty()
    lived(url, "0016")
    schema.upgrade(url)
    with connected(url) as connection:
        told = connection.execute(text("SELECT agree_fi, agree_sv, agree_en FROM packages WHERE code = 'LUENTO'")).one()
    assert told == (
        "Sopikaa yleisöstä.",
        "Kom överens om på förhand: publiken och dess storlek, hur långt inlägget är, om det får spelas in.",
        "Agree beforehand: the audience and its size, the length of the talk, whether it may be recorded.",
    )


def assert_reads(database: Database) -> None:
    """Today's program understands every old row, and the chain, the sums, the files and the keys hold."""
    with database.reading(people.READER) as reading:
        for mapper in Base.registry.mappers:
            reading.session.execute(select(mapper.class_)).all()
        assert commands.trail.verify(reading) == ()


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_table_is_rebuilt_though_triggers_elsewhere_name_it(empty: Callable[[], str]):
    """SQLite refuses to give a rebuilt table its name back while they stand."""
    url = empty()
    lived(url, REVISIONS[-1])
    with connected(url) as connection:
        guards.lift(connection)
        with Operations(MigrationContext.configure(connection)).batch_alter_table(
            "assignments", recreate="always"
        ) as table:
            table.drop_column("cost_centre")
        guards.install(connection)
        assert guards.missing(connection) == set()
