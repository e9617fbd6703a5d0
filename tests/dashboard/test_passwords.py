"""One's own password: the present one opens the change, and every other session ends with it."""

from __future__ import annotations

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.users
from db import queries
from db.session import Database
from tests import people

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NEW = "neljä uutta sanaa tässä"


@pytest.fixture
def desk(app: Dash) -> FlaskClient:
    return logged_in(app)


def logged_in(app: Dash, password: str = people.PASSWORD) -> FlaskClient:
    client = app.server.test_client()
    client.get("/login")
    with client.session_transaction() as session:
        token = session["form_token"]
    client.post("/login", data={"csrf_token": token, "username": people.username(people.CLERK), "password": password})
    return client


def changed(client: FlaskClient, present: str, new: str = NEW, again: str = "") -> tuple[int, str]:
    client.get("/password")
    with client.session_transaction() as session:
        token = session["form_token"]
    form = {"csrf_token": token, "present": present, "new": new, "again": again or new}
    answer = client.post("/password", data=form)
    return answer.status_code, answer.get_data(as_text=True)


def is_in(client: FlaskClient) -> bool:
    return client.get("/").status_code == 200


def test_the_new_password_opens_the_house_and_the_old_one_does_not(app: Dash, desk: FlaskClient) -> None:
    status, told = changed(desk, people.PASSWORD)
    assert (status, "Salasana on vaihdettu." in told) == (200, True)
    assert is_in(logged_in(app, NEW))
    assert not is_in(logged_in(app, people.PASSWORD))


def test_this_session_goes_on_and_the_others_end(app: Dash, desk: FlaskClient) -> None:
    elsewhere = logged_in(app)
    assert is_in(elsewhere)
    changed(desk, people.PASSWORD)
    assert is_in(desk)
    assert not is_in(elsewhere)


@pytest.mark.parametrize(
    ("present", "new", "again", "sentence"),
    [
        ("väärä salasana tässä", NEW, NEW, "Nykyinen salasana ei ole oikein."),
        (people.PASSWORD, NEW, "jotakin aivan muuta", "Uusi salasana ei ole molemmilla kerroilla sama."),
        (people.PASSWORD, "lyhyt", "lyhyt", "Salasanassa on vähintään 12 merkkiä."),
    ],
)
def test_a_change_that_is_refused_says_why_and_changes_nothing(
    app: Dash, desk: FlaskClient, present: str, new: str, again: str, sentence: str
) -> None:
    status, told = changed(desk, present, new, again)
    assert (status, sentence in told) == (403, True)
    assert is_in(logged_in(app))


def test_the_present_password_is_not_guessed_at_an_open_screen(database: Database, desk: FlaskClient) -> None:
    for _try in range(5):
        changed(desk, "väärä salasana tässä")
    _status, told = changed(desk, people.PASSWORD)
    assert "Odota 15 minuuttia" in told
    with database.reading(people.NOBODY) as reading:
        held = queries.users.credentials(reading, people.username(people.CLERK))
    assert held is not None
    assert commands.users.verified(held.password_hash, people.PASSWORD)


def test_nobody_changes_it_without_having_logged_in(client: FlaskClient) -> None:
    assert client.get("/password").status_code == 302
