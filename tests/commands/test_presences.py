"""Presence: told at most every twenty seconds, gone within a minute, and nothing of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

import commands.presences
from db import queries, tables
from db.session import Database
from domain.errors import Missing, Refused
from domain.permissions import Viewer
from domain.presences import Presence
from tests import make, people
from tests.clocks import Clock
from tests.people import COORDINATOR, COORDINATOR_2
from tests.statements import counted


@pytest.fixture
def order_id(database: Database) -> int:
    return make.order(database, make.settle(database))


def say(database: Database, person: Viewer, order_id: int, tab: str = "a", writes: bool = False) -> None:
    with database.writing(person) as writing:
        commands.presences.here(writing, tab, order_id, writes)


def shown(database: Database) -> dict[int, tuple[Presence, ...]]:
    with database.reading(COORDINATOR) as reading:
        return queries.presences.by_order(reading)[0]


def kept(database: Database) -> int:
    return count(database, tables.Presence)


def count(database: Database, table: type) -> int:
    with database.reading(COORDINATOR) as reading:
        return reading.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_each_person_is_there_once_and_writes_when_one_of_their_tabs_writes(database: Database, order_id: int) -> None:
    say(database, COORDINATOR_2, order_id, "b")
    say(database, COORDINATOR, order_id, "a", writes=True)
    say(database, COORDINATOR, order_id, "c")
    assert shown(database) == {
        order_id: (Presence(1, COORDINATOR.name, True), Presence(2, COORDINATOR_2.name, False)),
    }


def test_the_same_said_again_too_soon_writes_nothing(database: Database, clock: Clock, order_id: int) -> None:
    began = clock()
    say(database, COORDINATOR, order_id)
    clock.set(began + timedelta(seconds=9))
    say(database, COORDINATOR, order_id)
    clock.set(began + timedelta(seconds=46))
    assert shown(database) == {}


def test_coming_to_write_is_told_at_once(database: Database, order_id: int) -> None:
    say(database, COORDINATOR, order_id)
    say(database, COORDINATOR, order_id, writes=True)
    assert shown(database)[order_id] == (Presence(1, COORDINATOR.name, True),)


def test_who_has_not_told_for_45_seconds_is_gone_and_swept(database: Database, clock: Clock, order_id: int) -> None:
    say(database, COORDINATOR, order_id)
    clock.set(clock() + timedelta(seconds=45))
    assert order_id in shown(database)
    clock.set(clock() + timedelta(seconds=1))
    assert shown(database) == {}
    with database.reading(COORDINATOR) as reading:
        assert queries.presences.by_order(reading) == ({}, True)
    with database.writing(people.NOBODY) as writing:
        commands.presences.sweep(writing)
    assert kept(database) == 0


def test_a_tab_is_left_only_by_its_own_person(database: Database, order_id: int) -> None:
    say(database, COORDINATOR, order_id)
    with database.writing(COORDINATOR_2) as writing:
        commands.presences.left(writing, "a")
    say(database, COORDINATOR_2, order_id, "a", writes=True)
    assert shown(database)[order_id] == (Presence(1, COORDINATOR.name, False),)
    with database.writing(COORDINATOR) as writing:
        commands.presences.left(writing, "a")
    assert kept(database) == 0


def test_presence_is_one_upsert_outside_the_change_log_and_the_trail(database: Database, order_id: int) -> None:
    before = [count(database, table) for table in (tables.Change, tables.TrailEvent)]
    with counted(database) as statements:
        say(database, COORDINATOR, order_id)
    assert [text.split()[0] for text in statements] == ["SELECT", "INSERT"]
    assert [count(database, table) for table in (tables.Change, tables.TrailEvent)] == before


def test_nobody_is_at_an_order_that_is_not_there_or_that_they_may_not_see(database: Database, order_id: int) -> None:
    with pytest.raises(Missing):
        say(database, COORDINATOR, order_id + 1)
    with pytest.raises(Refused):
        say(database, people.CLERK, order_id)
    assert kept(database) == 0
