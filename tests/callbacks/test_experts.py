"""The register over the wire: for coordinators only, sealed until opened, and no form is trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select

from db import tables
from db.session import Database
from domain.permissions import Viewer
from domain.trail import Act
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OUTSIDERS = [people.CLERK, people.MANAGER, people.ADMIN, people.READER]
FIELDS: dict[str, Any] = {
    **dict.fromkeys(("preferred_name", "number", "email", "contact_way", "contact_hours", "municipality"), ""),
    **dict.fromkeys(("left_on", "association_id", "monthly_cap", "monthly_cap_hours", "practical_wishes", "own_words")),
    **dict.fromkeys(("unwanted_client_ids", "areas", "task_type_ids"), ()),
    "first_name": "Anna",
    "last_name": "Aalto",
    "phone": "040 000 0199",
    "joined_on": "2021-04-01",
    "contact_route": "self",
    "contact_protected": False,
    "work_wish": "often",
    "on_site": True,
    "remote": True,
    "languages": ["fi"],
    "unwanted_expert_ids": "",
    "address": "Kuusikuja 7",
    "week_known": True,
    "day_0": "9–12",
    "exception_0_first": "2026-12-01",
    "exception_0_last": "",
    "exception_0_free": "no",
}


@pytest.fixture
def expert_id(database: Database) -> int:
    make.settle(database)
    return make.expert(database, first_name="Anna", last_name="Salaperäinen", address="Kuusikuja 7")


def drawn(client: FlaskClient, app: Dash, address: str) -> str:
    return json.dumps(clicks.post(client, app, "shell.show", address).get_json(), ensure_ascii=False)


def save(client: FlaskClient, app: Dash, expert_id: int, **changes: Any) -> str:
    fields = [({"name": name}, value) for name, value in {**FIELDS, **changes}.items()]
    posted = {"expert_form_save": 1, "expert_form_version": "1", "expert_form_field": fields}
    return clicks.post(client, app, "experts.edit", f"/experts/{expert_id}", **posted).get_data(as_text=True)


def row(database: Database, expert_id: int) -> Any:
    return make.row(database, tables.Expert, expert_id)


@pytest.mark.usefixtures("expert_id")
@pytest.mark.parametrize("outsider", OUTSIDERS)
@pytest.mark.parametrize("address", ["/experts", "/experts/1", "/experts/new", "/trainings", "/trainings/1"])
def test_the_register_is_not_even_drawn_for_others(
    app: Dash, as_person: AsPerson, outsider: Viewer, address: str
) -> None:
    assert "Salaperäinen" not in drawn(as_person(outsider), app, address)
    assert "Sinulla ei ole oikeutta tähän" in drawn(as_person(outsider), app, address)


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_others_post_the_form_in_vain(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int, outsider: Viewer
) -> None:
    assert "Sinulla ei ole oikeutta tähän" in save(as_person(outsider), app, expert_id)
    assert row(database, expert_id).last_name == "Salaperäinen"


def test_the_saved_form_is_what_the_register_holds(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    save(as_person(people.COORDINATOR), app, expert_id, monthly_cap="350,50", monthly_cap_hours=10)
    found = row(database, expert_id)
    assert (found.last_name, found.monthly_cap.cents, found.monthly_cap_minutes) == ("Aalto", 35050, 600)
    with database.reading(people.COORDINATOR) as reading:
        days = reading.session.execute(
            select(tables.AvailabilityException.first_day, tables.AvailabilityException.last_day)
        ).all()
    assert [(str(first), str(last)) for first, last in days] == [("2026-12-01", "2026-12-01")]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_name": " "}, "Täytä kohta: Sukunimi"),
        ({"monthly_cap": "paljon"}, "paljon ei ole rahasumma"),
        ({"day_0": "aamulla"}, "Kirjoita vapaat ajat muodossa"),
        ({"work_wish": "never"}, "Jokin lomakkeessa ei ole"),
        ({"is_admin": True}, "Jokin lomakkeessa ei ole"),
        ({"exception_0_first": "joulu"}, "Jokin lomakkeessa ei ole"),
    ],
)
def test_a_form_of_another_shape_saves_nothing(
    app: Dash,
    as_person: AsPerson,
    database: Database,
    expert_id: int,
    changes: dict[str, Any],
    sentence: str,
) -> None:
    assert sentence in json.dumps(
        json.loads(save(as_person(people.COORDINATOR), app, expert_id, **changes)), ensure_ascii=False
    )
    assert row(database, expert_id).version == 1


def test_an_address_is_sealed_until_it_is_opened_and_the_trail_knows_who_did(
    app: Dash, as_person: AsPerson, database: Database, expert_id: int
) -> None:
    client, address = as_person(people.COORDINATOR), f"/experts/{expert_id}"
    assert "Kuusikuja" not in drawn(client, app, address)
    answer = clicks.post(client, app, "experts.reveal", address, expert_card_reveal=1)
    assert "Kuusikuja 7" in answer.get_data(as_text=True)
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        seen = select(event.actor_id, event.row_id).where(event.act == Act.REVEAL)
        assert [tuple(each) for each in reading.session.execute(seen)] == [(people.COORDINATOR.id, expert_id)]


def test_opening_the_form_is_a_reveal_too(app: Dash, as_person: AsPerson, database: Database, expert_id: int) -> None:
    answer = clicks.post(
        as_person(people.COORDINATOR), app, "experts.open_form", f"/experts/{expert_id}", expert_card_edit=1
    )
    assert "Kuusikuja 7" in answer.get_data(as_text=True)
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        assert reading.session.execute(select(event.act).order_by(event.seq.desc()).limit(1)).scalar_one() is Act.REVEAL
