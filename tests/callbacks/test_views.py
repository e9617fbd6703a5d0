"""The queue's address says what is shown, so that a copied link opens the same for a colleague."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.views
from db.session import Database
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def settled(database: Database) -> int:
    return make.order(database, make.settle(database))


def page(client: FlaskClient, app: Dash, search: str, path: str = "/orders") -> str:
    values: dict[str, Any] = {"shell_url": path, "shell_url.pathname": path, "shell_url.search": search}
    return json.dumps(clicks.post(client, app, "shell.show", path, **values).get_json(), ensure_ascii=False)


def state(shown: str) -> dict[str, Any]:
    """What the grid was told to begin with."""
    start = shown.index('"initialState": ') + len('"initialState": ')
    return json.JSONDecoder().raw_decode(shown, start)[0]


def test_a_copied_link_opens_the_same_lanes_notes_columns_and_order(app: Dash, as_person: AsPerson, settled: int):
    assert settled
    words = "?lane=handling&mark=waits_for_orderer&columns=id,client&sort=-starts&mine=1"
    found = state(page(as_person(people.COORDINATOR_2), app, words))
    filters = found["filter"]["filterModel"]
    assert filters["lane"]["filter"] == "käsittelyssä"
    assert filters["badges"]["filter"] == "odottaa tilaajaa"
    assert filters["mine"]["filter"] == "1"
    assert found["columnOrder"]["orderedColIds"][:2] == ["id", "client"]
    assert "lane" in found["columnVisibility"]["hiddenColIds"]
    assert found["sort"]["sortModel"] == [{"colId": "starts", "sort": "desc"}]


def test_a_copied_link_of_an_opened_order_brings_the_order_and_the_way_back_to_the_same_queue(
    app: Dash, as_person: AsPerson, settled: int
):
    link = (f"?back={quote('lane=handling&columns=id,client')}", f"/orders/{settled}")
    shown = page(as_person(people.COORDINATOR_2), app, *link)
    assert f"Tilaus {settled}" in shown
    assert '"/orders?lane=handling&columns=id,client"' in shown
    refused = page(as_person(people.MANAGER), app, *link)
    assert "Sinulla ei ole oikeutta" in refused
    assert "Asumispalvelut" not in refused


@pytest.mark.parametrize(
    "words", ["?filters={oops", '?filters={"client":{"function":"alert(1)"}}', "?columns=none&sort=none&lane=none"]
)
def test_a_forged_address_is_passed_over(app: Dash, as_person: AsPerson, settled: int, words: str):
    assert settled
    shown = page(as_person(people.COORDINATOR), app, words)
    assert "alert" not in shown
    assert state(shown)["sort"]["sortModel"][0]["colId"] == "lane"


def test_a_link_to_a_view_that_is_not_shared_says_so(app: Dash, as_person: AsPerson, database: Database, settled: int):
    assert settled
    with database.writing(people.COORDINATOR) as writing:
        view_id = commands.views.save(writing, "Oma", "lane=new", False, None, False)
    assert "Näkymää ei ole jaettu sinulle" in page(as_person(people.COORDINATOR_2), app, f"?view={view_id}")
    found = state(page(as_person(people.COORDINATOR), app, f"?view={view_id}"))
    assert found["filter"]["filterModel"]["lane"]["filter"] == "uusi"


def test_whoever_sees_no_orders_is_told_so_whatever_the_link(app: Dash, as_person: AsPerson, settled: int):
    assert settled
    assert "Sinulla ei ole oikeutta tähän" in page(as_person(people.CLERK), app, "?lane=new")
