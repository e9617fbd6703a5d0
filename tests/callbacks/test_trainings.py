"""Trainings over the wire: an induction that a package requires, taught by an extra training and ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from callbacks import candidates
from db import queries
from db.session import Database
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def listed(database: Database, order_id: int) -> list[int]:
    with database.reading(people.COORDINATOR) as reading:
        return candidates.match(reading, order_id).ranking.ids.tolist()


def test_an_induction_that_a_package_requires_is_taught_and_ticked(app: Dash, as_person: AsPerson, database: Database):
    client_id = make.settle(database)
    coordinator = as_person(people.COORDINATOR)
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    assert listed(database, order_id) == [expert_id]

    def tap(function: str, address: str = "/trainings", **values: Any) -> None:
        clicks.post(coordinator, app, function, address, **values)

    named = {"inductions_name": "Vankilan turvakäytännöt", "inductions_name_sv": None, "inductions_days": None}
    tap("inductions.add", inductions_add=1, inductions_key="prison", **named)
    package = str(make.package(database, "ASIAKASTAPAAMINEN"))
    tap("inductions.require", inductions_require=1, inductions_package=package, inductions_required=[1])
    assert listed(database, order_id) == []

    event = {
        "kind": "extra",
        "name": "Turvakäytännöt",
        "held_on": "2026-11-23",
        "hours": 2,
        "own": True,
        "induction": "1",
    }
    tap("trainings.add", trainings_add=1, **{f"trainings_{name}": value for name, value in event.items()})
    with database.reading(people.COORDINATOR) as reading:
        training_id = queries.trainings.events(reading)[0].id
    tap("trainings.tick", f"/trainings/{training_id}", trainings_save=1, trainings_ticks=[expert_id])
    assert listed(database, order_id) == [expert_id]
