"""Users over the wire: for the admin, who never sees a password again; a role is confirmed from Today as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import select

import callbacks.today
import commands.users
from db import queries, tables
from db.session import Database
from domain.permissions import Role, Viewer
from tests import clicks, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PASSWORD = "kolme muuta sanaa"


def said(answer: object) -> str:
    return json.dumps(answer.get_json(), ensure_ascii=False)  # type: ignore[attr-defined]


def granted(database: Database, user_id: int = people.CLERK.id) -> int:
    with database.writing(people.ADMIN) as writing:
        return commands.users.grant(writing, user_id, Role.MANAGER, date(2026, 11, 23))


def add(client: FlaskClient, app: Dash, password: str = PASSWORD) -> str:
    fields = {"users_username": "uusi", "users_name": "Uusi Henkilö", "users_email": None, "users_language": "sv"}
    return said(clicks.post(client, app, "users.add", "/users", users_add=1, users_password=password, **fields))


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.CLERK, people.MANAGER, people.READER])
@pytest.mark.parametrize("address", ["/users", "/users/3"])
def test_the_list_is_for_the_admin(app: Dash, as_person: AsPerson, outsider: Viewer, address: str) -> None:
    seen = said(clicks.post(as_person(outsider), app, "shell.show", address))
    assert people.CLERK_2.name not in seen
    assert "Sinulla ei ole oikeutta tähän" in seen


def test_a_new_user_logs_in_with_the_password_that_is_shown_nowhere(
    app: Dash, as_person: AsPerson, database: Database
) -> None:
    client = as_person(people.ADMIN)
    assert PASSWORD not in add(client, app)
    assert PASSWORD not in said(clicks.post(client, app, "shell.show", "/users/9"))
    with database.reading(people.ADMIN) as reading:
        credentials = queries.users.credentials(reading, "uusi")
    assert credentials is not None
    assert commands.users.verified(credentials.password_hash, PASSWORD)


def test_a_short_password_adds_nobody(app: Dash, as_person: AsPerson, database: Database) -> None:
    assert "vähintään 12 merkkiä" in add(as_person(people.ADMIN), app, "lyhyt")
    with database.reading(people.ADMIN) as reading:
        assert queries.users.credentials(reading, "uusi") is None


def test_a_manager_confirms_a_role_from_today(app: Dash, as_person: AsPerson, database: Database) -> None:
    grant_id = granted(database)
    button = [({"grant": grant_id}, 1)]
    said(clicks.post(as_person(people.MANAGER), app, "today.confirm", "/", today_confirm=button))
    with database.reading(people.ADMIN) as reading:
        assert Role.MANAGER in queries.users.usable_roles(reading, people.CLERK.id)


@pytest.mark.parametrize(
    ("poster", "user_id", "sentence"),
    [
        (people.ADMIN, people.CLERK.id, "Sinä myönsit tämän roolin"),
        (people.MANAGER, people.MANAGER.id, "Kukaan ei vahvista omaa rooliaan"),
        (people.CLERK, people.CLERK.id, "Sinulla ei ole oikeutta tähän"),
    ],
)
def test_the_granter_the_one_who_gains_and_outsiders_confirm_in_vain(
    app: Dash, as_person: AsPerson, database: Database, poster: Viewer, user_id: int, sentence: str
) -> None:
    grant_id = granted(database, user_id)
    button = [({"grant": grant_id}, 1)]
    assert sentence in said(clicks.post(as_person(poster), app, "today.confirm", "/", today_confirm=button))
    with database.reading(people.ADMIN) as reading:
        grant = tables.RoleGrant
        confirmed = select(grant.confirmed_by_id).where(grant.id == grant_id)
        assert reading.session.execute(confirmed).scalar_one() is None


def test_today_is_drawn_again_when_something_on_it_changes_and_only_then(app: Dash, as_person: AsPerson) -> None:
    def followed(noun: str) -> int:
        news = {"seq": 1, "changes": {noun: [1]}, "nonce": 1}
        return clicks.post(as_person(people.MANAGER), app, "today.follow", "/", shell_live=news).status_code

    assert (followed("users"), followed("clients")) == (200, 204)


def test_the_first_steps_stay_until_they_are_put_away(database: Database, app: Dash, as_person: AsPerson) -> None:
    browser = as_person(people.COORDINATOR)
    with database.reading(people.COORDINATOR) as reading:
        assert "/orders/new" in str(callbacks.today.show(reading))
        assert "/payroll-details" not in str(callbacks.today.show(reading))
    assert clicks.post(browser, app, "today.put_away", "/", first_steps_done=1).status_code == 200
    with database.reading(people.COORDINATOR) as reading:
        assert not queries.users.is_new(reading)
    with database.reading(people.COORDINATOR_2) as reading:
        assert queries.users.is_new(reading)
