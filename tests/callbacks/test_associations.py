"""Associations over the wire: entered and edited with the person to call and the themes they know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import queries
from db.session import Database
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def fields(**changes: object) -> list[tuple[dict[str, str], object]]:
    values = {
        "name": "Kumppanit ry",
        "name_sv": None,
        "contact_name": "Katri Kontakti",
        "phone": "040 000 0300",
        **changes,
    }
    return [({"name": name}, value) for name, value in values.items()]


def save(client: FlaskClient, app: Dash, function: str, path: str, **values: object) -> str:
    return clicks.post(client, app, f"associations.{function}", path, **values).get_data(as_text=True)


def test_an_association_is_entered_and_gets_another_contact_person(app: Dash, as_person: AsPerson, database: Database):
    make.settle(database)
    coordinator, theme = as_person(people.COORDINATOR), make.theme(database, "housing")
    given = fields(theme_ids=[theme], contact_route_only=True)
    save(coordinator, app, "add", "/associations/new", associations_add=1, associations_field=given)
    make.expert(database, association_id=1)
    changed = fields(contact_name="Uusi Kontakti", theme_ids=[], contact_route_only=True)
    on = [({"version": 1}, 1)]
    save(coordinator, app, "save", "/associations/1", associations_save=on, associations_field=changed)
    with database.reading(people.COORDINATOR) as reading:
        (row,) = queries.associations.every(reading)
    assert (row.form.name, row.form.contact_name, row.themes, row.members) == ("Kumppanit ry", "Uusi Kontakti", (), 1)


def test_only_a_coordinator_edits_associations(app: Dash, as_person: AsPerson, database: Database):
    make.settle(database)
    for outsider in (people.CLERK, people.MANAGER, people.READER):
        save(as_person(outsider), app, "add", "/associations/new", associations_add=1, associations_field=fields())
    with database.reading(people.COORDINATOR) as reading:
        assert queries.associations.every(reading) == ()


def test_members_of_one_that_is_always_the_way_are_called_through_it(
    app: Dash, as_person: AsPerson, database: Database
):
    make.settle(database)
    given = fields(contact_route_only=True)
    save(as_person(people.COORDINATOR), app, "add", "/associations/new", associations_add=1, associations_field=given)
    expert_id = make.expert(database, association_id=1)
    with database.reading(people.COORDINATOR) as reading:
        reached = queries.offers.reachable(reading, [expert_id])[expert_id]
    assert (reached.phone, reached.through) == ("040 000 0300", "Kumppanit ry, Katri Kontakti")
