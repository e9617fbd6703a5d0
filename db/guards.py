"""The database's own refusals: triggers and constraints beside the tables, installed after every migration.

Alembic's batch mode drops triggers silently, so the program asks at start whether all of them are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from db import changes
from db.base import Cents
from db.tables import Base
from domain import batches

EVENTS = ("INSERT", "UPDATE")


@dataclass(frozen=True)
class Guard:
    """`when` is the condition under which the event on `table` is refused; both databases understand it."""

    name: str
    table: str
    event: str
    when: str = "1=1"


def _frozen(table: str) -> Iterator[Guard]:
    yield Guard(f"guard_{table}_unchanged", table, "UPDATE")
    yield Guard(f"guard_{table}_kept", table, "DELETE")


def _differs(table: str, *but: str) -> str:
    columns = [column.name for column in Base.metadata.tables[table].columns if column.name not in but]
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def _unless_resealed(table: str, sealed: str) -> str:
    """Ciphertext may change only together with the number of its key, and into as many bytes."""
    return (
        f"{_differs(table, sealed)} OR length(OLD.{sealed}) <> length(NEW.{sealed}) "
        f"OR substr(OLD.{sealed}, 1, 1) = substr(NEW.{sealed}, 1, 1)"
    )


_BATCH_IS_OPEN = "(SELECT status FROM batches WHERE id = {row}.batch_id) = 'open'"
_STEPS = " OR ".join(
    f"(OLD.status = '{step.source.value}' AND NEW.status = '{step.target.value}')" for step in batches.FLOW
)
_CONTENT = ("up_to", "pay_date", "prepared_by_id", "prepared_at", "total", "content_sha256")

GUARDS: tuple[Guard, ...] = (
    *_frozen("trail"),
    *_frozen("payment_lines"),
    *_frozen("trail_values"),
    *_frozen("looks"),
    Guard("guard_person_keys_kept", "person_keys", "DELETE"),
    Guard("guard_person_keys_destroyed", "person_keys", "UPDATE", "OLD.sealed IS NULL"),
    Guard("guard_payroll_files_unchanged", "payroll_files", "UPDATE", _unless_resealed("payroll_files", "body")),
    Guard("guard_payroll_files_kept", "payroll_files", "DELETE"),
    *_frozen("rejections"),
    Guard("guard_batch_lines_added", "batch_lines", "INSERT", f"NOT {_BATCH_IS_OPEN.format(row='NEW')}"),
    Guard(
        "guard_batch_lines_changed",
        "batch_lines",
        "UPDATE",
        f"NOT {_BATCH_IS_OPEN.format(row='OLD')} AND ({_differs('batch_lines', 'account_index')}"
        " OR NEW.account_index IS NULL OR OLD.account_index IS NULL)",
    ),
    Guard("guard_batch_lines_removed", "batch_lines", "DELETE", f"NOT {_BATCH_IS_OPEN.format(row='OLD')}"),
    Guard("guard_batches_kept", "batches", "DELETE"),
    Guard("guard_batches_steps", "batches", "UPDATE", f"OLD.status <> NEW.status AND NOT ({_STEPS})"),
    Guard("guard_batches_version", "batches", "UPDATE", "OLD.status <> NEW.status AND NEW.version <= OLD.version"),
    Guard(
        "guard_batches_content",
        "batches",
        "UPDATE",
        "OLD.status IN ('approved', 'exported', 'acknowledged') AND ("
        + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _CONTENT)
        + ")",
    ),
)

KEPT = ("trail", "trail_values", "looks", "person_keys", "payment_lines", "payroll_files")
"""What PostgreSQL may not truncate either."""

OVERLAP = "guard_assignments_overlap"
TAKEN = "('agreed', 'done', 'no_show')"


_SQLITE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"


def lift(connection: Connection) -> None:
    """Drops every trigger, until `install`: one that names a table keeps SQLite from rebuilding it."""
    if connection.dialect.name == "sqlite":
        found = [(name, "") for name in connection.execute(text(_SQLITE_TRIGGERS)).scalars()]
    else:
        found = [(name, f" ON {table}") for name, table in connection.execute(text(_POSTGRESQL_TRIGGERS))]
    for name, on in found:
        connection.execute(text(f"DROP TRIGGER {name}{on}"))


def install(connection: Connection) -> None:
    """Idempotent: drops what carries a guard's name and makes it anew."""
    for statement in _statements(connection.dialect.name):
        connection.execute(text(statement))


def missing(connection: Connection) -> set[str]:
    """Names of the guards that the database should have and has not."""
    if connection.dialect.name == "sqlite":
        query = _SQLITE_TRIGGERS
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' "
            "UNION SELECT conname FROM pg_constraint WHERE contype = 'x'"
        )
    present = set(connection.execute(text(query)).scalars())
    return expected(connection.dialect.name) - present


def expected(dialect: str) -> set[str]:
    names = {guard.name for guard in GUARDS} | changes.triggers(dialect)
    if dialect == "sqlite":
        overlap = {f"{OVERLAP}_{event.lower()}" for event in EVENTS}
        cents = {f"guard_{table}_cents_{event.lower()}" for table, _columns in _money() for event in EVENTS}
        return names | overlap | cents
    return names | {OVERLAP}


def _money() -> Iterator[tuple[str, list[str]]]:
    for table in Base.metadata.sorted_tables:
        columns = [column.name for column in table.columns if isinstance(column.type, Cents)]
        if columns:
            yield table.name, columns


def _statements(dialect: str) -> Iterator[str]:
    yield from _sqlite() if dialect == "sqlite" else _postgresql()
    yield from changes.statements(dialect)


def _sqlite() -> Iterator[str]:
    for guard in GUARDS:
        when = guard.when.replace("IS DISTINCT FROM", "IS NOT")
        yield from _sqlite_refusal(guard.name, guard.table, guard.event, when, guard.name)
    for event in EVENTS:
        clash = (
            f"NEW.status IN {TAKEN} AND EXISTS (SELECT 1 FROM assignments AS other WHERE other.expert_id = NEW.expert_id "
            f"AND other.id <> NEW.id AND other.status IN {TAKEN} "
            "AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at)"
        )
        yield from _sqlite_refusal(f"{OVERLAP}_{event.lower()}", "assignments", event, clash, OVERLAP)
        for table, columns in _money():
            wrong = " OR ".join(f"typeof(NEW.{column}) NOT IN ('integer', 'null')" for column in columns)
            name = f"guard_{table}_cents_{event.lower()}"
            yield from _sqlite_refusal(name, table, event, wrong, name)


def _sqlite_refusal(name: str, table: str, event: str, when: str, said: str) -> Iterator[str]:
    """BEFORE: an inserted row has no id yet there (NEW.id is -1), so it never meets itself."""
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{said}'); END"


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for guard in GUARDS:
        yield f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}"
        yield (
            f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {guard.when} THEN RAISE EXCEPTION '{guard.name}' USING ERRCODE = 'integrity_constraint_violation'; "
            f"END IF; RETURN {'OLD' if guard.event == 'DELETE' else 'NEW'}; END $$"
        )
        yield (
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
        )
    for table in KEPT:
        yield f"DROP TRIGGER IF EXISTS guard_{table}_truncated ON {table}"
        yield (
            f"CREATE TRIGGER guard_{table}_truncated BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION refuse('guard_{table}_truncated')"
        )
    yield f"ALTER TABLE assignments DROP CONSTRAINT IF EXISTS {OVERLAP}"
    yield (
        f"ALTER TABLE assignments ADD CONSTRAINT {OVERLAP} EXCLUDE USING gist "
        "(int8range(expert_id, expert_id, '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&) "
        f"WHERE (status IN {TAKEN})"
    )
