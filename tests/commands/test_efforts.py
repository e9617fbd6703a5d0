"""Measuring is off until the office turns it on, adds up by the order, and nowhere tells whose time it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

import commands.efforts
from db import queries, tables
from db.session import Database
from domain.errors import Missing, Refused
from domain.permissions import Viewer
from tests import make, people


@pytest.fixture
def order_id(database: Database) -> int:
    return make.order(database, make.settle(database))


def turn(database: Database, on: bool = True, by: Viewer = people.MANAGER) -> None:
    with database.writing(by) as writing:
        commands.efforts.measure(writing, on)


def tell(database: Database, order_id: int, seconds: int, by: Viewer = people.COORDINATOR) -> None:
    with database.writing(by) as writing:
        commands.efforts.told(writing, order_id, seconds)


def kept(database: Database) -> dict[int, int]:
    with database.reading(people.NOBODY) as reading:
        rows = reading.session.execute(select(tables.Effort.order_id, tables.Effort.seconds))
        return {row.order_id: row.seconds for row in rows}


def test_nothing_is_kept_until_the_office_turns_the_measuring_on(database: Database, order_id: int) -> None:
    tell(database, order_id, 60)
    assert kept(database) == {}
    turn(database)
    tell(database, order_id, 60)
    turn(database, on=False)
    tell(database, order_id, 60)
    assert kept(database) == {order_id: 60}


def test_the_time_of_everybody_is_added_up_and_no_trail_tells_whose_it_was(database: Database, order_id: int) -> None:
    turn(database)
    with database.reading(people.NOBODY) as reading:
        before = reading.session.execute(select(tables.TrailEvent.seq)).all()
    tell(database, order_id, 60)
    tell(database, order_id, 45, by=people.COORDINATOR_2)
    with database.reading(people.NOBODY) as reading:
        assert reading.session.execute(select(tables.TrailEvent.seq)).all() == before
    assert kept(database) == {order_id: 105}
    assert set(tables.Effort.__table__.columns.keys()) == {"order_id", "seconds"}


def test_turning_it_on_is_on_the_trail_and_only_the_managers_to_do(database: Database) -> None:
    turn(database)
    with database.reading(people.MANAGER) as reading:
        assert queries.efforts.measured(reading)
        acts = reading.session.execute(select(tables.TrailEvent.noun, tables.TrailEvent.actor_id)).all()
    assert ("settings", people.MANAGER.id) in {tuple(act) for act in acts}
    with pytest.raises(Refused):
        turn(database, on=False, by=people.COORDINATOR)


def test_an_order_that_is_not_there_and_a_forged_time_are_refused(database: Database, order_id: int) -> None:
    turn(database)
    with pytest.raises(Missing):
        tell(database, 9999, 60)
    with pytest.raises(Refused):
        tell(database, order_id, 86_400)


def test_a_browser_tells_the_order_and_the_seconds(
    database: Database, order_id: int, as_person: Callable[[Viewer], FlaskClient]
) -> None:
    turn(database)
    client = as_person(people.COORDINATOR)
    assert 'data-effort="on"' in client.get("/").text
    assert 'data-effort="off"' in as_person(people.MANAGER).get("/").text
    assert client.post("/effort", json={"order": order_id, "seconds": 30}).status_code == 204
    assert client.post("/effort", json={"order": "1; DROP", "seconds": 30}).status_code == 404
    assert client.post("/effort", json=[1]).status_code == 404
    assert kept(database) == {order_id: 30}
