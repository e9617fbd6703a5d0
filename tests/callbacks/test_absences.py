"""Whoever answers the telephone writes down that somebody cannot come, without seeing the order or its themes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import tables
from db.session import Database
from domain.assignments import AssignmentStatus, Party
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SECRET = "salainen kuvaus"


@pytest.fixture
def task(database: Database) -> int:
    order_id = make.order(database, make.settle(database), description=SECRET)
    return make.assigned(database, order_id, make.expert(database, last_name="Öhman"))[0]


def page(client: FlaskClient, app: Dash, address: str) -> str:
    return json.dumps(clicks.post(client, app, "shell.show", address).get_json(), ensure_ascii=False)


def test_a_clerk_finds_the_task_and_writes_down_that_the_expert_cannot_come(
    app: Dash, as_person: AsPerson, database: Database, task: int
):
    clerk = as_person(people.CLERK)
    found = clicks.post(clerk, app, "search.search", "/", search_text="öhman").get_json()
    assert f"/tasks/{task}" in json.dumps(found)
    on = {"by": "expert", "version": 1}
    clicks.post(clerk, app, "absences.cancel", f"/tasks/{task}", absences_cancel=[(on, 1)])
    row = make.row(database, tables.Assignment, task)
    assert (row.status, row.cancelled_by) == (AssignmentStatus.CANCELLED, Party.EXPERT)


def test_a_clerk_sees_of_the_task_no_theme_and_no_word_of_the_order(app: Dash, as_person: AsPerson, task: int):
    clerk = as_person(people.CLERK)
    shown = page(clerk, app, f"/tasks/{task}")
    assert "Öhman" in shown
    assert "Asunnottomuus" not in shown
    assert SECRET not in shown
    assert "Sinulla ei ole oikeutta tähän" in page(clerk, app, "/orders/1")


@pytest.mark.parametrize("outsider", [people.MANAGER, people.ADMIN, people.READER])
def test_nobody_else_cancels_by_telephone(
    app: Dash, as_person: AsPerson, database: Database, task: int, outsider: Viewer
):
    on = {"by": "client", "version": 1}
    clicks.post(as_person(outsider), app, "absences.cancel", f"/tasks/{task}", absences_cancel=[(on, 1)])
    assert make.row(database, tables.Assignment, task).status is AssignmentStatus.AGREED
