"""Transactions: what a refusal leaves behind, who was first, and how instants and money come back."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from commands import acting
from db import tables
from db.session import Database, Writing
from domain import trail
from domain.errors import Missing, Refused, Stale
from domain.flow import Seen
from tests import people


def association(writing: Writing, name: str = "Arjen polut") -> tables.Association:
    row = tables.Association(name=name)
    writing.session.add(row)
    writing.record(trail.Act.CREATE, row)
    return row


def events(database: Database) -> list[tuple[str, str, str]]:
    with database.reading(people.READER) as reading:
        rows = reading.session.execute(text("SELECT act, noun, outcome FROM trail ORDER BY seq"))
        return [tuple(row) for row in rows]


def test_a_refusal_leaves_nothing_but_its_line_on_the_trail(database: Database) -> None:
    with pytest.raises(Refused), database.writing(people.COORDINATOR, "associations.add") as writing:
        association(writing)
        raise Refused("The end must come after the start.")
    with database.reading(people.COORDINATOR) as reading:
        assert reading.session.execute(text("SELECT count(*) FROM associations")).scalar_one() == 0
    assert events(database) == [("attempt", "associations", "refused")]


def test_a_fault_of_the_program_leaves_nothing_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing(people.COORDINATOR, "associations.add") as writing:
        association(writing)
        raise ZeroDivisionError
    assert events(database) == []


def test_each_event_is_linked_to_the_one_before(database: Database) -> None:
    with database.writing(people.COORDINATOR) as writing:
        association(writing, "Ensimmäinen")
        association(writing, "Toinen")
    with database.reading(people.READER) as reading:
        rows = reading.session.execute(text("SELECT seq, previous_hash, hash FROM trail ORDER BY seq")).all()
    assert [row.seq for row in rows] == [1, 2]
    assert rows[0].previous_hash == trail.GENESIS
    assert rows[1].previous_hash == rows[0].hash


def test_who_saw_an_earlier_version_is_told_and_changes_nothing(database: Database) -> None:
    with database.writing(people.COORDINATOR) as writing:
        row_id = association(writing).id
    with database.writing(people.COORDINATOR) as writing:
        writing.changed(writing.locked(tables.Association, row_id, Seen(1)))
    with pytest.raises(Stale), database.writing(people.COORDINATOR_2) as writing:
        writing.locked(tables.Association, row_id, Seen(1))


def test_what_does_not_exist_is_missing(database: Database) -> None:
    with pytest.raises(Missing), database.writing(people.COORDINATOR) as writing:
        writing.locked(tables.Association, 404)


def test_eight_writers_at_once_lose_no_update(database: Database) -> None:
    with database.writing(people.COORDINATOR) as writing:
        row_id = association(writing).id
    start = threading.Barrier(8)

    def add_five() -> None:
        start.wait()
        for _ in range(5):
            with database.writing(people.COORDINATOR) as writing:
                writing.changed(writing.locked(tables.Association, row_id))

    threads = [threading.Thread(target=add_five) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading(people.COORDINATOR) as reading:
        assert reading.session.get_one(tables.Association, row_id).version == 41


def test_an_instant_comes_back_as_it_was_in_utc(database: Database) -> None:
    moment = datetime(2026, 10, 25, 0, 59, 59, 123456, tzinfo=UTC)
    with database.writing(people.COORDINATOR) as writing:
        writing.session.add(tables.LoginTry(key="k", count=1, since=moment))
    with database.reading(people.COORDINATOR) as reading:
        assert reading.session.get_one(tables.LoginTry, "k").since == moment


def test_a_naive_time_is_refused_at_the_door(database: Database) -> None:
    with pytest.raises(StatementError), database.writing(people.COORDINATOR) as writing:
        writing.session.add(tables.LoginTry(key="k", count=1, since=datetime(2026, 1, 1)))
        writing.session.flush()


def test_a_right_is_asked_for_before_the_command_runs(database: Database) -> None:
    from domain.permissions import Permission

    ran = []

    @acting.needs(Permission.EDIT_USERS)
    def command(_writing: Writing) -> None:
        ran.append(True)

    with pytest.raises(Refused), database.writing(people.CLERK) as writing:
        command(writing)
    assert ran == []
