"""Work reports over the wire: the form becomes a report, and nobody does what their role does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import queries, tables
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.payments import Submitted
from domain.permissions import Viewer
from domain.reports import TravelKind
from tests import clicks, people, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def held(database: Database) -> int:
    work.settle(database)
    return work.assignment(database)


def confirm(client: FlaskClient, app: Dash, *assignment_ids: int) -> Any:
    rows = [{"id": each, "expert": "what the browser sends back is not believed"} for each in assignment_ids]
    return clicks.post(client, app, "reports.confirm", "/reports", reports_confirm=1, reports_waiting=rows)


def report(client: FlaskClient, app: Dash, assignment_id: int, **changes: object) -> Any:
    form = {
        "day": "2026-11-02",
        "starts": "10:00",
        "ends": "11:30",
        "kilometres": 42,
        "passengers": 2,
        "route": "Vantaa–Kerava",
        "left": None,
        "back_day": "2026-11-02",
        "back": "",
        "free_meals": None,
        "meals": None,
        "per_diem": "by_rule",
        "correction": None,
        "reason": "Keskustelu jatkui.",
        **changes,
    }
    tickets = form.pop("tickets", [("4,20", "Kuitti 118"), (None, None), ("", "")])
    fields = {f"report_forms_{name}": value for name, value in form.items()}
    for name, part in (("ticket", 0), ("receipt", 1)):
        fields[f"report_forms_{name}"] = [({"place": place}, each[part]) for place, each in enumerate(tickets)]
    save = [({"assignment": assignment_id}, 1)]
    return clicks.post(client, app, "report_forms.report", "/reports", report_forms_save=save, **fields)


def submitted(database: Database) -> tuple[Submitted, ...]:
    with database.reading(people.CLERK) as reading:
        return queries.reports.submitted(reading)


def test_a_ticked_row_is_confirmed(app: Dash, as_person: AsPerson, database: Database, held: int):
    answer = confirm(as_person(people.COORDINATOR), app, held)
    assert "1 toimeksianto on vahvistettu" in answer.get_data(as_text=True)
    assert work.row(database, tables.Assignment, held).status is AssignmentStatus.DONE


def test_the_button_says_what_the_chosen_ones_pay(app: Dash, as_person: AsPerson, database: Database, held: int):
    rows = [{"id": held}, {"id": work.assignment(database, 2)}]
    answer = clicks.post(
        as_person(people.COORDINATOR), app, "reports.count_to_confirm", "/reports", reports_waiting=rows
    )
    assert "Vahvista 2 toteutuneeksi sovitusti, 60,00 €" in answer.get_data(as_text=True).replace("\xa0", " ")


@pytest.mark.parametrize("outsider", [people.CLERK, people.MANAGER, people.ADMIN])
def test_only_coordinators_confirm(app: Dash, as_person: AsPerson, database: Database, held: int, outsider: Viewer):
    confirm(as_person(outsider), app, held)
    assert work.row(database, tables.Assignment, held).status is AssignmentStatus.AGREED


def test_the_form_becomes_a_report_with_its_travel(app: Dash, as_person: AsPerson, database: Database, held: int):
    report(as_person(people.COORDINATOR), app, held)
    (row,) = submitted(database)
    assert row.span.minutes == 90
    assert [(each.kind, each.quantity) for each in row.travel] == [
        (TravelKind.OWN_CAR, 42),
        (TravelKind.PASSENGER, 84),
        (TravelKind.TICKET, 1),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": " "}, "miksi työ poikkesi"),
        ({"ends": "09:00"}, "Lopun täytyy olla alun jälkeen"),
        ({"tickets": [("neljä", "Kuitti 1")]}, "ei ole rahasumma"),
        ({"tickets": [("4,20", " ")]}, "missä kuitti on"),
        ({"per_diem": "full", "meals": 1, "correction": "Sovittu."}, "päiväraha"),
        ({"kilometres": -5}, "Jokin lomakkeessa ei ole kohdallaan"),
    ],
)
def test_a_form_that_cannot_be_is_refused_in_words(
    app: Dash, as_person: AsPerson, database: Database, held: int, changes: dict[str, object], said: str
):
    answer = report(as_person(people.COORDINATOR), app, held, **changes)
    assert said in answer.get_data(as_text=True)
    assert submitted(database) == ()


def test_a_coordinator_s_post_does_not_approve(app: Dash, as_person: AsPerson, database: Database, held: int):
    coordinator = as_person(people.COORDINATOR)
    confirm(coordinator, app, held)
    (row,) = submitted(database)
    chosen = [{"id": row.report_id, "version": row.version, "cents": 3000}]
    clicks.post(coordinator, app, "reports.approve", "/reports", reports_approve=1, reports_submitted=chosen)
    assert len(submitted(database)) == 1
    answer = clicks.post(
        as_person(people.CLERK), app, "reports.approve", "/reports", reports_approve=1, reports_submitted=chosen
    )
    assert "1 raportti on hyväksytty" in answer.get_data(as_text=True)
    assert submitted(database) == ()
