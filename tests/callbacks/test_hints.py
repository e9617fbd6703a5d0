"""What is written on an expert's card over the wire: cards about tasks, units not wanted, and the end of an agreement."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from dash import Dash
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

import commands.hints
import commands.unwanted
from callbacks import hints, matching
from db import queries, tables
from db.session import Database
from domain.hints import HintForm, Leaning, Source
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def client_id(database: Database) -> int:
    return make.settle(database)


@pytest.fixture
def coordinator(as_person: AsPerson) -> FlaskClient:
    return as_person(people.COORDINATOR)


def post(client: FlaskClient, app: Dash, function: str, expert_id: int, **values: object) -> str:
    answer = clicks.post(client, app, function, f"/experts/{expert_id}", **values)
    return json.dumps(answer.get_json(silent=True), ensure_ascii=False)


def write(client: FlaskClient, app: Dash, expert_id: int, **changes: object) -> str:
    values = {"text": "Puhuu mielellään isolle yleisölle.", "source": "orderer", "leaning": "for", **changes}
    typed = {f"hints_{name}": value for name, value in values.items()}
    return post(client, app, "hints.write", expert_id, hints_save=1, hints_task_type="0", hints_until="", **typed)


def score(database: Database, order_id: int) -> int:
    with database.reading(people.COORDINATOR) as reading:
        return matching.candidates.match(reading, order_id).ranking.totals().tolist()[0]


def test_anothers_card_counts_once_it_has_been_gone_through(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    expert_id, order_id = make.expert(database), make.order(database, client_id)
    before = score(database, order_id)
    assert "vaikuttaa, kun se on käyty läpi" in write(coordinator, app, expert_id)
    assert score(database, order_id) == before
    post(coordinator, app, "hints.go_through", expert_id, hints_gone_through=[({"id": 1, "version": 1}, 1)])
    assert score(database, order_id) > before


def test_only_the_experts_own_wish_may_lower_a_place(app: Dash, coordinator: FlaskClient, database: Database):
    expert_id = make.expert(database)
    assert "vain" in write(coordinator, app, expert_id, leaning="against").casefold()
    with database.reading(people.COORDINATOR) as reading:
        assert queries.hints.of_expert(reading, expert_id) == ()


def test_the_expert_is_told_every_card_in_force(database: Database):
    expert_id = make.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        for text in ("Ohjaa pienryhmiä.", "Toivoo kysymykset ennakkoon."):
            commands.hints.write(
                writing, expert_id, HintForm(text=text, source=Source.COORDINATOR, leaning=Leaning.NEITHER)
            )
    with database.reading(people.COORDINATOR) as reading:
        page = json.loads(json.dumps(hints.show(reading, expert_id), cls=PlotlyJSONEncoder))
    told = json.dumps(page, ensure_ascii=False)
    assert "Ohjaa pienryhmiä." in told
    assert "Toivoo kysymykset ennakkoon." in told


def test_two_who_are_kept_apart_are_told_on_both_cards_and_taken_back_on_one(
    app: Dash, coordinator: FlaskClient, database: Database
):
    one, other = make.expert(database), make.expert(database)
    chosen = {"unwanted_unit": "0", "unwanted_expert": str(other), "unwanted_until": ""}
    post(coordinator, app, "unwanted.keep", one, unwanted_save=1, **chosen)
    with database.reading(people.COORDINATOR) as reading:
        assert [row.own for row in queries.unwanted.of_expert(reading, one)] == [True]
        assert [row.own for row in queries.unwanted.of_expert(reading, other)] == [False]
    post(coordinator, app, "unwanted.end", one, unwanted_end=[({"id": 1}, 1)])
    with database.reading(people.COORDINATOR) as reading:
        assert queries.unwanted.of_expert(reading, other) == ()


def test_a_unit_that_is_not_wanted_reads_as_unavailable(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    expert_id = make.expert(database, first_name="Eila", last_name="Eitänne")
    chosen = {"unwanted_unit": str(client_id), "unwanted_expert": "0", "unwanted_until": ""}
    post(coordinator, app, "unwanted.keep", expert_id, unwanted_save=1, **chosen)
    order_id = make.order(database, client_id)
    answer = clicks.post(
        coordinator, app, "matching.find", f"/orders/{order_id}/match", exclusions_name="eitänne", matching_dates=""
    ).get_json()
    told = json.dumps(answer, ensure_ascii=False)
    assert "Ei käytettävissä." in told
    assert "Asumispalvelut" not in told


def end(client: FlaskClient, app: Dash, expert_id: int, agreement_id: int, day: str | None) -> str:
    on, days = {"id": agreement_id, "version": 1}, [({"id": agreement_id}, day)]
    values = {"agreements_end": [(on, 1)], "agreements_last_day.id": days, "agreements_last_day": days}
    return post(client, app, "experts.end_agreement", expert_id, **values)


def test_a_framework_agreement_is_ended_on_a_day(app: Dash, coordinator: FlaskClient, database: Database):
    end(coordinator, app, make.expert(database), 1, "2026-12-31")
    assert make.row(database, tables.Agreement, 1).valid_to == date(2026, 12, 31)


def test_another_experts_agreement_is_not_ended_from_here(app: Dash, coordinator: FlaskClient, database: Database):
    make.expert(database)
    before = make.row(database, tables.Agreement, 1).valid_to
    end(coordinator, app, make.expert(database), 1, "2026-12-31")
    assert make.row(database, tables.Agreement, 1).valid_to == before
