"""Reveals over the wire: asked first, shown once, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db.session import Database
from domain.permissions import Viewer
from tests import clicks, make, people, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WORDS = "Perhetyöstä tukiperheeseen."


@pytest.fixture
def expert_id(database: Database) -> int:
    make.settle(database)
    expert_id = make.expert(database)
    make.background(database, expert_id, WORDS)
    work.details(database, expert_id)
    return expert_id


def opening(expert_id: int, field: str = "own_words", why: str = "Tehtävän valmistelu.") -> dict[str, object]:
    return {
        "reveals_open": [({"expert": expert_id, "field": field}, 1)],
        "reveals_reason": why,
        "reveals_second": "",
    }


def test_words_are_sent_only_as_the_answer_to_a_reason_and_are_not_to_be_kept(
    app: Dash, as_person: AsPerson, expert_id: int
) -> None:
    client, address = as_person(people.COORDINATOR), f"/experts/{expert_id}"
    asked = clicks.post(
        client, app, "reveals.ask", address, reveals_ask=[({"expert": expert_id, "field": "own_words"}, 1)]
    )
    assert "Miksi tieto avataan?" in asked.get_data(as_text=True)
    assert WORDS not in asked.get_data(as_text=True)
    refused = clicks.post(client, app, "reveals.reveal", address, **opening(expert_id, why="")).get_data(as_text=True)
    assert "Kerro muutamalla sanalla" in refused
    assert WORDS not in refused
    answer = clicks.post(client, app, "reveals.reveal", address, **opening(expert_id))
    assert WORDS in answer.get_data(as_text=True)
    assert answer.headers["Cache-Control"] == "no-store"
    page = clicks.post(client, app, "shell.show", address).get_data(as_text=True)
    assert WORDS not in page


def test_a_clerk_opens_an_account_from_the_list(app: Dash, as_person: AsPerson, expert_id: int) -> None:
    client, address = as_person(people.CLERK), "/payroll-details"
    row = {"id": expert_id, "action": "account"}
    asked = clicks.post(client, app, "reveals.ask_of_row", address, payroll_details_opened=row)
    assert "tilinumero" in asked.get_data(as_text=True)
    answer = clicks.post(client, app, "reveals.reveal", address, **opening(expert_id, "account"))
    assert work.ACCOUNTS[1].value in answer.get_data(as_text=True)


@pytest.mark.parametrize("outsider", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_others_post_in_vain(app: Dash, as_person: AsPerson, expert_id: int, outsider: Viewer) -> None:
    answer = clicks.post(as_person(outsider), app, "reveals.reveal", "/", **opening(expert_id)).get_data(as_text=True)
    assert "Sinulla ei ole oikeutta tähän" in answer
    assert WORDS not in answer
