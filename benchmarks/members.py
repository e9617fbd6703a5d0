"""Banks of experts for the matching benchmark: scale 1 is 200 experts with everything in order or not, and 10,000 past
assignments with some to come. The same scale always gives the same bank."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

import commands.reference
from benchmarks.banks import EVERYONE
from db import guards, schema, tables
from db.base import Base
from db.encryption import FieldKeys
from db.session import Database

NOW = datetime.now(UTC).replace(microsecond=0)
"""Of the run, for a served program lives by the real clock."""
TODAY = NOW.date()
THURSDAY = 3
TASK_DAY = TODAY + timedelta(days=7 + (THURSDAY - TODAY.weekday()) % 7)
"""Always a Thursday, so that as many other days could be proposed whenever it is run."""
PLACE = "837"
EXPERTS, ORDERS, EACH = 200, 1000, 10
CLIENTS = 6
YEARS = 8
BASIC, INDUCTION = range(1, 3)
REFRESHERS, MENTORINGS = range(3, 15), range(15, 27)
HOSPITAL_EVENT = 27
HOSPITAL = 1
ORDER = 1
"""The order that is ranked."""
EXPERT = (
    *("id", "number", "first_name", "last_name", "joined_on", "municipality", "on_site", "remote", "work_wish"),
    *("paused_from", "monthly_cap", "availability_known", "contact_route", "phone"),
)
Rows = Iterable[Sequence[Any]]


@contextmanager
def bank(scale: int) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="kohtaanto-members-") as folder:
        path = Path(folder) / "bank.db"
        schema.upgrade(f"sqlite:///{path}")
        database = Database(f"sqlite:///{path}", FieldKeys({1: bytes(32)}, bytes(32)), lambda: NOW)
        _add_reference(database)
        _fill(path, scale)
        with database.engine.begin() as connection:
            guards.install(connection)
            connection.execute(text("ANALYZE"))
        yield database
        database.dispose()


def _add_reference(database: Database) -> None:
    with database.writing(EVERYONE) as writing:
        user = {"name": EVERYONE.name, "password_hash": "!", "language": "fi"}
        writing.session.add_all(tables.User(username=username, **user) for username in ("all", "confirming"))
        names = {f"name_{language}": "Sairaala" for language in ("fi", "sv", "en")}
        writing.session.add(tables.Induction(id=HOSPITAL, key="hospital", **names))
        commands.reference.load(writing)


def _fill(path: Path, scale: int) -> None:
    """In bulk, while the triggers rest."""
    connection = sqlite3.connect(path)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    draw = random.Random(scale)
    kinds = {name: _ids(connection, name) for name in ("themes", "task_types", "packages")}
    places = [code for (code,) in connection.execute("SELECT code FROM municipalities ORDER BY county_code, code")]
    experts = EXPERTS * scale
    _add(connection, tables.Client, (("id", "name"), ((n, f"Yksikkö {n}") for n in range(1, CLIENTS * scale + 1))))
    _events(connection)
    for table, columns, rows in _register(draw, experts, kinds, places):
        _add(connection, table, (columns, rows))
    _chain(connection, draw, scale, kinds, places)
    connection.commit()
    connection.close()


def _ids(connection: sqlite3.Connection, table: str) -> list[int]:
    return [row for (row,) in connection.execute(f"SELECT id FROM {table} ORDER BY id")]


def _add(connection: sqlite3.Connection, table: type[Base], rows: tuple[Sequence[str], Rows]) -> None:
    """With the defaults of the table's other columns."""
    names, values = rows
    defaults = {
        column.name: getattr(column.default.arg, "value", column.default.arg)
        for column in table.__table__.columns
        if column.default is not None and column.name not in names
    }
    every = [*names, *defaults]
    marks = ", ".join("?" * len(every))
    statement = f"INSERT INTO {table.__tablename__} ({', '.join(every)}) VALUES ({marks})"
    connection.executemany(statement, ((*row, *defaults.values()) for row in values))


def _events(connection: sqlite3.Connection) -> None:
    events = [
        (BASIC, "basic", "2021-05-20", 120, True),
        (INDUCTION, "induction", "2021-05-22", 12, True),
        *((n, "refresher", _day(-30 * (n - 3) - 5), 3, True) for n in REFRESHERS),
        *((n, "mentoring", _day(-12 * (n - 15) - 5), 2, True) for n in MENTORINGS),
        (HOSPITAL_EVENT, "extra", "2025-02-01", 3, True),
    ]
    names = ("id", "kind", "held_on", "hours", "own", "name")
    _add(connection, tables.Training, (names, ((*event, "Koulutus") for event in events)))
    _add(connection, tables.TrainingInduction, (("training_id", "induction_id"), [(HOSPITAL_EVENT, HOSPITAL)]))


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def _register(
    draw: random.Random, count: int, kinds: dict[str, list[int]], places: list[str]
) -> Iterator[tuple[type[Base], Sequence[str], Rows]]:
    ids = range(1, count + 1)
    homes = {n: draw.randrange(len(places)) if draw.random() < 0.6 else places.index(PLACE) for n in ids}
    yield (
        tables.Expert,
        EXPERT,
        (_expert(draw, n, places[homes[n]]) for n in ids),
    )
    consent = ("expert_id", "theme_id", "role", "consent_from", "consent_until", "withdrawn_at")
    yield tables.ExpertTheme, consent, (row for n in ids for row in _themes(draw, n, kinds["themes"]))
    spoken = [(n, "fi") for n in ids] + [(n, "sv") for n in ids if n % 9 == 0]
    yield tables.ExpertLanguage, ("expert_id", "language"), spoken
    near = [(n, places[(homes[n] + step) % len(places)]) for n in ids for step in range(-draw.randrange(3), 3)]
    yield tables.ExpertArea, ("expert_id", "municipality"), near
    chosen = [(n, task) for n in ids if n % 7 == 0 for task in draw.sample(kinds["task_types"], 4)]
    yield tables.ExpertTaskType, ("expert_id", "task_type_id"), chosen
    week = [(n, day, 8 * 60, draw.choice((12, 16, 20)) * 60) for n in ids for day in range(7) if draw.random() < 0.7]
    yield tables.AvailabilitySlot, ("expert_id", "weekday", "from_minute", "to_minute"), week
    away = [(n, _day(first), _day(first + 6), n % 3 == 0) for n in ids if n % 5 == 0 for first in [draw.randrange(30)]]
    yield tables.AvailabilityException, ("expert_id", "first_day", "last_day", "available"), away
    apart = [(n, draw.randrange(1, CLIENTS + 1)) for n in ids if n % 25 == 0]
    yield tables.Unwanted, ("expert_id", "client_id"), apart
    attended = [(event, n, day) for n in ids for event, day in _attended(draw)]
    yield tables.Attendance, ("training_id", "expert_id", "attended_on"), attended
    signed = [(n, f"S{n}", "assignment", _day(-300), _day(300)) for n in ids if draw.random() < 0.95]
    yield tables.Agreement, ("expert_id", "number", "kind", "valid_from", "valid_to"), signed
    cards = ("expert_id", "text", "source", "leaning", "written_on", "written_by_id", "valid_until")
    told = [(n, "Mielellään", "expert", "for", _day(-9), 1, _day(300)) for n in ids if n % 10 == 0]
    yield tables.Hint, cards, told


def _expert(draw: random.Random, n: int, home: str) -> Sequence[Any]:
    wish = draw.choice(("often", "now_and_then", "seldom", "now_and_then", "paused"))
    facts = (draw.random() < 0.9, draw.random() < 0.8, wish, _day(-9) if n % 40 == 0 else None)
    cap = 10000 if n % 20 == 0 else None
    route = "association" if n % 15 == 0 else "self"
    joined = (TODAY - timedelta(days=draw.randrange(30, 2000))).isoformat()
    return (n, f"K{n}", "Aino", f"Aalto {n}", joined, home, *facts, cap, n % 6 > 0, route, "050 000 0000")


def _themes(draw: random.Random, n: int, themes: list[int]) -> Iterator[Sequence[Any]]:
    for theme in draw.sample(themes, draw.randrange(1, 5)):
        until = draw.choice((None, None, None, _day(draw.randrange(5, 400))))
        withdrawn = "2026-05-01T07:00:00.000000Z" if draw.random() < 0.03 else None
        yield (n, theme, draw.choice(("own", "own", "close_one")), "2022-01-01", until, withdrawn)


def _attended(draw: random.Random) -> list[tuple[int, str]]:
    found = [(BASIC, "2021-05-20"), (INDUCTION, "2021-05-22")]
    if draw.random() < 0.9:
        event = draw.choice(REFRESHERS)
        found.append((event, _day(-30 * (event - 3) - 5)))
    if draw.random() < 0.9:
        event = draw.choice(MENTORINGS)
        found.append((event, _day(-12 * (event - 15) - 5)))
    return found + ([(HOSPITAL_EVENT, "2025-02-01")] if draw.random() < 0.8 else [])


def _chain(
    connection: sqlite3.Connection, draw: random.Random, scale: int, kinds: dict[str, list[int]], places: list[str]
) -> None:
    """The order that is ranked, then others of EACH sessions: old ones held, every fiftieth still to come."""
    count, experts = ORDERS * scale, EXPERTS * scale
    names = (
        "id",
        "status",
        "client_id",
        "package_id",
        "task_type_id",
        "municipality",
        "remote",
        "received_at",
        "language",
    )
    ranked = (ORDER, "handling", 1, kinds["packages"][0], kinds["task_types"][0], PLACE, False, _at(TODAY, 7), "fi")
    others = (
        (
            n,
            "handling",
            draw.randrange(1, CLIENTS * scale + 1),
            kinds["packages"][0],
            draw.choice(kinds["task_types"]),
            draw.choice(places),
            n % 8 == 0,
            _at(TODAY, 7),
            "fi",
        )
        for n in range(2, count + 2)
    )
    _add(connection, tables.Order, (names, [ranked, *others]))
    _add(connection, tables.OrderTheme, (("order_id", "theme_id"), [(ORDER, kinds["themes"][0])]))
    _add(connection, tables.OrderInduction, (("order_id", "induction_id"), [(ORDER, HOSPITAL)]))
    offered = ("id", "order_id", "expert_id", "status", "offered_at", "offered_by_id")
    offers = ((n, n, n % experts + 1, "accepted", _at(TODAY, 7), 1) for n in range(2, count + 2))
    _add(connection, tables.Offer, (offered, offers))
    sessions = ("id", "order_id", "place_in_series", "starts_at", "ends_at")
    ours = (1, ORDER, 1, _at(TASK_DAY, 8), _at(TASK_DAY, 10))
    plan = list(_sessions(draw, count))
    _add(connection, tables.Session, (sessions, [ours, *(row for row, _ in plan)]))
    held = ("id", "offer_id", "order_id", "session_id", "expert_id", "status", "starts_at", "ends_at", "agreed_at")
    _add(
        connection,
        tables.Assignment,
        (
            (*held, "fee_code", "frozen_fee", "free_cancellation_hours", "cancelled_by"),
            (_assignment(row, status, experts) for row, status in plan),
        ),
    )


def _sessions(draw: random.Random, count: int) -> Iterator[tuple[Sequence[Any], str]]:
    """Once a week those that are over, the last of them a week ago or more; day by day those to come."""
    number = 1
    for order in range(2, count + 2):
        ahead = order % 50 == 0
        begun = draw.randrange(7 * EACH, YEARS * 365)
        for place in range(EACH):
            number += 1
            day = TODAY + timedelta(days=place + 5 if ahead else 7 * place - begun)
            hour = 6 + draw.randrange(8)
            row = (number, order, place + 1, _at(day, hour), _at(day, hour + 1))
            yield row, "agreed" if ahead else "cancelled" if number % 20 == 0 else "done"


def _assignment(session: Sequence[Any], status: str, experts: int) -> Sequence[Any]:
    number, order, _, start, end = session
    who = (number, order, order, number, order % experts + 1, status, start, end, start)
    return (*who, "CLIENT_PAIR", 5000, 24, "client" if status == "cancelled" else None)


def _at(day: date, hour: int) -> str:
    """As `db.base.Instant` keeps it on SQLite."""
    return f"{day.isoformat()}T{hour:02}:00:00.000000Z"
