"""The command line: the same rights and refusals as on screen, one clear line and a non-zero exit when it says no."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import commands.settings
import commands.users
import texts
from dashboard.__main__ import main
from dashboard.settings import ROOT
from db import guards, queries
from db.session import Database
from domain.permissions import Role, Viewer
from tests import make, people, serving, workbooks
from tests.clocks import Clock
from tests.databases import KINDS, Maker
from tests.keys import KEYS

PASSWORD = "kolme sanaa riittää"
FOUNDER = Viewer(0, "", frozenset({Role.ADMIN}))
ADDED = ("add-user", "uusi", "--name", "Uusi Ihminen", "--role", "coordinator", "--password", PASSWORD)


@dataclass(frozen=True)
class Told:
    returncode: int
    stdout: str
    stderr: str


Kohtaanto = Callable[..., Told]


@pytest.fixture
def kohtaanto(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Kohtaanto:
    """The command line inside the test's own process."""

    def say(*words: str, **environ: str) -> Told:
        for name, value in {"LANG": "C.UTF-8", **environ}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["kohtaanto", *words])
        with texts.using("en"), pytest.raises(SystemExit) as ended:
            main()
        shown = capsys.readouterr()
        return Told(int(ended.value.code or 0), shown.out, shown.err)

    return say


@pytest.fixture
def run(kohtaanto: Kohtaanto, database: Database) -> Kohtaanto:
    """In this test's bank."""
    return lambda *words: kohtaanto(*words, **serving.environment(database.url))


@pytest.mark.parametrize(
    "command",
    ["serve", "migrate", "demo", "run", "add-user", "import", "payroll", "verify", "backup", "restore", "check"],
)
def test_every_command_explains_itself(kohtaanto: Kohtaanto, command: str) -> None:
    told = kohtaanto(command, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"Usage: kohtaanto {command}")


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"KOHTAANTO_BIND": "0.0.0.0:8050"}, "Set KOHTAANTO_SECRET_KEY"),
        ({"KOHTAANTO_BIND": "0.0.0.0:8050", "LANG": "fi_FI.UTF-8"}, "Aseta KOHTAANTO_SECRET_KEY"),
        (serving.environment("mysql://bank"), "KOHTAANTO_DATABASE_URL must begin with postgresql:// or sqlite:///."),
    ],
)
def test_a_wrong_setting_is_one_line(kohtaanto: Kohtaanto, environ: dict[str, str], sentence: str) -> None:
    told = kohtaanto("serve", **environ)
    assert told.returncode == 1
    assert told.stderr.startswith(sentence)
    assert told.stderr.count("\n") == 1


def test_a_database_that_has_not_been_migrated_is_not_served(kohtaanto: Kohtaanto, tmp_path: Path) -> None:
    told = kohtaanto("serve", **serving.environment(f"sqlite:///{tmp_path / 'new.db'}"))
    assert told.returncode == 1
    assert "run migrate" in told.stderr
    assert told.stderr.count("\n") == 1


def test_migrating_twice_changes_nothing(run: Kohtaanto) -> None:
    assert [run("migrate").returncode for _ in range(2)] == [0, 0]


def test_verify_finds_nothing_in_an_untouched_bank(run: Kohtaanto) -> None:
    told = run("verify")
    assert (told.returncode, told.stderr) == (0, "")


def test_an_admin_adds_a_user_whose_role_waits_for_another_person(run: Kohtaanto, database: Database) -> None:
    assert run(*ADDED, "--as", people.username(people.ADMIN)).returncode == 0
    with database.reading(people.NOBODY) as reading:
        added = next(user for user in queries.users.everyone(reading) if user.username == "uusi")
        assert [(grant.role, grant.granted_by, grant.confirmed_by) for grant in added.grants] == [
            (Role.COORDINATOR, people.ADMIN.name, None)
        ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((*ADDED, "--as", people.username(people.CLERK)), "You do not have the right to do this."),
        ((*ADDED, "--as", "nobody"), "There is no user nobody who may log in."),
        (ADDED, "The bank has users already: say with --as which admin adds the user."),
        ((*ADDED[:-1], "lyhyt", "--as", "user6"), "A password has at least 12 characters."),
        (("payroll", "1", "--out", "x.xlsx", "--as", "user1"), "You do not have the right to do this."),
        (("payroll", "1", "--out", "x.xlsx", "--as", "user3"), "There is nothing here that you may see."),
    ],
)
def test_a_refusal_is_one_line_and_changes_nothing(
    run: Kohtaanto, database: Database, words: tuple[str, ...], sentence: str
) -> None:
    told = run(*words)
    assert (told.returncode, told.stderr) == (1, f"{sentence}\n")
    assert not (ROOT / "x.xlsx").exists()
    with database.reading(people.NOBODY) as reading:
        assert len(queries.users.everyone(reading)) == len(people.STAFF)


def test_an_import_reports_by_row_and_writes_only_when_confirmed(
    run: Kohtaanto, database: Database, tmp_path: Path
) -> None:
    make.settle(database)
    file = tmp_path / "experts.xlsx"
    file.write_bytes(workbooks.experts(workbooks.AINO, ("0102", "Bo", None, *workbooks.AINO[3:])))
    words = ("import", "experts", str(file), "--as", people.username(people.COORDINATOR))
    looked, confirmed, again = run(*words), run(*words, "--confirm"), run(*words, "--confirm")
    assert looked.stdout.splitlines() == [
        "Taul1!2  new  0101 Aino Aalto",
        "Taul1!3  faulty  0102 Bo",
        "  Taul1!C3 Last name: This must be filled in.",
        "new: 1, faulty: 1",
        "1 row would be written. Nothing was written: confirm with --confirm.",
    ]
    assert confirmed.stdout.splitlines()[-1] == "1 row was written."
    assert again.stdout.splitlines()[-1] == "0 rows were written."


def test_a_bank_is_founded_by_two_persons(kohtaanto: Kohtaanto, tmp_path: Path) -> None:
    empty = serving.environment(f"sqlite:///{tmp_path / 'bank.db'}")
    assert kohtaanto("migrate", **empty).returncode == 0
    admin = ("--role", "admin", "--password", PASSWORD)
    first = kohtaanto("add-user", "anna", "--name", "Anna", *admin, **empty)
    second = kohtaanto("add-user", "ben", "--name", "Ben", *admin, "--confirmed-by", "anna", **empty)
    third = kohtaanto("add-user", "carl", "--name", "Carl", *admin, "--confirmed-by", "anna", **empty)
    assert [first.returncode, second.returncode, third.returncode] == [0, 0, 1]
    assert "say with --as" in third.stderr
    by_ben = kohtaanto("add-user", "carl", "--name", "Carl", *admin, "--as", "ben", **empty)
    by_anna = kohtaanto("add-user", "dora", "--name", "Dora", *admin, "--as", "anna", **empty)
    assert [by_ben.returncode, by_anna.returncode] == [0, 1]


def test_it_runs_as_a_module() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "dashboard", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("Usage: kohtaanto [OPTIONS] COMMAND")


def test_a_backup_and_its_restore_are_two_commands(kohtaanto: Kohtaanto, database: Database, tmp_path: Path) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip(
            "tests/trust/test_backups.py restores PostgreSQL; here only the words of the commands are looked at"
        )
    file, url = tmp_path / "bank.backup", f"sqlite:///{tmp_path / 'restored.db'}"
    assert kohtaanto("backup", "--out", str(file), **serving.environment(database.url)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    told = kohtaanto("restore", str(file), **serving.environment(url))
    assert (told.returncode, told.stdout) == (0, "All is in order.\n")


def test_the_check_before_production_names_what_is_missing(
    kohtaanto: Kohtaanto, database: Database, clock: Clock
) -> None:
    clock.set(datetime.now(UTC))
    with database.writing(people.ADMIN) as writing:
        commands.settings.put(writing, "demo", "yes")
    told = kohtaanto("check", **serving.environment(database.url))
    assert told.returncode == 1
    assert "does not begin with https://" in told.stderr
    assert "demo data" in told.stderr
    assert "cookie" not in told.stderr


@pytest.fixture(params=KINDS)
def demo_bank(request: pytest.FixtureRequest, maker: Callable[[str], Maker]) -> Iterator[Database]:
    """With one of the demo's own users, and nobody else."""
    database = Database(maker(request.param).new(), KEYS)
    with database.writing(FOUNDER) as writing:
        commands.users.add(writing, "kaisa", "Kaisa Koskela", "!")
        commands.settings.put(writing, "demo", "kap")
    database.dispose()
    yield database
    database.dispose()
    maker(request.param).drop(database.url)


def test_a_demo_bank_is_removed_in_one_act(kohtaanto: Kohtaanto, demo_bank: Database) -> None:
    assert kohtaanto("demo", "--remove", **serving.environment(demo_bank.url)).returncode == 0
    with demo_bank.reading(people.NOBODY) as reading:
        assert queries.users.everyone(reading) == []
        assert guards.missing(reading.session.connection()) == set()


def test_a_bank_that_people_have_joined_is_not_removed_as_a_demo(kohtaanto: Kohtaanto, demo_bank: Database) -> None:
    with demo_bank.writing(FOUNDER) as writing:
        commands.users.add(writing, "uusi", "Uusi Ihminen", "!")
    demo_bank.dispose()
    for words in (("demo", "--remove"), ("demo", "--fresh")):
        told = kohtaanto(*words, **serving.environment(demo_bank.url))
        assert told.returncode == 1
        assert "Uusi Ihminen" in told.stderr
    with demo_bank.reading(people.NOBODY) as reading:
        assert len(queries.users.everyone(reading)) == 2


def test_a_real_bank_is_not_removed_as_a_demo(run: Kohtaanto, database: Database) -> None:
    told = run("demo", "--fresh")
    assert (told.returncode, told.stderr) == (1, "The database holds no demo data, so nothing was removed.\n")
    with database.reading(people.NOBODY) as reading:
        assert len(queries.users.everyone(reading)) == len(people.STAFF)
