"""The database's own refusals: triggers and constraints beside the tables, installed after every migration.

Alembic's batch mode drops triggers silently, so the program asks at start whether all of them are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Index, UniqueConstraint, text
from sqlalchemy.exc import DBAPIError

from db import changes
from db.base import Base, Cents
from domain import batches
from domain.errors import Refusal, Refused, Stale

EVENTS = ("INSERT", "UPDATE", "DELETE")


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


_BATCH_IS_OPEN = "(SELECT status FROM batches WHERE id = {row}.batch_id) = 'open'"
_STEPS = " OR ".join(
    f"(OLD.status = '{step.source.value}' AND NEW.status = '{step.target.value}')" for step in batches.FLOW
)
_CONTENT = ("up_to", "pay_date", "prepared_by_id", "prepared_at", "total", "content_sha256")

GUARDS: tuple[Guard, ...] = (
    *_frozen("trail"),
    *_frozen("payment_lines"),
    *_frozen("payroll_files"),
    *_frozen("rejections"),
    Guard("guard_batch_lines_added", "batch_lines", "INSERT", f"NOT {_BATCH_IS_OPEN.format(row='NEW')}"),
    Guard("guard_batch_lines_changed", "batch_lines", "UPDATE", f"NOT {_BATCH_IS_OPEN.format(row='OLD')}"),
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

OVERLAP = "guard_assignments_overlap"
TAKEN = "('agreed', 'done', 'no_show')"

REFUSALS: Mapping[str, Refusal] = {
    OVERLAP: Refused("The expert already has another assignment at this time."),
    "uq_assignments_one_live": Refused("The expert already has this assignment."),
    "uq_offers_one_open": Refused("The expert already has an offer of this order."),
    "uq_batch_lines_line_id": Stale("A line was collected into another batch at the same moment. Nothing was saved."),
    "uq_payment_lines_one_original": Stale("This report has been approved already."),
    "uq_payment_lines_one_correction": Refused("This line has been corrected already."),
    "uq_reports_one_live": Stale("This assignment has been reported already."),
    "pk_rejections": Stale("This line has been rejected already."),
    "uq_payroll_files_batch_id": Stale("Someone was first: this file has been made already."),
    "uq_column_sets_key": Stale("Someone was first: this column set has been stored already."),
    "ck_account_changes_two_persons": Refused("You proposed this account yourself: another person must confirm it."),
    "uq_account_changes_one_open": Stale("Someone was first: another account was proposed at the same moment."),
    "uq_holds_one_open": Stale("This line is on hold already."),
    "ck_batches_four_eyes": Refused("You prepared this batch. Another person approves it."),
    "ck_reports_two_persons": Refused("You entered this report. Another person approves it."),
    "ck_role_grants_two_persons": Refused("You granted this role. Another person confirms it."),
    "ck_fee_rates_two_persons": Refused("You proposed this. Another person confirms it."),
    "ck_travel_rates_two_persons": Refused("You proposed this. Another person confirms it."),
    "guard_trail_unchanged": Refused("The trail is never changed."),
    "guard_payment_lines_unchanged": Refused("A payment line is never changed; it is corrected by new lines."),
    "guard_batch_lines_added": Stale("The batch is no longer open. Nothing was saved."),
    "guard_batch_lines_removed": Stale("The batch is no longer open. Nothing was saved."),
    "guard_batches_steps": Stale("Someone was first: the batch has moved on."),
    "uq_users_username": Refused("This user name is taken."),
    "uq_clients_name": Refused("There is already an orderer of this name."),
    "uq_experts_number": Refused("This expert number is taken."),
    "uq_agreements_number": Refused("This agreement number is taken."),
    "uq_payroll_details_identity_code_index": Refused("Another expert has this personal identity code."),
    "uq_fee_rates_code": Refused("There is already a rate from this day."),
    "uq_package_prices_package_id": Refused("There is already a rate from this day."),
    "uq_travel_rates_kind": Refused("There is already a rate from this day."),
    "database is locked": Stale("The database was busy. Nothing was saved; try again."),
    "deadlock detected": Stale("The database was busy. Nothing was saved; try again."),
}
"""Name of a guard or constraint → what the person is told."""


_SQLITE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL_TRIGGERS = "SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal"


def refusal(error: DBAPIError) -> Refusal | None:
    """What the database's own refusal means to a person; None when it is a fault of the program."""
    said = str(error.orig)
    if said.startswith("UNIQUE constraint failed: "):
        said += " " + _unique_name(said.removeprefix("UNIQUE constraint failed: "))
    for name, meaning in REFUSALS.items():
        if name in said:
            return type(meaning)(meaning.message)
    return None


def _unique_name(columns: str) -> str:
    """SQLite tells the columns of a broken UNIQUE, PostgreSQL its name."""
    wanted = [column.split(".")[-1].strip() for column in columns.split(",") if "." in column]
    table = Base.metadata.tables.get(columns.split(".")[0].strip())
    if table is None:
        return ""
    indexes: list[Index | UniqueConstraint] = [index for index in table.indexes if index.unique]
    uniques = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    for item in indexes + uniques:
        if [column.name for column in item.columns] == wanted:
            return str(item.name)
    return ""


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
    names = {guard.name for guard in GUARDS}
    if dialect == "sqlite":
        overlap = {f"{OVERLAP}_{event.lower()}" for event in EVENTS[:2]}
        cents = {f"guard_{table}_cents_{event.lower()}" for table, _columns in _money() for event in EVENTS[:2]}
        log = {f"log_{table}_{event.lower()}" for table in changes.FEEDS for event in EVENTS}
        return names | overlap | cents | log
    return names | {OVERLAP} | {f"log_{table}" for table in changes.FEEDS}


def _money() -> Iterator[tuple[str, list[str]]]:
    for table in Base.metadata.sorted_tables:
        columns = [column.name for column in table.columns if isinstance(column.type, Cents)]
        if columns:
            yield table.name, columns


def _statements(dialect: str) -> Iterator[str]:
    yield from _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> Iterator[str]:
    for guard in GUARDS:
        when = guard.when.replace("IS DISTINCT FROM", "IS NOT")
        yield from _sqlite_refusal(guard.name, guard.table, guard.event, when, guard.name)
    for event in EVENTS[:2]:
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
    for table, feeds in changes.FEEDS.items():
        for event in EVENTS:
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


def _left(table: str) -> Sequence[tuple[str, str]]:
    return [(noun, where) for noun, where in changes.FEEDS[table] if (table, noun) in changes.LEFT]


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
    for table in ("trail", "payment_lines", "payroll_files"):
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
    for table, feeds in changes.FEEDS.items():
        yield from _postgresql_log(table, feeds)


def _postgresql_log(table: str, feeds: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Deferred to the commit and numbered through one locked row, so the order is that of commits."""
    entries = " ".join(
        f"target := {where.format(row='touched')}; IF target IS NOT NULL THEN "
        "UPDATE change_head SET seq = seq + 1 WHERE id = 1 RETURNING seq INTO place; "
        f"INSERT INTO changes (seq, noun, row_id) VALUES (place, '{noun}', target); END IF;"
        for noun, where in feeds
    )
    entries += " ".join(
        f"IF TG_OP = 'UPDATE' AND {where.format(row='OLD')} IS DISTINCT FROM {where.format(row='NEW')} THEN "
        f"target := {where.format(row='OLD')}; IF target IS NOT NULL THEN "
        "UPDATE change_head SET seq = seq + 1 WHERE id = 1 RETURNING seq INTO place; "
        f"INSERT INTO changes (seq, noun, row_id) VALUES (place, '{noun}', target); END IF; END IF;"
        for noun, where in _left(table)
    )
    yield f"DROP TRIGGER IF EXISTS log_{table} ON {table}"
    yield (
        f"CREATE OR REPLACE FUNCTION log_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"DECLARE touched {table}%ROWTYPE; target bigint; place bigint; BEGIN "
        f"IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF; {entries} RETURN NULL; END $$"
    )
    yield (
        f"CREATE CONSTRAINT TRIGGER log_{table} AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_{table}()"
    )
