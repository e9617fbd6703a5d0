"""The change log: which row of which noun has changed, in the order of commits; its triggers and its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, func, select

from db import tables

_ORDER_OF_ASSIGNMENT = "(SELECT order_id FROM assignments WHERE id = {row}.assignment_id)"

FEEDS: Mapping[str, Sequence[tuple[str, str]]] = {
    "orders": [("orders", "{row}.id"), ("experts", "{row}.wished_expert_id")],
    "order_themes": [("orders", "{row}.order_id")],
    "sessions": [("orders", "{row}.order_id")],
    "offers": [("orders", "{row}.order_id"), ("experts", "{row}.expert_id")],
    "assignments": [
        ("orders", "{row}.order_id"),
        ("assignments", "{row}.id"),
        ("experts", "{row}.expert_id"),
    ],
    "reports": [("orders", _ORDER_OF_ASSIGNMENT), ("assignments", "{row}.assignment_id"), ("reports", "{row}.id")],
    "vouchers": [("assignments", "{row}.assignment_id")],
    "payment_lines": [("reports", "{row}.report_id"), ("experts", "{row}.expert_id")],
    "holds": [("lines", "{row}.line_id")],
    "batches": [("batches", "{row}.id")],
    "batch_ticks": [("batches", "{row}.batch_id")],
    "payroll_files": [("batches", "{row}.batch_id")],
    "rejections": [("batches", "{row}.batch_id")],
    "column_sets": [("column_sets", "{row}.id")],
    "batch_comments": [("batches", "{row}.batch_id")],
    "experts": [("experts", "{row}.id")],
    "backgrounds": [("experts", "{row}.expert_id")],
    "expert_themes": [("experts", "{row}.expert_id")],
    "expert_languages": [("experts", "{row}.expert_id")],
    "expert_areas": [("experts", "{row}.expert_id")],
    "expert_task_types": [("experts", "{row}.expert_id")],
    "availability_slots": [("experts", "{row}.expert_id")],
    "availability_exceptions": [("experts", "{row}.expert_id")],
    "unwanted": [("experts", "{row}.expert_id")],
    "attendances": [("experts", "{row}.expert_id"), ("trainings", "{row}.training_id")],
    "agreements": [("experts", "{row}.expert_id")],
    "payroll_details": [("payroll_details", "{row}.expert_id")],
    "account_changes": [("payroll_details", "{row}.expert_id")],
    "trainings": [("trainings", "{row}.id")],
    "training_inductions": [("trainings", "{row}.training_id")],
    "inductions": [("inductions", "{row}.id")],
    "package_inductions": [("packages", "{row}.package_id")],
    "order_inductions": [("orders", "{row}.order_id")],
    "hints": [("experts", "{row}.expert_id")],
    "associations": [("associations", "{row}.id")],
    "themes": [("vocabulary", "{row}.id")],
    "task_types": [("vocabulary", "{row}.id")],
    "settings": [("settings", "{row}.id")],
    "clients": [("clients", "{row}.id")],
    "contact_persons": [("clients", "{row}.client_id")],
    "packages": [("packages", "{row}.id")],
    "package_prices": [("packages", "{row}.package_id")],
    "fee_rates": [("tariffs", "{row}.id")],
    "travel_rates": [("tariffs", "{row}.id")],
    "users": [("users", "{row}.id")],
    "role_grants": [("users", "{row}.user_id")],
    "jobs": [("jobs", "{row}.id")],
    "feedback": [("orders", _ORDER_OF_ASSIGNMENT), ("assignments", "{row}.assignment_id")],
    "check_ins": [("orders", _ORDER_OF_ASSIGNMENT), ("assignments", "{row}.assignment_id")],
    "deputies": [("users", "{row}.user_id"), ("users", "{row}.deputy_id")],
}
"""Table → the nouns that its rows are part of, and how to find that noun's row."""

LEFT = frozenset({("orders", "experts")})
"""Where a row may leave one of a noun for another: an update then speaks of the one it left as well."""

_EVENTS = ("INSERT", "UPDATE", "DELETE")
_NUMBERS = "number_changes"


class Change(NamedTuple):
    seq: int
    noun: str
    row_id: int


_LOG = tables.Change
_LATEST = select(func.coalesce(func.max(_LOG.seq), 0))
_SINCE = (
    select(_LOG.seq, _LOG.noun, _LOG.row_id)
    .where(_LOG.seq > bindparam("seq"))
    .order_by(_LOG.seq)
    .limit(bindparam("limit"))
)
"""Built once: building costs three times as much as asking."""


def latest(connection: Connection) -> int:
    return connection.execute(_LATEST).scalar_one()


def since(connection: Connection, seq: int, limit: int = 5000) -> list[Change]:
    """The next `limit` changes after `seq`, oldest first."""
    return [Change(*row) for row in connection.execute(_SINCE, {"seq": seq, "limit": limit})]


@contextmanager
def looking(engine: Engine) -> Iterator[Callable[[int], list[Change]]]:
    """`since`, for who asks forty times a second: one statement outside any transaction, past SQLAlchemy."""
    sqlite = engine.dialect.name == "sqlite"
    statement = f"SELECT seq, noun, row_id FROM changes WHERE seq > {'?' if sqlite else '%s'} ORDER BY seq LIMIT 5000"
    pooled = engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()
    try:
        if not sqlite:
            driver.autocommit = True
        cursor = driver.cursor()

        def look(seq: int) -> list[Change]:
            return [Change(*row) for row in cursor.execute(statement, (seq,)).fetchall()]

        yield look
    finally:
        driver.close()


def triggers(dialect: str) -> set[str]:
    """Names of those that `statements` makes."""
    names = {f"log_{table}_{event.lower()}" for table in FEEDS for event in _EVENTS}
    return names if dialect == "sqlite" else names | {_NUMBERS}


def statements(dialect: str) -> Iterator[str]:
    yield from _sqlite() if dialect == "sqlite" else _postgresql()


def _left(table: str) -> Sequence[tuple[str, str]]:
    return [(noun, where) for noun, where in FEEDS[table] if (table, noun) in LEFT]


def _sqlite() -> Iterator[str]:
    """Row by row: SQLite has no other triggers."""
    for table, feeds in FEEDS.items():
        for event in _EVENTS:
            row = "OLD" if event == "DELETE" else "NEW"
            name = f"log_{table}_{event.lower()}"
            targets = [(noun, where.format(row=row), "NULL") for noun, where in feeds]
            if event == "UPDATE":
                targets += [(noun, where.format(row="OLD"), where.format(row="NEW")) for noun, where in _left(table)]
            rows = "; ".join(
                f"INSERT INTO changes (noun, row_id) SELECT '{noun}', {target} "
                f"WHERE {target} IS NOT NULL AND {target} IS NOT {now}"
                for noun, target, now in targets
            )
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {rows}; END"


def _postgresql() -> Iterator[str]:
    """Each statement leaves what it touched in `changes_waiting`. Only the commit numbers it, through one locked row, so the
    order is that of commits; nobody but its own transaction ever sees a row that waits."""
    yield (
        "CREATE UNLOGGED TABLE IF NOT EXISTS changes_waiting "
        "(id bigserial PRIMARY KEY, nouns text[] NOT NULL, row_ids bigint[] NOT NULL)"
    )
    yield (
        f"CREATE OR REPLACE FUNCTION {_NUMBERS}() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE last bigint; BEGIN "
        "UPDATE change_head SET seq = seq + cardinality(NEW.row_ids) WHERE id = 1 RETURNING seq INTO last; "
        "INSERT INTO changes (seq, noun, row_id) SELECT last - cardinality(NEW.row_ids) + place, noun, row_id "
        "FROM unnest(NEW.nouns, NEW.row_ids) WITH ORDINALITY AS told (noun, row_id, place); "
        "DELETE FROM changes_waiting WHERE id = NEW.id; RETURN NULL; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {_NUMBERS} ON changes_waiting"
    yield (
        f"CREATE CONSTRAINT TRIGGER {_NUMBERS} AFTER INSERT ON changes_waiting "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {_NUMBERS}()"
    )
    for table in FEEDS:
        yield from _postgresql_log(table)


def _postgresql_log(table: str) -> Iterator[str]:
    left = _left(table)
    told = _told(FEEDS[table], "touched")
    body = f"{_waits(told)};"
    if left:
        both = f"{told} UNION {_told(left, 'before')}"
        body = f"IF TG_OP = 'UPDATE' THEN {_waits(both)}; ELSE {body} END IF;"
    yield f"DROP TRIGGER IF EXISTS log_{table} ON {table}"
    yield f"CREATE OR REPLACE FUNCTION log_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
    for event in _EVENTS:
        rows = "OLD TABLE AS touched" if event == "DELETE" else "NEW TABLE AS touched"
        if left and event == "UPDATE":
            rows += " OLD TABLE AS before"
        name = f"log_{table}_{event.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION log_{table}()"
        )


def _told(feeds: Sequence[tuple[str, str]], rows: str) -> str:
    return " UNION ".join(f"SELECT '{noun}', {where.format(row=rows)} FROM {rows}" for noun, where in feeds)


def _waits(told: str) -> str:
    return (
        "INSERT INTO changes_waiting (nouns, row_ids) SELECT array_agg(noun), array_agg(row_id) "
        f"FROM ({told}) AS told (noun, row_id) WHERE row_id IS NOT NULL HAVING count(*) > 0"
    )
