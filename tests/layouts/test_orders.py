"""The queue's rows, an order's history, the consequence of a cancellation in euros, and the texts that are sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dash.development.base_component import Component

import texts
from domain import times
from domain.assignments import AssignmentRow, AssignmentStatus, Party
from domain.money import Money
from domain.orders import (
    Badge,
    Contact,
    Lane,
    OrderDetails,
    OrderForm,
    OrderStatus,
    Progress,
    QueueRow,
    SessionRow,
)
from domain.today import Desk
from domain.trail import Act, Entry, Outcome
from layouts import assignments, desks, letters, order_histories, order_rows, orders
from tests import make

RECEIVED = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ROW = QueueRow(
    id=12,
    version=1,
    status=OrderStatus.HANDLING,
    lane=Lane.HANDLING,
    badges=(Badge.SOON,),
    client="Asumispalvelut",
    package="Asiakastapaaminen",
    themes=("Asunnottomuus ja asumisen tuki",),
    span=make.at(2),
    open_time="",
    remote=False,
    municipality="Vantaa",
    needed=3,
    urgent=False,
    progress=Progress(2, 0, 1),
    handler="Kaisa Koordinaattori",
    handler_id=1,
    received_at=RECEIVED,
)
TASK = AssignmentRow(
    id=5,
    version=1,
    session_id=7,
    expert_id=3,
    expert="Anna Aalto",
    phone="040 000 0100",
    through="",
    status=AssignmentStatus.AGREED,
    stage=Lane.CONFIRMED,
    span=make.at(2),
    agreed_at=RECEIVED,
    fee=Money(3000),
    free_cancellation_hours=24,
    client_price=None,
    cancelled_by=None,
    no_show_by=None,
    moved_from=None,
    yes_awaited=False,
    choice_reason="",
)
ORDER = OrderDetails(
    row=ROW,
    form=OrderForm(client_id=1, package_id=1, task_type_id=1, place="Sali 1", access="Soita ovella."),
    contact=Contact("Tiina Tilaaja", "040 000 0001", ""),
    task_type="Asiakastapaaminen työparina",
    agree="Sopikaa ennalta.",
    fee_code="CLIENT_PAIR",
    wished_expert="",
    unfilled_reason=None,
    waits_for_orderer=False,
    cancelled_at=None,
    sessions=(SessionRow(7, 1, make.at(2), False, 1),),
)


def words(component: Any) -> str:
    if isinstance(component, Component):
        return words(getattr(component, "children", None))
    if isinstance(component, list | tuple):
        return " ".join(words(one) for one in component)
    return "" if component is None else str(component)


def test_a_row_says_two_of_three_and_when_and_where():
    row = order_rows.cells(ROW)
    assert row["progress"] == ["2/3"]
    assert row["time"] == ["ke 2.12.2026", "12.00–13.00 Vantaa"]
    assert row["lane"] == "käsittelyssä"
    assert row["handler_short"] == "Kaisa K."


def test_only_an_order_that_lacks_somebody_leads_to_its_candidates_by_one_click():
    assert order_rows.cells(ROW)["match"] == "/orders/12/match"
    assert order_rows.cells(replace(ROW, lane=Lane.CONFIRMED))["match"] == ""


def test_on_today_an_order_that_lacks_somebody_soon_has_the_search_beside_it():
    drawn = desks.parts(Desk((), (), (ROW,), (), (), ()), times.day_of(RECEIVED))
    seen = " ".join(words(drawn).replace("\u00a0", " ").split())
    assert "Asumispalvelut ke 2.12.2026 klo 12.00–13.00, 2/3 Etsi asiantuntija : Asumispalvelut" in seen


def test_a_series_says_how_many_have_been_held():
    row = order_rows.cells(replace(ROW, needed=1, progress=Progress(1, 3, 8)))
    assert row["progress"] == ["1/1", "3/8 pidetty, seuraava 2.12."]


def test_an_open_time_stands_last_in_the_orderers_own_words():
    row = order_rows.cells(replace(ROW, span=None, open_time="vk 4–5"))
    assert row["time"] == ["aika avoin", "vk 4–5"]
    assert row["starts"] > order_rows.cells(ROW)["starts"]


def test_every_lane_and_badge_has_its_look():
    assert set(orders.LANES) == set(Lane)
    assert set(orders.BADGES) == set(Badge)


@pytest.mark.parametrize(
    ("hours_before", "by", "told"),
    [
        (23, Party.CLIENT, "alkuun alle 24 t: palkkio 30,00 € maksetaan"),
        (25, Party.CLIENT, "alkuun vähintään 24 t: palkkiota ei makseta"),
        (1, Party.EXPERT, "asiantuntijan oma peruutus: palkkiota ei makseta"),
    ],
)
def test_the_consequence_of_a_cancellation_is_told_in_euros_beforehand(hours_before: int, by: Party, told: str):
    now = make.at(2).start - timedelta(hours=hours_before)
    assert assignments.cancelled(TASK, by, now).replace("\u00a0", " ") == told


def test_before_the_task_one_may_cancel_and_after_it_has_begun_one_may_not_have_come():
    before = words(assignments.dialog(TASK, make.at(2).start - timedelta(hours=1)))
    after = words(assignments.dialog(TASK, make.at(2).start + timedelta(minutes=5)))
    assert "Asiantuntija estyi" in before
    assert "Tilaajan asiakas ei tullut" in after
    assert "Asiantuntija estyi" not in after


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_orderer_is_told_nothing_of_themes_or_of_how_to_reach_the_expert(language: str):
    with texts.using(language):
        text = letters.to_orderer(ORDER, [TASK], "Kaisa Koordinaattori")
    assert "Anna Aalto" in text
    assert "Asunnottomuus" not in text
    assert TASK.phone not in text
    assert "30" not in text


def test_the_expert_is_told_the_fee_and_the_planned_day_of_payment():
    text = letters.to_expert(ORDER, [TASK], "Kaisa Koordinaattori").replace("\u00a0", " ")
    assert "Palkkio: 30,00 €. Suunniteltu maksupäivä: 15.1.2027." in text
    assert "Yhteyshenkilö: Tiina Tilaaja, 040 000 0001." in text
    assert "Sali 1, Vantaa" in text
    assert "Asunnottomuus" not in text


def test_of_a_series_the_expert_is_told_the_sum():
    later = replace(TASK, id=6, span=make.at(9))
    text = letters.to_expert(ORDER, [TASK, later], "Kaisa Koordinaattori").replace("\u00a0", " ")
    assert "yhteensä 60,00 €, 2 kertaa" in text


def test_the_history_is_told_in_plain_sentences():
    events = (
        Entry(3, RECEIVED, 1, "Kaisa", Act.CANCEL, "assignments", 5, Outcome.DONE, {"by": "client", "paid": True}),
        Entry(2, RECEIVED, 1, "Kaisa", Act.ASSIGN, "assignments", 5, Outcome.DONE, {}),
        Entry(1, RECEIVED, 1, "Kaisa", Act.CHANGE, "orders", 12, Outcome.DONE, {"fields": ["times", "place"]}),
    )
    told = words(order_histories.history(events, {("assignments", 5): "Anna Aalto"}, {5: make.at(2).start}))
    assert "Tehtävä peruttiin: Anna Aalto. Peruuja: tilaaja." in told
    assert "Sovittu palkkio maksetaan." in told
    assert "Anna Aalto sai tehtävän: ke 2.12.2026 klo 12.00." in told
    assert "Muutettiin: ajat, paikka." in told
