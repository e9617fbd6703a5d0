"""Who looked at whom: a person's page opened is an event, files and reveals as well, and the reader finds them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select

import commands.experts
import commands.reveals
from db import queries
from db.session import Database
from db.tables import Look, TrailEvent
from domain.looks import Filter, Place
from domain.permissions import Viewer
from domain.reveals import Sealed
from domain.trail import Act, Outcome
from tests import clicks, make, people
from tests.clocks import Clock

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def expert_id(database: Database) -> int:
    make.settle(database)
    return make.expert(database, last_name="Salaperäinen", address="Kuusikuja 7")


def open_page(client: FlaskClient, app: Dash, address: str) -> str:
    return json.dumps(clicks.post(client, app, "shell.show", address).get_json(), ensure_ascii=False)


def looks(database: Database) -> list[tuple[int, int, Place]]:
    with database.reading(people.READER) as reading:
        rows = reading.session.execute(select(Look.user_id, Look.expert_id, Look.place).order_by(Look.id))
        return [tuple(row) for row in rows]


def test_a_card_opened_is_remembered_once_in_ten_minutes(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int, clock: Clock
) -> None:
    coordinator = as_person(people.COORDINATOR)
    for _ in range(3):
        open_page(coordinator, app, f"/experts/{expert_id}")
    one = (people.COORDINATOR.id, expert_id, Place.CARD)
    assert looks(database) == [one]
    clock.pass_by(minutes=11)
    open_page(coordinator, app, f"/experts/{expert_id}")
    assert looks(database) == [one, one]


def test_each_of_the_pages_about_one_person_is_a_place_of_its_own(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    open_page(as_person(people.CLERK), app, f"/experts/{expert_id}/payments")
    open_page(as_person(people.COORDINATOR), app, f"/experts/{expert_id}/told")
    assert looks(database) == [
        (people.CLERK.id, expert_id, Place.PAYMENTS),
        (people.COORDINATOR.id, expert_id, Place.TOLD),
    ]


def test_a_person_who_is_not_there_and_one_who_may_not_be_seen_leave_no_look(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    open_page(as_person(people.COORDINATOR), app, "/experts/999")
    open_page(as_person(people.MANAGER), app, f"/experts/{expert_id}")
    assert looks(database) == []


def test_a_page_tried_without_the_right_is_on_the_trail_once_a_minute(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    manager = as_person(people.MANAGER)
    for _ in range(3):
        open_page(manager, app, f"/experts/{expert_id}")
    with database.reading(people.READER) as reading:
        tried = reading.session.execute(
            select(TrailEvent.actor_id, TrailEvent.facts).where(TrailEvent.outcome == Outcome.REFUSED)
        ).all()
    assert [(row.actor_id, json.loads(row.facts)["attempt"]) for row in tried] == [(people.MANAGER.id, "experts.see")]


def test_a_file_that_leaves_is_an_event_with_its_checksum(
    as_person: AsPerson, database: Database, expert_id: int
) -> None:
    body = as_person(people.COORDINATOR).get("/imports/experts.xlsx")
    assert body.status_code in (200, 404)
    with database.reading(people.READER) as reading:
        events = reading.session.execute(select(TrailEvent.facts).where(TrailEvent.act == Act.FETCH)).scalars().all()
    assert [set(json.loads(facts)) for facts in events] == [{"name", "sha256"}]
    assert expert_id


def test_the_reader_filters_by_expert_and_by_who_looked_and_meets_no_name(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    open_page(as_person(people.COORDINATOR), app, f"/experts/{expert_id}")
    open_page(as_person(people.CLERK), app, f"/experts/{expert_id}/payments")
    with database.writing(people.ADMIN) as writing:
        commands.reveals.set_limit(writing, 1, writing.today)
    for reason, second in (("Postitan sopimuksen", ""), ("Postitan matkalipun", "Kirje palautui")):
        with database.writing(people.COORDINATOR_2) as writing:
            commands.reveals.reveal(writing, expert_id, Sealed.CONTACT, reason, second)

    def who(**wanted: int) -> list[int | None]:
        with database.reading(people.READER) as reading:
            return [seen.user_id for seen in queries.looks.found(reading, Filter(**wanted)).found]

    assert sorted(who(expert_id=expert_id)) == [people.COORDINATOR.id, *[people.COORDINATOR_2.id] * 2, people.CLERK.id]
    assert who(expert_id=expert_id, user_id=people.CLERK.id) == [people.CLERK.id]
    assert who(expert_id=expert_id + 1) == []
    seen = open_page(as_person(people.READER), app, "/looks")
    assert people.COORDINATOR_2.name in seen
    assert "Postitan sopimuksen" in seen
    assert seen.count("yli päivän rajan") == 1
    assert "Salaperäinen" not in seen


def test_the_look_comes_before_the_picture(app: Dash, as_person: AsPerson, database: Database, expert_id: int) -> None:
    """Whoever cannot be written down sees nothing."""
    coordinator = as_person(people.COORDINATOR)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE looks")
    app.server.config["PROPAGATE_EXCEPTIONS"] = False
    answer = clicks.post(coordinator, app, "shell.show", f"/experts/{expert_id}")
    assert answer.status_code == 500
    assert "Salaperäinen" not in answer.get_data(as_text=True)


def test_the_card_tells_its_history_with_old_and_new_values(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    with database.reading(people.COORDINATOR) as reading:
        form = queries.cards.form(reading, expert_id)
        seen = commands.experts.Seen(reading.session.get_one(commands.experts.Expert, expert_id).version)
    with database.writing(people.COORDINATOR_2) as writing:
        changed = {**vars(form), "phone": "040 999 8888", "address": "Kanariankuja 7"}
        commands.experts.edit(writing, expert_id, seen, commands.experts.ExpertForm(**changed))
    shown = open_page(as_person(people.COORDINATOR), app, f"/experts/{expert_id}")
    assert f"{people.COORDINATOR_2.name} muutti" in shown
    assert "puhelin: 040 000 0100 → 040 999 8888" in shown
    assert "→ 040 999 8888; osoite" in shown
    assert "Kanariankuja" not in shown


def test_the_history_of_a_protected_person_tells_no_telephone(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    with database.reading(people.COORDINATOR) as reading:
        form = queries.cards.form(reading, expert_id)
        seen = commands.experts.Seen(reading.session.get_one(commands.experts.Expert, expert_id).version)
    with database.writing(people.COORDINATOR) as writing:
        changed = {**vars(form), "phone": "040 999 8888", "contact_protected": True}
        commands.experts.edit(writing, expert_id, seen, commands.experts.ExpertForm(**changed))
    shown = open_page(as_person(people.COORDINATOR), app, f"/experts/{expert_id}")
    assert "puhelin" in shown
    assert "040 000 0100" not in shown
    assert "040 999 8888" not in shown
