"""Eight years of work for the charts: scale 1 is 10,000 assignments. The database itself fills its tables, while its
triggers rest; nothing is written afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, BigInteger, ColumnElement, Connection, String, cast, func, insert, literal, select

from benchmarks import banks
from db import tables
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.fees import LineKind
from domain.money import Money
from domain.offers import OfferStatus
from domain.orders import OrderStatus, Use
from domain.reports import ReportStatus
from domain.tariffs import IncomeType

ASSIGNMENTS, EXPERTS = 10_000, 200
CLIENTS, PACKAGES, THEMES, AREAS = 600, 10, 40, 20
FIRST, DAYS = date(2018, 12, 1), 8 * 365 - 31
NOON = datetime(2018, 12, 1, 10, tzinfo=UTC)
"""At noon a day is the same day in Helsinki and in UTC, so that the peers need no calendar."""
FEE = Money(30_00)
SPREAD = 2_654_435_761
"""Knuth's multiplier: consecutive numbers fall far apart."""


@contextmanager
def sqlite(scale: int) -> Iterator[Database]:
    with banks.sqlite(0) as database:
        yield _filled(database, scale)


@contextmanager
def postgresql(scale: int) -> Iterator[Database]:
    with banks.postgresql(0) as database:
        yield _filled(database, scale)


def _filled(database: Database, scale: int) -> Database:
    count, experts = ASSIGNMENTS * scale, EXPERTS * scale
    with database.engine.begin() as connection:
        _rest(connection)
        _reference(connection, experts)
        _work(connection, count, experts)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    return database


def _rest(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in names:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _reference(connection: Connection, experts: int) -> None:
    def several(table: Any, first: int, last: int, **facts: Any) -> None:
        rows = [{name: of(n) if callable(of) else of for name, of in facts.items()} for n in range(first, last + 1)]
        connection.execute(insert(table), [{"id": first + place, **row} for place, row in enumerate(rows)])

    names = {f"name_{language}": str for language in ("fi", "sv", "en")}
    several(tables.Client, banks.CLIENTS + 1, CLIENTS, name=str, group_name=lambda n: f"R{n % 4}")
    several(tables.Package, banks.PACKAGES + 1, PACKAGES, code=str, use=Use.PEER, fee_code="X", minutes=60, **names)
    several(tables.Theme, banks.THEMES + 1, THEMES, key=str, bit=lambda n: n, **names)
    places = [
        {"code": f"{n:03}", "name": str(n), "county_code": "", "latitude": 0, "longitude": 0}
        for n in range(1, AREAS + 1)
    ]
    connection.execute(insert(tables.MunicipalityPlace), places)
    several(tables.Expert, 1, experts, number=str, first_name="Aino", last_name=str, joined_on=FIRST)


def _work(connection: Connection, count: int, experts: int) -> None:
    n = _numbers(count)
    i = n.c.i
    start, end = (_noon(connection, i * DAYS // count, hours) for hours in (0, 1))
    span = {"starts_at": start, "ends_at": end}
    _add(
        connection,
        tables.Order,
        n,
        id=i,
        client_id=_drawn(i, 3, CLIENTS),
        package_id=_drawn(i, 7, PACKAGES),
        task_type_id=1,
        status=OrderStatus.HANDLING,
        municipality=func.substr(literal("00").concat(cast(_drawn(i, 5, AREAS), String)), -3)
        if connection.dialect.name == "sqlite"
        else func.lpad(cast(_drawn(i, 5, AREAS), String), 3, "0"),
        received_at=start,
    )
    _add(connection, tables.OrderTheme, n, order_id=i, theme_id=_drawn(i, 11, THEMES))
    _add(connection, tables.Session, n, id=i, order_id=i, place_in_series=1, **span)
    called = {"status": OfferStatus.ACCEPTED, "offered_at": start, "offered_by_id": 1}
    _add(connection, tables.Offer, n, id=i, order_id=i, expert_id=_drawn(i, 13, experts), **called)
    terms = {"status": AssignmentStatus.DONE, "agreed_at": start, "fee_code": "X", "free_cancellation_hours": 24}
    ids = dict.fromkeys(("id", "offer_id", "order_id", "session_id"), i)
    _add(connection, tables.Assignment, n, **ids, expert_id=_drawn(i, 13, experts), **terms, **span)
    minutes = {"minutes": _drawn(i, 9, 3) * 30, "reported_at": start, "approved_at": start}
    by = {"status": ReportStatus.APPROVED, "reported_by_id": 1, "approved_by_id": 2}
    _add(connection, tables.Report, n, id=i, assignment_id=i, **minutes, **by, **span)
    paid = {"unit_cents": FEE, "cents": FEE, "kind": LineKind.FEE, "quantity": Decimal(1), "work_date": FIRST}
    told = {"entered_by_id": 1, "entered_at": start, "income_type": IncomeType.TIME_RATE_PAY}
    _add(connection, tables.PaymentLine, n, id=i, report_id=i, expert_id=1, **paid, **told)


def _add(connection: Connection, table: Any, n: CTE, **facts: Any) -> None:
    columns = table.__table__.c
    values = [
        value if isinstance(value, ColumnElement) else literal(value, columns[name].type)
        for name, value in facts.items()
    ]
    connection.execute(insert(table).from_select(list(facts), select(*values).select_from(n)))


def _numbers(count: int) -> CTE:
    n = select(cast(literal(1), BigInteger).label("i")).cte("n", recursive=True)
    return n.union_all(select(n.c.i + 1).where(n.c.i < count))


def _drawn(i: Any, shift: int, most: int) -> ColumnElement[int]:
    """From 1 to `most`, as if at random."""
    return (i * SPREAD // (1 << shift)) % most + 1


def _noon(connection: Connection, days: Any, hours: int) -> ColumnElement[Any]:
    seconds = int(NOON.timestamp()) + hours * 3600 + days * 86_400
    if connection.dialect.name == "sqlite":
        return func.strftime("%Y-%m-%dT%H:%M:%S.000000Z", seconds, "unixepoch")
    return func.to_timestamp(seconds)
