"""Filling an empty database with millions of rows: triggers are lifted meanwhile, and what they guard is proven after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from db import guards
from db.base import Base

AT_ONCE = 10_000
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


def put(connection: Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    remaining, statement = iter(rows), insert(Base.metadata.tables[table])
    while chunk := list(islice(remaining, AT_ONCE)):
        connection.execute(statement, chunk)


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
