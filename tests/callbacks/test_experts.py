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
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OUTSIDERS = [people.CLERK, people.MANAGER, people.ADMIN, people.READER]
FIELDS: dict[str, Any] = {
    **dict.fromkeys(("preferred_name", "number", "email", "contact_way", "contact_hours", "municipality"), ""),
    **dict.fromkeys(("left_on", "association_id", "monthly_cap", "monthly_cap_hours", "practical_wishes")),
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
    assert "Salaperäinen" not in clicks.drawn(as_person(outsider), app, address)
    assert "Sinulla ei ole oikeutta tähän" in clicks.drawn(as_person(outsider), app, address)


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


def test_the_form_shows_nothing_that_is_sealed_or_protected_and_keeps_what_is_left_empty(
    app: Dash, as_person: AsPerson, database: Database
) -> None:
    make.settle(database)
    hidden = {"phone": "040 000 0777", "email": "salla@example.org", "address": "Kuusikuja 7"}
    expert_id = make.expert(database, contact_protected=True, **hidden)
    client, address = as_person(people.COORDINATOR), f"/experts/{expert_id}"
    form = clicks.post(client, app, "experts.open_form", address, expert_card_edit=1).get_data(as_text=True)
    assert not [words for words in hidden.values() if words in form]
    save(client, app, expert_id, **dict.fromkeys(hidden, ""), contact_protected=True)
    found = row(database, expert_id)
    assert (found.phone, found.email, found.municipality) == ("040 000 0777", "salla@example.org", make.VANTAA)


def test_a_dash_takes_a_protected_number_away(app: Dash, as_person: AsPerson, database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database, contact_protected=True, phone="040 000 0777", email="salla@example.org")
    save(as_person(people.COORDINATOR), app, expert_id, phone="-", email="", contact_protected=True)
    found = row(database, expert_id)
    assert (found.phone, found.email) == ("", "salla@example.org")
