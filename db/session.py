"""Engines, and the only begin and commit in the program: `reading()` and `writing()`."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, Executable, create_engine, event, inspect, select, update
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from db import bulk, refusals, tables
from db.base import Base
from db.encryption import FieldKeys
from domain import deeds, times, trail
from domain.errors import Missing, Refusal, Refused, Stale
from domain.flow import Seen
from domain.permissions import HOUSE, Viewer

T = TypeVar("T", bound=Base)
BUSY_SECONDS = 30
UNSTORABLE = (DataError, OverflowError, UnicodeEncodeError)
"""What the drivers say of a number beyond 64 bits, a NUL or half a character: only a forged form holds such."""


def make_engine(url: str) -> Engine:
    """What was written stays out of error messages, and so out of logs.

    SQLite: own BEGIN, WAL, FULL (reliability recipe: the driver's own transactions lose updates without an error).
    """
    if url.startswith("sqlite"):
        engine = create_engine(
            url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")
    # SQLite's own knows no letters but a to z; a search for "öhman" finds Öhman.
    connection.create_function("lower", 1, lambda text: text and str(text).lower(), deterministic=True)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "IMMEDIATE"))


def _prepare_postgresql(connection: Any, _record: object) -> None:
    """Compiling short queries costs more than it saves (229 → 145 ms measured). Instants come in UTC, as they are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        cursor.execute("SET TimeZone = 'UTC'")
    connection.commit()


def _unstorable() -> Refused:
    return Refused("A number is too large, or a text holds a sign that cannot be stored. Nothing was saved.")


@dataclass
class Reading:
    """One consistent look at the database by one person."""

    session: Session
    viewer: Viewer
    now: datetime
    keys: FieldKeys

    @property
    def today(self) -> date:
        return times.day_of(self.now)

    def by_house(self) -> AbstractContextManager[Reading]:
        """The same look by the program itself: for what stands in a file and in no person's own query."""
        return nullcontext(Reading(self.session, HOUSE, self.now, self.keys))

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Of plain columns, without what the session does for whole objects: half the cost of a short list."""
        if self.session.autoflush:
            self.session.flush()
        return self.session.connection().execute(statement, parameters).all()


@dataclass
class Writing(Reading):
    """One transaction by one person; `now` is the only clock a command has. `deed` is set by what can be taken back."""

    attempt: str = ""
    events: list[trail.Event] = field(default_factory=list)
    steps: list[deeds.Step] = field(default_factory=list)
    deed: deeds.Deed | None = None
    in_deed: bool = False

    def locked(self, table: type[T], row_id: int, seen: Seen | None = None) -> T:
        """The row, locked until the commit. Missing when it is not there, Stale when it is not as `seen`."""
        row = self.session.get(table, row_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise Missing()
        if seen is not None and not seen.matches(row):
            raise Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")
        return row

    def changed(self, row: Base) -> None:
        """Counts an edit of a versioned row, so that whoever saw the earlier version is told."""
        row.version += 1  # type: ignore[attr-defined]

    def put(self, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
        """Many new rows by their attributes, at once; their ids do not come back."""
        keys = {name: column.key for name, column in inspect(table).columns.items()}
        self.session.flush()
        bulk.put(
            self.session.connection(),
            table.__tablename__,
            ({keys[name]: value for name, value in row.items()} for row in rows),
        )

    def record(self, act: trail.Act, row: Base, outcome: trail.Outcome = trail.Outcome.DONE, **facts: object) -> None:
        """One trail event, written last. `facts` never hold an identity code, an account or a background."""
        self.session.flush()
        identity = getattr(row, "id", None) or getattr(row, "expert_id", None)
        self.note(act, row.__tablename__, identity, outcome, **facts)

    def note(
        self,
        act: trail.Act,
        noun: str,
        row_id: int | None,
        outcome: trail.Outcome = trail.Outcome.DONE,
        **facts: object,
    ) -> None:
        """A trail event about something that is no single row."""
        text = trail.facts_text(facts)
        self.events.append(trail.Event(self.now, self.viewer.id or None, act, noun, row_id, outcome, text))


class Database:
    """One database of the bank. The engine is made at first use, so a forked worker makes its own."""

    def __init__(self, url: str, keys: FieldKeys, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.url = url
        self.keys = keys
        self.clock = clock
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    @property
    def engine(self) -> Engine:
        with self._lock:
            if self._engine is None:
                self._engine = make_engine(self.url)
            return self._engine

    @functools.cached_property
    def reader(self) -> Engine:
        """The same engine for transactions that only read: on SQLite they take no lock."""
        return self.engine.execution_options(sqlite_begin="DEFERRED")

    def dispose(self) -> None:
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None
            self.__dict__.pop("reader", None)

    @contextmanager
    def reading(self, viewer: Viewer, now: datetime | None = None) -> Iterator[Reading]:
        with Session(self.reader, autoflush=False) as session:
            try:
                yield Reading(session, viewer, now or self.clock(), self.keys)
            except UNSTORABLE as error:
                raise _unstorable() from error
            session.rollback()

    @contextmanager
    def writing(self, viewer: Viewer, attempt: str = "", now: datetime | None = None) -> Iterator[Writing]:
        """Commits at the end. A refusal rolls everything back and is then put on the trail in a transaction of its own."""
        moment = now or self.clock()
        try:
            with Session(self.engine, expire_on_commit=False) as session, session.begin():
                writing = Writing(session, viewer, moment, self.keys, attempt)
                yield writing
                session.flush()
                _append(session, writing.events)
        except Refusal as refusal:
            self._remember_refusal(viewer, attempt, moment, refusal)
            raise
        except UNSTORABLE as error:
            refused = _unstorable()
            self._remember_refusal(viewer, attempt, moment, refused)
            raise refused from error
        except (IntegrityError, OperationalError) as error:
            meaning = refusals.refusal(error)
            if meaning is None:
                raise
            self._remember_refusal(viewer, attempt, moment, meaning)
            raise meaning from error

    def _remember_refusal(self, viewer: Viewer, attempt: str, moment: datetime, refusal: Refusal) -> None:
        if not attempt:
            return
        facts = trail.facts_text({"attempt": attempt, "why": refusal.message})
        event = trail.Event(
            moment, viewer.id or None, trail.Act.ATTEMPT, attempt.split(".")[0], None, trail.Outcome.REFUSED, facts
        )
        try:
            with Session(self.engine) as session, session.begin():
                _append(session, [event])
        except OperationalError as error:
            # Without room not even the refusal can be written down; the person is told all the same.
            meaning = refusals.refusal(error)
            if meaning is None or meaning.message != refusals.NO_ROOM.message:
                raise


def _append(session: Session, events: list[trail.Event]) -> None:
    """Links the events to the chain. The head's lock is the last one taken before the commit: earlier, it deadlocks."""
    if not events:
        return
    head = session.execute(
        select(tables.TrailHead.seq, tables.TrailHead.hash).where(tables.TrailHead.id == 1).with_for_update()
    ).one()
    seq, last = head.seq, head.hash
    rows = []
    for entry in events:
        seq += 1
        linked = trail.link(last, seq, entry)
        rows.append({**vars(entry), "seq": seq, "previous_hash": last, "hash": linked})
        last = linked
    bulk.put(session.connection(), tables.TrailEvent.__tablename__, rows)
    session.execute(update(tables.TrailHead).where(tables.TrailHead.id == 1).values(seq=seq, hash=last))
