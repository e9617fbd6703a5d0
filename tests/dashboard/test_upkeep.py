"""The operator's commands: what is not served, what is told before production, and the change of keys."""

from __future__ import annotations

import base64
import sys
from datetime import UTC, datetime, timedelta

import pytest

import commands.payroll_details
import texts
from dashboard.__main__ import main
from db.session import Database
from domain.payroll_details import TaxCard
from tests import people, serving, work
from tests.clocks import Clock
from tests.keys import KEYS

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def say(database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """The command line in this test's bank: exit code, output and errors."""

    def ask(word: str, **environ: str) -> tuple[int, str, str]:
        for name, value in {"LANG": "C.UTF-8", **serving.environment(database.url), **environ}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["kohtaanto", word])
        code = 0
        with texts.using("en"):
            try:
                main()
            except SystemExit as ended:
                code = int(ended.code or 0)
        return code, *capsys.readouterr()

    return ask


@pytest.fixture
def bank(database: Database, clock: Clock) -> Database:
    """Whose newest event was a moment ago by the machine's own clock."""
    clock.set(datetime.now(UTC))
    work.settle(database)
    with database.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, 1, work.CODES[1], work.ACCOUNTS[1], TaxCard.RECEIVED)
    return database


def encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()


OLD, OLD_INDEX = f"1:{encoded(KEYS.keys[1])}", encoded(KEYS.index_key)
NEW, NEW_INDEX = f"2:{encoded(b'n' * 32)}", encoded(b"x" * 32)


def test_a_clock_set_back_is_not_served(say, bank: Database, clock: Clock) -> None:  # type: ignore[no-untyped-def]
    clock.set(datetime.now(UTC) + timedelta(hours=1))
    with bank.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, 2, work.CODES[2], None, TaxCard.RECEIVED)
    code, _said, error = say("serve")
    assert code == 1
    assert "it has been set back" in error
    assert error.count("\n") == 1
    assert "it has been set back" in say("check")[2]


def test_a_bank_without_a_guard_is_not_served(say, bank: Database) -> None:  # type: ignore[no-untyped-def]
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_trail_values_kept")
    code, _said, error = say("serve")
    assert code == 1
    assert "guard_trail_values_kept" in error


def test_equal_keys_are_told(say, bank: Database) -> None:  # type: ignore[no-untyped-def]
    assert bank.keys
    assert "Two keys are the same" not in say("check")[2]
    same = encoded(KEYS.keys[1])
    assert "Two keys are the same" in say("check", KOHTAANTO_INDEX_KEY=f"{OLD_INDEX},{same}")[2]


def test_verify_names_the_first_broken_event(say, bank: Database) -> None:  # type: ignore[no-untyped-def]
    assert say("verify")[0] == 0
    with bank.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_trail_unchanged")
        connection.exec_driver_sql("UPDATE trail SET actor_id = 4 WHERE seq = 1")
    code, _said, error = say("verify")
    assert code == 1
    first, second = error.splitlines()
    assert first == "The trail has been tampered with: event 1 is not as it was written."
    assert second == "The database lacks its guard guard_trail_unchanged."


def test_keys_are_changed_by_three_commands(say, bank: Database) -> None:  # type: ignore[no-untyped-def]
    """Both keys at hand, rotate-keys, and check says that the old ones may go."""
    both = {"KOHTAANTO_FIELD_KEYS": f"{NEW},{OLD}", "KOHTAANTO_INDEX_KEY": f"{NEW_INDEX},{OLD_INDEX}"}
    assert "Field key 1 still opens 3 values: run rotate-keys." in say("check", **both)[1]
    code, said, _error = say("rotate-keys", **both)
    assert code == 0
    assert "payroll_details.identity_code: 1" in said
    for line in ("Field key 1: nothing uses it, it may be removed.", "Earlier index keys: nothing uses them"):
        assert line in said
        assert line in say("check", **both)[1]
    assert say("verify", KOHTAANTO_FIELD_KEYS=NEW, KOHTAANTO_INDEX_KEY=NEW_INDEX)[:2] == (0, "All is in order.\n")
    assert bank.url
