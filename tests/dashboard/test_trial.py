"""The first two minutes: an empty bank is filled once, and a making that was interrupted begins anew."""

from __future__ import annotations

from pathlib import Path

import pytest

import commands.settings
import commands.users
import texts
from dashboard import demo, trial
from dashboard.settings import Settings
from db import queries, schema
from db.session import Database
from domain.permissions import Role, Viewer
from tests import people, serving

FOUNDER = Viewer(0, "", frozenset({Role.ADMIN}))


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    return serving.settings(f"sqlite:///{tmp_path / 'bank.db'}")


class Maker:
    """Stands for the demo: says that it has begun, and may be interrupted before it is done."""

    def __init__(self) -> None:
        self.times = 0
        self.interrupted = False

    def __call__(self, database: Database, size: str, seed: int, progress: object) -> None:
        assert (size, seed, callable(progress)) == ("kap", demo.SEED, True)
        self.times += 1
        people.settle(database)
        with database.writing(FOUNDER) as writing:
            commands.users.add(writing, "kaisa", "Kaisa Koskela", "!")
            commands.settings.put(writing, "demo", "kap")
        if self.interrupted:
            raise KeyboardInterrupt
        with database.writing(FOUNDER) as writing:
            commands.settings.put(writing, "demo_made", "now")


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch) -> Maker:
    found = Maker()
    monkeypatch.setattr(demo, "make", found)
    return found


def users(chosen: Settings) -> int:
    database = Database(chosen.database_url, chosen.keys)
    with database.reading(FOUNDER) as reading:
        found = len(queries.users.everyone(reading))
    database.dispose()
    return found


def test_an_empty_bank_is_filled_once(chosen: Settings, maker: Maker) -> None:
    assert [len(trial.open_bank(chosen)) for _ in range(2)] == [1, 1]
    assert (maker.times, users(chosen)) == (1, len(people.STAFF) + 1)


def test_an_interrupted_making_begins_anew(chosen: Settings, maker: Maker) -> None:
    maker.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        trial.open_bank(chosen)
    maker.interrupted = False
    trial.open_bank(chosen)
    assert (maker.times, users(chosen)) == (2, len(people.STAFF) + 1)


def test_a_bank_with_users_is_never_filled(chosen: Settings, maker: Maker) -> None:

    schema.upgrade(chosen.database_url)
    database = Database(chosen.database_url, chosen.keys)
    people.settle(database)
    database.dispose()
    assert trial.open_bank(chosen) == ()
    assert maker.times == 0


@pytest.mark.usefixtures("maker")
def test_the_logins_of_a_demo_bank_cover_every_role(chosen: Settings) -> None:
    """Each is a user of the bank, shown with the words of its roles."""
    assert {role for login in demo.STAFF for role in login.roles} == set(Role)
    with texts.using("fi"):
        (shown,) = trial.open_bank(chosen)
    assert (shown.username, shown.password, shown.roles) == ("kaisa", demo.PASSWORD, "koordinaattori")
