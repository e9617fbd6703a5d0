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
    "payment_lines": [("reports", "{row}.report_id"), ("experts", "{row}.expert_id")],
    "holds": [("lines", "{row}.line_id")],
    "batches": [("batches", "{row}.id")],
    "batch_ticks": [("batches", "{row}.batch_id")],
    "payroll_files": [("batches", "{row}.batch_id")],
    "rejections": [("batches", "{row}.batch_id")],
    "column_sets": [("column_sets", "{row}.id")],
    "batch_comments": [("batches", "{row}.batch_id")],
    "experts": [("experts", "{row}.id")],
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
