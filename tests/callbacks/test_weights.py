"""The weights of matching over the wire: a manager sets them from a day on, and they make a hundred in all."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import queries
from db.session import Database
from domain.experts import WorkWish
from domain.matching.weights import DEFAULT, Part, Weights
from domain.permissions import Viewer
from tests import clicks, people
from tests.clocks import Clock

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SHARES = {**DEFAULT.points, Part.ROTATION: 30, Part.THEME_FIT: 20}
PACES = {WorkWish.OFTEN: 30, WorkWish.NOW_AND_THEN: 12, WorkWish.SELDOM: 3}


def put(client: FlaskClient, app: Dash, shares: Mapping[Part, int], first: str = "2026-12-01") -> str:
    answer = clicks.post(
        client,
        app,
        "weights.put",
        "/weights",
        weights_set=1,
        weights_points=[({"part": part.value}, points) for part, points in shares.items()],
        weights_pace=[({"wish": wish.value}, tasks) for wish, tasks in PACES.items()],
        weights_experience=5,
        weights_continuity=3,
        weights_kilometres=60,
        weights_fee="45,00 €",
        weights_from=first,
    )
    return json.dumps(answer.get_json(), ensure_ascii=False)


def today(database: Database) -> Weights:
    with database.reading(people.MANAGER) as reading:
        return queries.matching.weights(reading)


def test_new_weights_hold_from_their_day_and_the_old_ones_until_it(
    app: Dash, as_person: AsPerson, database: Database, clock: Clock
) -> None:
    assert "Painotukset asetettiin" in put(as_person(people.MANAGER), app, SHARES)

    assert today(database) == DEFAULT
    clock.pass_by(days=8)
    assert today(database).valid_from == date(2026, 12, 1)
    assert today(database).points == SHARES
    assert today(database).yearly[WorkWish.OFTEN] == 30
    assert today(database).usual_fee.cents == 45_00


@pytest.mark.parametrize(
    ("shares", "first", "said"),
    [
        ({**SHARES, Part.WISHED: 5}, "2026-12-01", "summan on oltava 100"),
        ({Part.ROTATION: 99}, "2026-12-01", "summan on oltava 100"),
        (SHARES, "2026-11-22", "ei menneelle päivälle"),
    ],
)
def test_weights_that_do_not_make_a_hundred_or_are_for_the_past_are_refused(
    app: Dash, as_person: AsPerson, database: Database, shares: Mapping[Part, int], first: str, said: str
) -> None:
    assert said in put(as_person(people.MANAGER), app, shares, first)
    assert today(database) == DEFAULT


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.CLERK, people.ADMIN])
def test_only_a_manager_sets_them(app: Dash, as_person: AsPerson, database: Database, outsider: Viewer) -> None:
    assert "Sinulla ei ole oikeutta" in put(as_person(outsider), app, SHARES, "2026-11-23")
    assert today(database) == DEFAULT
