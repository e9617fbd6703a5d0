"""Many rows at once. An empty database is filled with millions while triggers are lifted; what they guard is proven after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import psycopg
from sqlalchemy import ColumnDefault, Connection, Engine, Table, insert, text
from sqlalchemy.exc import IntegrityError

from db import guards
from db.base import Base

AT_ONCE = 10_000
FEW = 10
CACHE_KIB = 400_000

OVERLAPS = f"""
SELECT count(*) FROM (
    SELECT starts_at, lag(ends_at) OVER (PARTITION BY expert_id ORDER BY starts_at) AS before
    FROM assignments WHERE status IN {guards.TAKEN}
) AS row WHERE before > starts_at
"""


@contextmanager
def filling(engine: Engine) -> Iterator[Connection]:
    """One transaction without triggers. They stand again before its commit, and so do the sequences' next numbers."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Indices of a million rows do not fit into the usual two megabytes.
            connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
        _lift(connection)
        yield connection
        _restore(connection)
        if connection.execute(text(OVERLAPS)).scalar_one():
            raise ValueError("the rows hold assignments that overlap")
        connection.commit()


def put(connection: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """`rows` have the same columns each; what they leave out gets its default."""
    remaining, wanted = iter(rows), Base.metadata.tables[table]
    while chunk := list(islice(remaining, AT_ONCE)):
        if connection.dialect.name == "postgresql" and len(chunk) > FEW:
            _copy(connection, wanted, chunk)
        else:
            connection.execute(insert(wanted), chunk)


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """One statement however many rows, so the triggers of a statement fire once; a third of the cost of INSERTs."""
    defaults = {
        column.key: column.default.arg
        for column in table.columns
        if isinstance(column.default, ColumnDefault) and column.default.is_scalar
    }
    rows = [{**defaults, **row} for row in rows]
    keys = list(rows[0])
    binds = [
        table.columns[key].type.dialect_impl(connection.dialect).bind_processor(connection.dialect) for key in keys
    ]
    statement = f"COPY {table.name} ({', '.join(table.columns[key].name for key in keys)}) FROM STDIN"
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([bind(row[key]) if bind else row[key] for key, bind in zip(keys, binds, strict=True)])
    except psycopg.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error


def _lift(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        guards.lift(connection)
        return
    for table in Base.metadata.sorted_tables:
        # Other connections read meanwhile; dropping a trigger would lock them out.
        connection.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
    # One index built at the end costs less than a million entries into it.
    connection.execute(text(f"ALTER TABLE assignments DROP CONSTRAINT {guards.OVERLAP}"))


def _restore(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in Base.metadata.sorted_tables:
            if "id" in table.columns and table.name not in ("trail_head", "change_head"):
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                connection.execute(
                    text(f"SELECT setval({sequence}, max(id)) FROM {table.name} HAVING max(id) IS NOT NULL")
                )
    guards.install(connection)
    # Without statistics of the million rows the planner believes that the tables are empty.
    connection.execute(text("ANALYZE"))
