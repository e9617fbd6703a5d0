"""Prices over the wire: two persons, whoever posts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.tariffs
from db import tables
from db.session import Database
from domain.permissions import Viewer
from tests import clicks, make, people, registers

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def rate_id(database: Database) -> int:
    """Proposed by the first clerk for the first of January."""
    with database.writing(people.CLERK) as writing:
        return commands.tariffs.propose_fee(writing, registers.meeting_fee())


def confirm(client: FlaskClient, app: Dash, rate_id: int) -> str:
    button = [({"rate": rate_id}, 1)]
    answer = clicks.post(client, app, "tariffs.confirm_fee", "/tariffs", tariffs_confirm_fee=button)
    return json.dumps(answer.get_json(), ensure_ascii=False)


def page(client: FlaskClient, app: Dash) -> str:
    return json.dumps(clicks.post(client, app, "shell.show", "/tariffs").get_json(), ensure_ascii=False)


def confirmer(database: Database, rate_id: int) -> Any:
    return make.row(database, tables.FeeRate, rate_id).confirmed_by_id


def test_the_proposers_direct_post_is_refused(app: Dash, as_person: AsPerson, database: Database, rate_id: int) -> None:
    assert "toisen henkilön on vahvistettava" in confirm(as_person(people.CLERK), app, rate_id)
    assert confirmer(database, rate_id) is None


def test_another_person_confirms(app: Dash, as_person: AsPerson, database: Database, rate_id: int) -> None:
    shown = confirm(as_person(people.CLERK_2), app, rate_id)
    assert confirmer(database, rate_id) == people.CLERK_2.id
    for deed in ("Pekka Palkanlaskija vahvisti", "Paula Palkanlaskija ehdotti"):
        assert deed in shown
    assert "palkkio: Työryhmän jäsenyys; summa: 40,00" in shown


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.ADMIN, people.READER])
def test_those_without_the_right_post_in_vain(
    app: Dash, as_person: AsPerson, database: Database, rate_id: int, outsider: Viewer
) -> None:
    assert "Sinulla ei ole oikeutta tähän" in confirm(as_person(outsider), app, rate_id)
    assert confirmer(database, rate_id) is None


@pytest.mark.usefixtures("rate_id")
def test_a_coordinator_sees_the_prices_and_no_buttons(app: Dash, as_person: AsPerson) -> None:
    seen = page(as_person(people.COORDINATOR), app)
    assert "Työryhmän jäsenyys" in seen
    assert "tariffs-confirm_fee" not in seen
    assert "tariffs-propose_price" not in seen


def test_a_missing_year_of_travel_rates_is_told(app: Dash, as_person: AsPerson) -> None:
    assert "Vuoden 2026 matkakorvauksia puuttuu: oma auto" in page(as_person(people.CLERK), app)
