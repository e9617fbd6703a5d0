"""10,000 reports into payment lines and a batch, on both databases, while another process writes as people do.

Goals: at most five seconds together, and the others' writes at most half a second at the 95th percentile.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import islice
from select import select as readable
from typing import Any

from sqlalchemy import Connection, insert, select

import commands.approvals
import commands.batches
from benchmarks import banks
from benchmarks.harness import Count, Race
from db import queries, tables
from db.base import Base
from db.encryption import FieldKeys
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.errors import Stale
from domain.flow import Seen
from domain.money import Money
from domain.offers import OfferStatus
from domain.orders import OrderStatus
from domain.permissions import Role, Viewer
from domain.reports import ReportStatus, TravelKind
from domain.tariffs import FeeUnit, IncomeType
from domain.trail import Act

REPORTS = 10_000
MOST_MS, MOST_WAIT_MS = 5_000, 500
EVERY_THIRD = 3
PAUSE = 0.02
BREATH = {"sqlite": 0.01, "postgresql": 0.0}
"""SQLite's lock is not fair: whoever waits for it looks only now and then."""
KINDS = {"sqlite": banks.sqlite, "postgresql": banks.postgresql}
CLERK = Viewer(1, "Kaikki", frozenset(Role))
FIRST = datetime(2026, 1, 2, 6, 0, tzinfo=UTC)
FIRST_ID, SCALE, EXPERTS = 100_000, 0.1, 20
UP_TO, PAY_DATE = date(2026, 11, 22), date(2026, 12, 15)


@contextmanager
def contests(scale: int) -> Iterator[list[Race | Count]]:
    with ExitStack() as stack:
        found: list[Race | Count] = []
        for kind, bank in KINDS.items():
            database = stack.enter_context(bank(SCALE))
            report(database, REPORTS * scale)
            spent, waits = beside_others(database, partial(collected, database))
            check(database, REPORTS * scale)
            found += [
                Count(f"{kind}: ms for {REPORTS * scale} reports, of the bound", round(spent), MOST_MS * scale, 1.0),
                Count(f"{kind}: ms of others' {len(waits)} writes, p95, of the bound", p95(waits), MOST_WAIT_MS, 1.0),
                Count(f"{kind}: ms of others' slowest write, of the p95 bound", round(max(waits)), MOST_WAIT_MS, None),
            ]
        yield found


def p95(waits: Sequence[float]) -> int:
    return round(statistics.quantiles(waits, n=20)[-1])


def collected(database: Database) -> int:
    """Approved in steps as the job does it, then collected; the id of the batch."""
    with database.reading(CLERK) as reading:
        waiting = reading.session.execute(
            select(tables.Report.id, tables.Report.version).where(tables.Report.status == ReportStatus.SUBMITTED)
        ).all()
    rows = iter(waiting)
    while part := list(islice(rows, commands.approvals.AT_ONCE)):
        with database.writing(CLERK) as writing:
            commands.approvals.approve(writing, {row.id: Seen(row.version) for row in part})
        time.sleep(BREATH[database.engine.dialect.name])
    with database.reading(CLERK) as reading:
        payable = queries.batches.payable(reading, UP_TO)
    with database.writing(CLERK) as writing:
        return commands.batches.collect(writing, UP_TO, PAY_DATE, payable)


def check(database: Database, reports: int) -> None:
    """A third of the reports have a journey of 42 km as well: 30,00 and 23,10 euros."""
    with database.reading(CLERK) as reading:
        batch = queries.batches.current(reading)[0]
    journeys = sum(number % EVERY_THIRD == 0 for number in range(FIRST_ID, FIRST_ID + reports))
    if (batch.lines, batch.total) != (reports + journeys, Money(reports * 30_00 + journeys * 23_10)):
        raise AssertionError(f"the batch holds {batch.lines} lines, {batch.total}")


def beside_others(database: Database, act: Callable[[], object]) -> tuple[float, list[float]]:
    """Milliseconds of the act, and of each write that another process made meanwhile."""
    url = database.engine.url.render_as_string(hide_password=False)
    others = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.collect", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert others.stdout is not None
    others.stdout.readline()
    began = time.perf_counter()
    act()
    spent = (time.perf_counter() - began) * 1000
    told, _errors = others.communicate("stop\n")
    return spent, [float(part) for part in told.split()]


def write_as_others(url: str) -> None:
    """One small edit after another with a breath between them, each with its line on the trail, until told to stop."""
    database = Database(url, FieldKeys({1: bytes(32)}, bytes(32)), lambda: banks.NOW)
    edit(database, 0)
    print("ready", flush=True)
    waits: list[float] = []
    while not readable([sys.stdin], [], [], PAUSE)[0]:
        began = time.perf_counter()
        edit(database, len(waits))
        waits.append((time.perf_counter() - began) * 1000)
    print(*waits)


def edit(database: Database, number: int) -> None:
    while True:
        try:
            with database.writing(CLERK) as writing:
                row = writing.locked(tables.Client, number % banks.CLIENTS + 1)
                row.group_name = f"Ryhmä {number}"
                writing.changed(row)
                writing.record(Act.CHANGE, row)
            return
        except Stale:
            continue


def report(database: Database, count: int) -> None:
    """Sessions that were held and reported by another person, a third of them with a journey by car."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        numbers = range(FIRST_ID, FIRST_ID + count)
        for table, make in ROWS.items():
            connection.execute(insert(table), [row for number in numbers for row in make(number)])
        _payable(connection)
        if connection.dialect.name == "postgresql":
            _count_on(connection)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql("ANALYZE")


def _order(number: int) -> list[dict[str, Any]]:
    """One order asks for every expert."""
    if number % EXPERTS:
        return []
    kinds = {"client_id": 1, "package_id": 1, "task_type_id": 1}
    return [
        {"id": _order_of(number), "status": OrderStatus.HANDLING, "handler_id": 1, "received_at": banks.NOW, **kinds}
    ]


def _order_of(number: int) -> int:
    return FIRST_ID + number // EXPERTS


def _session(number: int) -> list[dict[str, Any]]:
    return [{"id": number, "order_id": _order_of(number), "place_in_series": number, **_span(number)}]


def _offer(number: int) -> list[dict[str, Any]]:
    told = {"status": OfferStatus.ACCEPTED, "offered_at": banks.NOW, "offered_by_id": 1}
    return [{"id": number, "order_id": _order_of(number), "expert_id": _expert(number), **told}]


def _assignment(number: int) -> list[dict[str, Any]]:
    agreed = {"agreed_at": banks.NOW, "fee_code": "CLIENT_PAIR", "free_cancellation_hours": 24, "cost_centre": "4711"}
    keys = {
        "id": number,
        "offer_id": number,
        "order_id": _order_of(number),
        "session_id": number,
        "expert_id": _expert(number),
    }
    return [{**keys, "status": AssignmentStatus.DONE, **agreed, **_span(number)}]


def _report(number: int) -> list[dict[str, Any]]:
    reported = {"status": ReportStatus.SUBMITTED, "reported_at": banks.NOW, "reported_by_id": 2}
    return [{"id": number, "assignment_id": number, "minutes": 60, **reported, **_span(number)}]


def _journey(number: int) -> list[dict[str, Any]]:
    if number % EVERY_THIRD:
        return []
    return [{"report_id": number, "kind": TravelKind.OWN_CAR, "quantity": 42}]


def _expert(number: int) -> int:
    return number % EXPERTS + 1


def _span(number: int) -> dict[str, datetime]:
    """Each expert has a session of an hour every second hour."""
    start = FIRST + timedelta(hours=2 * ((number - FIRST_ID) // EXPERTS))
    return {"starts_at": start, "ends_at": start + timedelta(hours=1)}


ROWS: dict[type[Base], Callable[[int], list[dict[str, Any]]]] = {
    tables.Order: _order,
    tables.Session: _session,
    tables.Offer: _offer,
    tables.Assignment: _assignment,
    tables.Report: _report,
    tables.TravelRow: _journey,
}


def _payable(connection: Connection) -> None:
    """The two prices, and details by which each expert can be paid."""
    confirmed = {"valid_from": date(2026, 1, 1), "proposed_by_id": 1, "confirmed_by_id": 2}
    names = dict.fromkeys(("name_fi", "name_sv", "name_en"), "Palkkio")
    fee = {"code": "CLIENT_PAIR", "unit": FeeUnit.OCCASION, "price": Money(30_00), **names, **confirmed}
    covers = {
        "includes_preparation": True,
        "includes_after_work": True,
        "income_type": IncomeType.NON_WAGE_COMPENSATION,
    }
    connection.execute(insert(tables.FeeRate), [{"id": 1, **fee, **covers}])
    connection.execute(
        insert(tables.TravelRate), [{"id": 1, "kind": TravelKind.OWN_CAR, "price": Money(55), **confirmed}]
    )
    known = [{"expert_id": n, "identity_code_index": b"%d" % n, "iban_index": b"%d" % n} for n in range(1, EXPERTS + 1)]
    connection.execute(insert(tables.PayrollDetails), known)


def _count_on(connection: Connection) -> None:
    """Rows were given their numbers, of which PostgreSQL's counters know nothing."""
    for table in ("batches", "payment_lines"):
        connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


if __name__ == "__main__":
    write_as_others(sys.argv[1])
