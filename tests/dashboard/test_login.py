"""The door: logging in, being thrown out, and what a stranger gets."""

from __future__ import annotations

import re
from datetime import date

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import text

import commands.users
from db.session import Database
from domain.errors import Refused
from domain.permissions import Role
from tests import people


def log_in(client: FlaskClient, username: str, password: str, after: str = "") -> object:
    page = client.get("/login").get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return client.post(
        "/login", data={"csrf_token": found[1], "username": username, "password": password, "next": after}
    )


def test_the_right_password_opens_the_house(client: FlaskClient) -> None:
    answer = log_in(client, people.username(people.CLERK), people.PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/").status_code == 200


def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(client: FlaskClient) -> None:
    wrong = log_in(client, people.username(people.CLERK), "not this one")
    unknown = log_in(client, "nobody", people.PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    sentence = "Käyttäjätunnus tai salasana ei ole oikein."
    assert sentence in wrong.get_data(as_text=True)
    assert sentence in unknown.get_data(as_text=True)


def test_the_sixth_try_is_refused_even_with_the_right_password(client: FlaskClient) -> None:
    for _ in range(5):
        log_in(client, people.username(people.CLERK), "not this one")
    answer = log_in(client, people.username(people.CLERK), people.PASSWORD)
    assert answer.status_code == 401
    assert "Odota 15 minuuttia" in answer.get_data(as_text=True)


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    data = {"csrf_token": "forged", "username": people.username(people.CLERK), "password": people.PASSWORD}
    assert client.post("/login", data=data).status_code == 401
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example.org/", "//elsewhere.example.org/", "/\\elsewhere.example.org"]
)
def test_nobody_is_sent_elsewhere_after_logging_in(client: FlaskClient, target: str) -> None:
    assert log_in(client, people.username(people.CLERK), people.PASSWORD, target).location == "/"


def test_logging_out_ends_every_copy_of_the_session(app: Dash) -> None:
    first, copy = app.server.test_client(use_cookies=True), app.server.test_client(use_cookies=False)
    log_in(first, people.username(people.CLERK), people.PASSWORD)
    cookie = first.get_cookie("kohtaanto")
    assert cookie
    header = {"Cookie": f"kohtaanto={cookie.value}"}
    assert copy.get("/", headers=header).status_code == 200
    with first.session_transaction() as session:
        token = session["form_token"]
    first.post("/logout", data={"csrf_token": token})
    assert copy.get("/", headers=header).status_code == 302


def test_disabling_a_user_ends_the_session_at_once(database: Database, client: FlaskClient) -> None:
    log_in(client, people.username(people.CLERK), people.PASSWORD)
    with database.writing(people.ADMIN) as writing:
        commands.users.disable(writing, people.CLERK.id)
    assert client.get("/").status_code == 302


def test_a_role_needs_two_persons_and_neither_gains_it(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        grant = commands.users.grant(writing, people.COORDINATOR.id, Role.CLERK, date(2026, 11, 1))
    with pytest.raises(Refused, match="Another person"), database.writing(people.ADMIN) as writing:
        commands.users.confirm(writing, grant)
    with database.writing(people.MANAGER) as writing:
        commands.users.confirm(writing, grant)


def test_a_role_gives_rights_only_within_its_dates(database: Database) -> None:
    from db import queries

    with database.writing(people.ADMIN) as writing:
        grant = commands.users.grant(writing, people.READER.id, Role.CLERK, date(2026, 11, 24), date(2026, 11, 25))
    with database.writing(people.MANAGER) as writing:
        commands.users.confirm(writing, grant)
    roles = {}
    for day in (23, 24, 25, 26):
        moment = database.clock().replace(day=day)
        with database.reading(people.ADMIN, now=moment) as reading:
            roles[day] = Role.CLERK in queries.users.usable_roles(reading, people.READER.id)
    assert roles == {23: False, 24: True, 25: True, 26: False}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/orders", 302),
        ("/_dash-layout", 401),
        ("/_dash-dependencies", 401),
        ("/live", 401),
        ("/live/since", 401),
        ("/healthz", 200),
        ("/login", 200),
    ],
)
def test_what_a_stranger_gets(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"output": 1}', '{"output": "nothing.here", "inputs": []}', '{"output": "shell-main.children"}'],
)
def test_a_malformed_callback_gets_400(as_person, body: str) -> None:  # type: ignore[no-untyped-def]
    answer = as_person(people.COORDINATOR).post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_a_stranger_posting_a_callback_gets_401(client: FlaskClient) -> None:
    assert client.post("/_dash-update-component", json={}).status_code == 401


def test_no_tool_protocol_is_served(app: Dash) -> None:
    assert not [rule for rule in app.server.url_map.iter_rules() if "mcp" in rule.rule]


def test_every_answer_carries_the_guarding_headers(client: FlaskClient) -> None:
    headers = client.get("/login").headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_a_password_is_nowhere_in_the_trail(database: Database, client: FlaskClient) -> None:
    log_in(client, people.PASSWORD, "typed into the wrong box")
    log_in(client, people.username(people.CLERK), people.PASSWORD)
    with database.reading(people.READER) as reading:
        trail = str(reading.session.execute(text("SELECT * FROM trail")).all())
    assert "log_in" in trail
    assert people.PASSWORD not in trail
