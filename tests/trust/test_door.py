"""The door line by line: every route, every cookie, every form, every hash."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import argon2
import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.users
from callbacks.wiring import Page
from commands import views
from dashboard import login, security
from dashboard.app import create_app
from dashboard.pages import PAGES
from db import queries
from db.session import Database
from domain.errors import Refusal, Refused
from domain.permissions import Role, Viewer
from tests import clicks, make, people, serving

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

FORMS = ("/login", "/login/again", "/logout", "/language", "/password")
SCRIPTS = ("/session", "/effort", "/live/presence", "/_dash-update-component")
"""Posted by the program's own scripts: JSON, or nothing at all."""


def paths(app: Dash) -> list[tuple[str, str]]:
    """Every address of the program with a method that it takes."""
    app.server.test_client().get("/login")
    return [
        (re.sub(r"<(int:)?\w+>", "1", re.sub(r"<path:\w+>", "x", rule.rule)), method)
        for rule in app.server.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"})
    ]


def test_every_route_stands_behind_one_guard(app: Dash, client: FlaskClient) -> None:
    """A stranger is sent to the login or gets 401, whatever is asked for, but for the login itself and what it needs."""
    behind = [
        (path, method)
        for path, method in paths(app)
        if path not in security.OPEN and not path.startswith(security.OPEN_PREFIXES)
    ]
    assert len(behind) > 15
    for path, method in behind:
        answer = client.open(path, method=method, json={} if method == "POST" else None)
        assert answer.status_code == 401 or answer.location.startswith("/login"), (path, method, answer.status_code)


@pytest.mark.parametrize(
    "path", ["/assets/../orders", "/assets/%2e%2e/orders", "/_dash-component-suites/../_dash-layout"]
)
def test_nobody_walks_round_the_guard_through_an_open_place(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (301, 302, 308, 401, 404)
    assert b"react-entry-point" not in answer.data


@pytest.mark.parametrize("path", ["dash/deps/nothing.js", "nothing/of.js", "dash/deps/react%40x.js"])
def test_a_script_that_no_library_has_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(f"/_dash-component-suites/{path}").status_code == 404


def test_every_answer_carries_the_headers_also_a_refusal_and_a_fault(app: Dash, as_person: AsPerson) -> None:
    clerk = as_person(people.CLERK)
    answers = [clerk.get("/"), clerk.get("/batches/999/file"), clerk.post("/_dash-update-component", data="x")]
    answers += [app.server.test_client().get(path) for path in ("/", "/_dash-layout", "/healthz", "/login")]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert not re.search(r"https?:|\*", policy)
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_outside_localhost_cookies_and_addresses_keep_to_tls(database: Database) -> None:
    chosen = replace(serving.settings(database.url), public_url="https://kokemus.example.org")
    answer = create_app(chosen, database).server.test_client().get("/login")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    session = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("kohtaanto="))
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= {part.strip() for part in session.split(";")}


def test_on_localhost_the_cookie_is_for_the_server_and_this_site_alone(client: FlaskClient) -> None:
    answer = client.get("/login")
    session = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("kohtaanto="))
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in session.split(";")}
    assert "Strict-Transport-Security" not in answer.headers


def test_every_posting_route_is_a_form_with_a_token_or_a_script_of_the_house(app: Dash) -> None:
    assert {path for path, method in paths(app) if method == "POST"} == {*FORMS, *SCRIPTS}


@pytest.mark.parametrize("path", FORMS)
def test_a_form_without_its_token_does_nothing(as_person: AsPerson, database: Database, path: str) -> None:
    clerk = as_person(people.CLERK)
    form = {"username": "user3", "password": people.PASSWORD, "language": "sv", "present": people.PASSWORD}
    answer = clerk.post(path, data={**form, "new": "uusi salasana on tämä", "again": "uusi salasana on tämä"})
    assert answer.status_code in (401, 403)
    assert clerk.get("/").status_code == 200
    with database.reading(people.NOBODY) as reading:
        assert queries.users.viewer(reading, people.CLERK.id, 1) == people.CLERK


@pytest.mark.parametrize("path", SCRIPTS)
def test_another_site_posts_nothing_in_a_persons_name(as_person: AsPerson, path: str) -> None:
    answer = as_person(people.CLERK).post(path, json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_a_body_larger_than_any_workbook_is_not_read(as_person: AsPerson) -> None:
    body = b'{"output": "' + b"x" * security.LARGEST_REQUEST + b'"}'
    answer = as_person(people.COORDINATOR).post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 413


def change_password(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        commands.users.change_password(writing, commands.users.hashed("uusi salasana on tämä"))


def reset_password(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        commands.users.reset_password(writing, people.CLERK.id, "!")


def disable(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        commands.users.disable(writing, people.CLERK.id)


def log_out(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        commands.users.logged_out(writing)


def confirm_role(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        grant = commands.users.grant(writing, people.CLERK.id, Role.MANAGER, date(2026, 11, 1))
    with database.writing(people.MANAGER) as writing:
        commands.users.confirm(writing, grant)


def end_role(database: Database) -> None:
    with database.reading(people.ADMIN) as reading:
        (grant,) = queries.users.one(reading, people.CLERK.id).grants
    with database.writing(people.ADMIN) as writing:
        commands.users.end_role(writing, grant.id, date(2026, 11, 30))


@pytest.mark.parametrize("event", [log_out, change_password, reset_password, disable, confirm_role, end_role])
def test_a_copied_cookie_ends_with_its_session(
    app: Dash, database: Database, event: Callable[[Database], None]
) -> None:
    thief = app.server.test_client(use_cookies=False)
    signer = app.server.session_interface.get_signing_serializer(app.server)
    header = {"Cookie": f"kohtaanto={signer.dumps(serving.session_of(people.CLERK, database.clock()))}"}
    assert thief.get("/", headers=header).status_code == 200
    event(database)
    assert thief.get("/", headers=header).status_code == 302
    assert thief.post("/_dash-update-component", json={}, headers=header).status_code == 401


def test_a_throttled_login_costs_no_hash(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(commands.users, "verified", lambda *asked: bool(hashed.append(asked)))
    for _ in range(8):
        with pytest.raises(Refused), client.application.test_request_context("/login"):  # type: ignore[attr-defined]
            login._authenticated(database, "user3", "wrong")
    assert len(hashed) == 5


def test_an_unknown_user_costs_the_same_hash_as_a_known_one(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(commands.users, "verified", lambda *asked: bool(hashed.append(asked[0])))
    with pytest.raises(Refused), client.application.test_request_context("/login"):  # type: ignore[attr-defined]
        login._authenticated(database, "nobody", "wrong")
    assert [argon2.extract_parameters(each) for each in hashed] == [
        argon2.extract_parameters(commands.users.HASHER.hash("x"))
    ]


WITH_ROWS = [page for page in PAGES if "{" in page.path]


def drawn(client: FlaskClient, app: Dash, path: str) -> str:
    answer = clicks.post(client, app, "shell.show", path)
    return json.dumps(answer.get_json()["response"]["shell-main"])


@pytest.mark.parametrize("page", WITH_ROWS, ids=lambda page: page.path)
def test_not_yours_and_not_there_look_the_same(app: Dash, as_person: AsPerson, database: Database, page: Page) -> None:
    make.order(database, make.settle(database))
    make.expert(database)
    outsider = next(person for person in people.STAFF if not person.may(page.see))
    browser = as_person(outsider)
    is_there, is_not = (drawn(browser, app, re.sub(r"\{\w+\}", row, page.path)) for row in ("1", "999999"))
    assert is_there == is_not


def test_somebody_elses_saved_view_is_not_there(database: Database) -> None:
    with database.writing(people.COORDINATOR) as writing:
        own = views.save(writing, "Oma", "?lane=new", False, None, False)
    said = []
    for row in (own, 999):
        with pytest.raises(Refusal) as refused, database.writing(people.COORDINATOR_2) as writing:
            views.remove(writing, row)
        said.append((type(refused.value), str(refused.value)))
    assert said[0] == said[1]
