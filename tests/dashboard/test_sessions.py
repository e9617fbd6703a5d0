"""A session ends after half an hour without use and after eight hours of any use; logging in again goes on where one was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from domain.permissions import Viewer
from tests import people
from tests.clocks import Clock

AsPerson = Callable[[Viewer], FlaskClient]


@pytest.fixture
def clerk(as_person: AsPerson) -> FlaskClient:
    return as_person(people.CLERK)


def is_in(client: FlaskClient) -> bool:
    return client.get("/").status_code == 200


def test_half_an_hour_without_use_ends_the_session(clerk: FlaskClient, clock: Clock) -> None:
    clock.pass_by(minutes=30)
    assert is_in(clerk)
    clock.pass_by(seconds=1)
    assert not is_in(clerk)


def test_a_key_pressed_or_a_pointer_moved_gives_half_an_hour_more(clerk: FlaskClient, clock: Clock) -> None:
    clock.pass_by(minutes=29)
    assert clerk.post("/session").status_code == 200
    clock.pass_by(minutes=29)
    assert is_in(clerk)


def test_pages_that_draw_themselves_keep_no_session_alive(clerk: FlaskClient, clock: Clock) -> None:
    for _ in range(4):
        clock.pass_by(minutes=10)
        clerk.get("/live/since")
    assert clerk.get("/live/since").status_code == 401


def test_a_working_day_of_eight_hours_ends_the_session_even_in_use(clerk: FlaskClient, clock: Clock) -> None:
    left = []
    for _ in range(24):
        clock.pass_by(minutes=20)
        left.append(int(clerk.post("/session").get_data(as_text=True)) if is_in(clerk) else None)
    assert left[0] == (8 * 60 - 20) * 60
    assert left[22] == 20 * 60
    assert left[23] is None


def test_a_session_that_has_ended_is_not_lengthened(clerk: FlaskClient, clock: Clock) -> None:
    clock.pass_by(minutes=31)
    assert clerk.post("/session").status_code == 401
    assert not is_in(clerk)


def again(client: FlaskClient, password: str) -> tuple[int, str]:
    client.get("/login")
    with client.session_transaction() as session:
        token = session["form_token"]
    answer = client.post("/login/again", data={"csrf_token": token, "password": password})
    return answer.status_code, answer.get_data(as_text=True)


def test_one_logs_in_again_over_the_page_with_the_password_alone(clerk: FlaskClient, clock: Clock) -> None:
    clock.pass_by(minutes=31)
    assert again(clerk, "not this one") == (401, "Käyttäjätunnus tai salasana ei ole oikein.")
    assert again(clerk, people.PASSWORD) == (200, str(8 * 60 * 60))
    assert is_in(clerk)


def test_after_logging_out_a_page_left_open_is_nobodys(clerk: FlaskClient) -> None:
    clerk.get("/login")
    with clerk.session_transaction() as session:
        token = session["form_token"]
    clerk.post("/logout", data={"csrf_token": token})
    status, sentence = again(clerk, people.PASSWORD)
    assert status == 401
    assert "ei enää kuulu kenellekään" in sentence
    assert not is_in(clerk)
