"""Page: nothing posted is trusted, a right comes first, and a picture is drawn after the commit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from dash import ALL, Dash, Input, Output, html
from flask import Flask
from pydantic import BaseModel, TypeAdapter
from sqlalchemy import text

from callbacks import inputs
from callbacks.addresses import Address, link
from callbacks.house import House
from callbacks.wiring import Done, Page
from dashboard import refusals
from db import tables
from db.session import Database, Reading, Writing
from domain.errors import Refused
from domain.permissions import Permission, Viewer
from tests import people

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Touched(BaseModel):
    row: int


class Bench:
    """One page on an app of its own, and who is sitting at it."""

    def __init__(self, database: Database) -> None:
        self.viewer: Viewer = people.COORDINATOR
        self.drawn: list[int] = []
        self.app = Dash("bench", server=Flask("bench"), on_error=refusals.tell, suppress_callback_exceptions=True)
        self.app.layout = html.Div()
        self.page = Page("/bench/{row}", see=Permission.SEE_ORDERS)
        self._wire()
        self.page.bind(self.app, House(database, lambda: self.viewer))
        self.client = self.app.server.test_client()

    def _wire(self) -> None:
        page = self.page

        @page.view
        def show(reading: Reading, row: int) -> html.Div:
            self.drawn.append(row)
            return html.Div(str(reading.session.execute(text("SELECT count(*) FROM associations")).scalar_one()))

        @page.command(Output("list", "children"), Input("name", "value"), Input("day", "value"))
        def add(writing: Writing, name: str, day: date) -> None:
            if name == "refuse":
                raise Refused("Log in first.")
            writing.session.add(tables.Association(name=f"{name} {day.year}"))

        @page.query(Output("where", "children"), Input("ask", "n_clicks"))
        def where(_reading: Reading, _clicks: int, row: int) -> str:
            return f"here is {row}"

        @page.command(Output("other", "children"), Input({"type": "act", "row": ALL}, "n_clicks"))
        def act(_writing: Writing, _clicks: list[int | None], on: Touched) -> Done:
            return Done(message=f"row {on.row + 1}")

    def post(self, output: str, inputs: list[Any], changed: str) -> Any:
        body = {
            "output": output,
            "outputs": {"id": output.split(".")[0], "property": "children"},
            "inputs": inputs,
            "state": [
                {"id": "shell-url", "property": "pathname", "value": "/bench/7"},
                {"id": "shell-url", "property": "search", "value": ""},
            ],
            "changedPropIds": [changed],
        }
        return self.client.post("/_dash-update-component", json=body)

    def add(self, name: object, day: object) -> Any:
        inputs = [{"id": "name", "property": "value", "value": name}, {"id": "day", "property": "value", "value": day}]
        return self.post("list.children", inputs, "name.value")

    def where(self) -> Any:
        return self.post("where.children", [{"id": "ask", "property": "n_clicks", "value": 1}], "ask.n_clicks")

    def act(self, row: object, clicks: int | None) -> Any:
        touched = {"type": "act", "row": row}
        written = json.dumps(touched, sort_keys=True, separators=(",", ":"))
        return self.post(
            "other.children", [[{"id": touched, "property": "n_clicks", "value": clicks}]], f"{written}.n_clicks"
        )


@pytest.fixture
def bench(database: Database) -> Iterator[Bench]:
    return Bench(database)


def test_a_command_writes_and_then_draws_what_it_committed(bench: Bench) -> None:
    answer = bench.add("Arjen polut", "2026-12-03")
    assert answer.json["response"]["list"]["children"]["props"]["children"] == "1"
    assert bench.drawn == [7]


def test_a_refusal_becomes_a_toast_and_the_page_stays(bench: Bench) -> None:
    answer = bench.add("refuse", "2026-12-03").json
    assert "list" not in answer.get("response", {})
    assert "Kirjaudu ensin" in json.dumps(answer["sideUpdate"], ensure_ascii=False)
    assert bench.drawn == []


@pytest.mark.parametrize(("name", "day"), [(5, "2026-12-03"), ("x", "tomorrow"), ("x", None), ({"a": 1}, "2026-12-03")])
def test_a_value_of_another_shape_is_refused(bench: Bench, name: object, day: object) -> None:
    answer = bench.add(name, day)
    assert answer.status_code == 200
    assert "Jokin lomakkeessa" in json.dumps(answer.json["sideUpdate"], ensure_ascii=False)
    assert bench.drawn == []


def test_who_has_not_the_right_is_refused_before_anything_happens(bench: Bench) -> None:
    bench.viewer = people.ADMIN
    answer = bench.add("Arjen polut", "2026-12-03").json
    assert "oikeutta" in json.dumps(answer["sideUpdate"], ensure_ascii=False)
    assert bench.drawn == []


def test_a_button_that_has_just_been_drawn_does_nothing(bench: Bench) -> None:
    assert bench.act(3, None).status_code == 204


def test_a_touched_button_tells_which_row_it_stands_in(bench: Bench) -> None:
    assert "row 4" in json.dumps(bench.act(3, 1).json["sideUpdate"])


def test_a_row_id_comes_from_the_address(bench: Bench) -> None:
    assert bench.where().json["response"]["where"]["children"] == "here is 7"


def test_a_forged_row_is_refused(bench: Bench) -> None:
    assert "Jokin lomakkeessa" in json.dumps(bench.act("x", 1).json["sideUpdate"], ensure_ascii=False)


@pytest.mark.usefixtures("database")
def test_an_address_knows_its_row_ids() -> None:
    address = Address("/orders/{order_id}/match")
    assert address.parameters("/orders/12/match") == {"order_id": 12}
    assert address.parameters("/orders/12/match/") == {"order_id": 12}
    assert address.parameters("/orders/x/match") is None
    assert address.parameters("/orders/12") is None


@pytest.mark.usefixtures("database")
def test_a_link_puts_ids_in_the_path_and_the_rest_behind_it() -> None:
    assert link("/orders/{order_id}", order_id=12, lane="new", text="") == "/orders/12?lane=new"


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("posted", ["9" * 30, str(2**53), "-" + "9" * 30])
def test_a_number_that_no_browser_counts_to_is_refused_however_it_is_written(posted: object) -> None:
    kind = TypeAdapter(list[int])
    assert inputs.validated(kind, ["12", 2**53 - 1]) == [12, 9007199254740991]
    with pytest.raises(Refused, match="not as it should be"):
        inputs.validated(kind, ["12", posted])
