"""Choosing an expert over the wire: offers with their money, answers, why somebody is not listed, and why just this one."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from dash import Dash
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

import commands.assignments
import commands.experts
import commands.offers
import commands.series
from callbacks import briefs, candidates, matching
from db import tables
from db.session import Database
from domain.assignments import AssignmentStatus, ChoiceReason, Party
from domain.flow import Seen
from domain.offers import Answer, OfferStatus
from domain.permissions import Viewer
from domain.series import Reach
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


@pytest.fixture
def coordinator(as_person: AsPerson) -> FlaskClient:
    return as_person(people.COORDINATOR)


def tap(client: FlaskClient, app: Dash, function: str, order_id: int, **values: object) -> str:
    answer = clicks.post(client, app, function, f"/orders/{order_id}/match", **{"matching_dates": "", **values})
    return json.dumps(answer.get_json(silent=True), ensure_ascii=False).replace("\u00a0", " ")


def press(client: FlaskClient, app: Dash, order_id: int, expert_id: int, action: str, function: str = "answer") -> str:
    return tap(client, app, f"choices.{function}", order_id, candidates_act={"action": action, "id": expert_id})


def find(client: FlaskClient, app: Dash, order_id: int, name: str) -> str:
    return tap(client, app, "matching.find", order_id, exclusions_name=name)


def offers(database: Database, *ids: int) -> list[OfferStatus]:
    return [make.row(database, tables.Offer, one).status for one in ids]


def test_an_offer_tells_fee_travel_and_the_planned_day_of_payment(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    told = press(coordinator, app, order_id, expert_id, "offer", "ask")
    assert "Palkkio: 30,00 €." in told
    assert "Suunniteltu maksupäivä: 15.1.2027." in told
    assert "Paikka: Vantaa." in told
    assert make.row(database, tables.Order, order_id).version == 1


def test_the_grid_opens_with_the_columns_that_this_person_has_chosen(
    app: Dash, as_person: AsPerson, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    chosen = [{"id": "km", "width": 130, "hidden": False}, {"id": "why", "width": 0, "hidden": False}]
    tap(coordinator, app, "matching.keep_columns", order_id, candidates_columns=json.dumps(chosen))
    path = {"shell_url": f"/orders/{order_id}/match", "shell_url.pathname": f"/orders/{order_id}/match"}

    def begun(client: FlaskClient) -> str:
        return json.dumps(clicks.post(client, app, "shell.show", path["shell_url"], **path).get_json())

    mine, theirs = begun(coordinator), begun(as_person(people.COORDINATOR_2))
    assert f"/experts/{expert_id}" in mine
    assert '"orderedColIds": ["km", "why", "name"' in mine
    assert '"columnSizingModel": [{"colId": "km", "width": 130}]' in mine
    assert "orderedColIds" not in theirs


def test_an_offer_that_has_been_told_is_open(app: Dash, coordinator: FlaskClient, database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    tap(coordinator, app, "choices.offer", order_id, offers_record=[({"expert": expert_id}, 1)])
    assert offers(database, 1) == [OfferStatus.OPEN]


def test_the_coordinator_chooses_among_those_who_would_come(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id = make.order(database, client_id)
    first, second, third = (make.expert(database) for _ in range(3))
    press(coordinator, app, order_id, first, "keep_yes")
    press(coordinator, app, order_id, second, "keep_yes")
    press(coordinator, app, order_id, third, "no_answer")
    assert offers(database, 1, 2, 3) == [OfferStatus.OPEN] * 3
    tap(coordinator, app, "choices.choose", order_id, offers_choose=[({"expert": second}, 1)])
    assert offers(database, 1, 2, 3) == [OfferStatus.WITHDRAWN, OfferStatus.ACCEPTED, OfferStatus.WITHDRAWN]
    with database.reading(people.COORDINATOR) as reading:
        told = briefs.agreed(reading, order_id, second)
    assert told is not None
    assert len(told.others) == 2
    assert [one.key for one in told.briefs][-2:] == ["agreed-others-fi", "agreed-others-sv"]


def test_others_stay_open_while_the_order_lacks_somebody(database: Database, client_id: int):
    order_id = make.order(database, client_id, experts_needed=2)
    first, second = make.expert(database), make.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        commands.offers.keep_yes(writing, order_id, first)
        commands.offers.answer(writing, order_id, second, Answer.YES)
    assert offers(database, 1, 2) == [OfferStatus.OPEN, OfferStatus.ACCEPTED]


def test_anyone_with_the_theme_is_found_with_what_keeps_them_out(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    make.expert(database, first_name="Åke", last_name="Lång", areas=(make.TAMPERE,))
    order_id = make.order(database, client_id)
    told = find(coordinator, app, order_id, "ÅKE l")
    assert "Toiminta-alueeseen ei kuulu Vantaa." in told
    assert "override" in told


def test_one_on_the_list_is_told_by_place(app: Dash, coordinator: FlaskClient, database: Database, client_id: int):
    make.expert(database, first_name="Anna", last_name="Sopiva")
    assert "listalla sijalla 1" in find(coordinator, app, make.order(database, client_id), "sopiva")


def test_a_rule_that_is_not_set_aside_has_no_way_past_it(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    make.expert(database, first_name="Eeva", last_name="Venäjä", languages=("ru",))
    told = find(coordinator, app, make.order(database, client_id), "venäjä")
    assert "Ei työskentele tilauksen kielellä." in told
    assert "Tästä ehdosta ei voi poiketa." in told
    assert "override" not in told


def test_of_a_pause_nothing_but_unavailability_is_said(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    expert_id = make.expert(database, first_name="Pia", last_name="Tauko", languages=("ru",))
    with database.writing(people.COORDINATOR) as writing:
        commands.experts.pause(writing, expert_id, Seen(1), date(2026, 11, 1), None)
    told = find(coordinator, app, make.order(database, client_id), "tauko")
    assert "Ei käytettävissä." in told
    assert "kielell" not in told
    assert "override" not in told


def test_whose_consent_has_been_withdrawn_is_not_found(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    withdrawn = make.expert(database, first_name="Veera", last_name="Poissa")
    make.expert(database, "recovery", first_name="Teemu", last_name="Muuteema")
    with database.writing(people.COORDINATOR) as writing:
        commands.experts.withdraw_consent(writing, 1)
    order_id = make.order(database, client_id)
    assert withdrawn == 1
    assert "/experts/" not in find(coordinator, app, order_id, "poissa")
    assert "/experts/" not in find(coordinator, app, order_id, "muuteema")


def test_one_tap_of_why_is_kept_with_the_order(app: Dash, coordinator: FlaskClient, database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    (task,) = make.assigned(database, order_id, expert_id)
    assert make.row(database, tables.Assignment, task).choice_reason == ""
    on = {"expert": expert_id, "reason": "in_turn"}
    tap(coordinator, app, "choices.why", order_id, briefs_why=[(on, 1)])
    assert make.row(database, tables.Assignment, task).choice_reason == ChoiceReason.IN_TURN


def test_who_took_the_task_is_told_until_that_is_taken_back(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id, expert_id = make.order(database, client_id), make.expert(database, first_name="Ottaja")
    (task,) = make.assigned(database, order_id, expert_id)
    news = {"seq": 1, "changes": {"orders": [order_id]}}
    page = {"shell_live": news, "matching_shape": "full", "matching_standing": "", "matching_agreed": str(expert_id)}
    assert "Ottaja" in tap(coordinator, app, "matching.follow", order_id, **page)
    with database.writing(people.COORDINATOR) as writing:
        commands.assignments.void(writing, task, Seen(1))
    told = json.loads(tap(coordinator, app, "matching.follow", order_id, **page))["sideUpdate"]["matching-top"]
    assert "Ottaja" not in str(told)
    assert "0/1" in str(told)


def card(client: FlaskClient, app: Dash, function: str, order_id: int, **values: object) -> str:
    answer = clicks.post(client, app, f"order_cards.{function}", f"/orders/{order_id}", **values)
    return json.dumps(answer.get_json(silent=True), ensure_ascii=False)


def test_who_cannot_come_is_replaced_from_the_list_ranked_anew(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id = make.order(database, client_id, make.at(2), make.at(9))
    gone, other = (make.expert(database, first_name=name, last_name="Korvaaja") for name in ("Lähtevä", "Tuleva"))
    first, second = make.assigned(database, order_id, gone)
    key = {"action": "cancel", "by": "expert", "id": second, "version": 1}
    reach = [({"id": second}, "this")]
    told = card(coordinator, app, "end_assignment", order_id, assignments_end=[(key, 1)], assignments_reach=reach)
    assert f"match?instead={gone}" in told
    assert make.row(database, tables.Assignment, first).status is AssignmentStatus.AGREED
    with database.reading(people.COORDINATOR) as reading:
        page = json.dumps(matching.show(reading, order_id, instead=str(gone)).to_plotly_json(), cls=PlotlyJSONEncoder)
    assert "Tuleva Korvaaja" in page
    assert '"name": "L\\u00e4htev\\u00e4 Korvaaja"' not in page
    assert "on estynyt" in page
    assert starts(database, make.assigned(database, order_id, other)) == [make.at(9).start]


def starts(database: Database, tasks: tuple[int, ...]) -> list[datetime]:
    return [make.row(database, tables.Assignment, task).starts_at for task in tasks]


def test_texts_of_a_withdrawal_never_tell_a_reason(database: Database, client_id: int):
    """There is no field where a reason could be written, and the texts say that none is asked."""
    order_id = make.order(database, client_id)
    expert_id = make.expert(database)
    (task,) = make.assigned(database, order_id, expert_id)
    with database.writing(people.COORDINATOR) as writing:
        commands.series.cancel(writing, task, make.seen(database, tables.Assignment, task), Party.EXPERT, Reach.THIS)
    with database.reading(people.COORDINATOR) as reading:
        told = briefs.withdrew(reading, order_id, expert_id)
    assert told is not None
    written = " ".join(one.text for one in told.briefs).casefold()
    assert not [word for word in ("sairas", "sairau", "terveyde", "sjuk", "hälsosk") if word in written]


def test_some_dates_of_a_series_are_given_to_one_and_the_others_stay_open(
    app: Dash, coordinator: FlaskClient, database: Database, client_id: int
):
    order_id = make.order(database, client_id, make.at(2), make.at(9), make.at(16))
    here, away = make.expert(database), make.expert(database, first_name="Aila", last_name="Poissa")
    busy = make.order(database, client_id, make.at(9))
    make.assigned(database, busy, away)
    assert listed(database, order_id) == [here]
    assert sorted(listed(database, order_id, 1, 3)) == sorted([here, away])
    told = tap(
        coordinator, app, "choices.answer", order_id, candidates_act={"action": "yes", "id": away}, matching_dates="1,3"
    )
    assert f"agreed={away}" in told
    assert starts(database, (2, 3)) == [make.at(2).start, make.at(16).start]
    assert listed(database, order_id) == [here]


def listed(database: Database, order_id: int, *dates: int) -> list[int]:
    with database.reading(people.COORDINATOR) as reading:
        return candidates.match(reading, order_id, dates).ranking.ids.tolist()
