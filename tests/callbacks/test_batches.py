"""Payments over the wire: what the server refuses whoever posts it, and what each role's browser is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import func, select

import commands.reports
from db import queries, tables
from db.session import Database
from domain.batches import BatchStatus
from domain.flow import Seen
from domain.permissions import Viewer
from domain.reports import ReportForm, TravelKind, TravelRow
from domain.times import Span
from domain.trail import Outcome
from tests import approving, clicks, people, statements, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def batch_id(database: Database) -> int:
    """Checked by the first clerk; the manager has gone through the anomalies."""
    found = approving.of_two(database)
    work.ticked(database, found)
    return found


def approve(client: FlaskClient, app: Dash, database: Database, batch_id: int) -> Any:
    seen = work.seen(database, batch_id)
    screen = {"version": seen.version, "content": seen.content_sha256, "key": "one click"}
    return clicks.post(client, app, "batches.approve", f"/batches/{batch_id}", batch_approve=1, batch_seen=screen)


def test_the_preparer_s_direct_post_is_refused_and_remembered(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int
):
    answer = approve(as_person(people.CLERK), app, database, batch_id)
    assert "toisen henkilön on hyväksyttävä" in answer.get_data(as_text=True)
    assert approving.status(database, batch_id) is BatchStatus.CHECKED
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        refused = select(func.count()).where(event.outcome == Outcome.REFUSED, event.actor_id == people.CLERK.id)
        assert reading.session.execute(refused).scalar_one() == 1


def test_what_has_become_payable_is_taken_in_by_a_button_that_names_lines_and_sum(
    app: Dash, as_person: AsPerson, database: Database
):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    batch_id = work.collected(database)
    assert "Ota mukaan" not in clicks.drawn(as_person(people.CLERK), app, f"/batches/{batch_id}")
    work.approved(database, 2, 3)
    assert "Ota mukaan 2 uutta riviä, 60,00\N{NO-BREAK SPACE}€" in clicks.drawn(
        as_person(people.CLERK), app, f"/batches/{batch_id}"
    )


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.ADMIN, people.READER])
def test_those_without_the_right_post_in_vain(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int, outsider: Viewer
):
    approve(as_person(outsider), app, database, batch_id)
    assert approving.status(database, batch_id) is BatchStatus.CHECKED
    assert as_person(outsider).get(f"/batches/{batch_id}/file").status_code == 403


def test_a_stranger_is_answered_nothing(app: Dash, client: FlaskClient, database: Database, batch_id: int):
    assert approve(client, app, database, batch_id).status_code == 401
    assert approving.status(database, batch_id) is BatchStatus.CHECKED


def test_the_manager_approves_and_a_second_click_says_the_same(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int
):
    manager = as_person(people.MANAGER)
    seen = work.seen(database, batch_id)
    screen = {"version": seen.version, "content": seen.content_sha256, "key": "one click"}
    for _click in range(2):
        answer = clicks.post(
            manager, app, "batches.approve", f"/batches/{batch_id}", batch_approve=1, batch_seen=screen
        )
        assert "Palkkioerä on hyväksytty" in answer.get_data(as_text=True)
    assert approving.status(database, batch_id) is BatchStatus.APPROVED
    assert work.seen(database, batch_id).version == seen.version + 1


def test_the_greyed_button_says_why_this_person_may_not_approve(app: Dash, as_person: AsPerson, batch_id: int):
    shown = clicks.drawn(as_person(people.CLERK), app, f"/batches/{batch_id}")
    assert "Hyväksy 3 riviä, 90,00\u00a0€" in shown
    assert "Olet itse valmistellut" in shown


def test_the_file_is_fetched_as_it_was_stored(as_person: AsPerson, database: Database, batch_id: int):
    work.approve(database, batch_id)
    body = work.export(database, batch_id)
    answer = as_person(people.CLERK_2).get(f"/batches/{batch_id}/file")
    assert answer.data == body
    assert f"PE-{batch_id}-2026-12-15.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(("protected", "told"), [(True, True), (False, False)])
def test_the_approver_reads_which_kilometres_no_table_was_asked_about(
    app: Dash, as_person: AsPerson, database: Database, protected: bool, told: bool
):
    """The distance would tell where somebody lives who is under a safety prohibition."""
    work.settle(database)
    work.details(database)
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.Expert, 1).contact_protected = protected
        car = ReportForm(
            Span(work.FIRST, work.FIRST + timedelta(hours=1)), (TravelRow(TravelKind.OWN_CAR, 40),), "Auto."
        )
    task = work.assignment(database)
    with database.writing(people.COORDINATOR) as writing:
        commands.reports.report(writing, task, car)
    with database.writing(people.CLERK) as writing:
        commands.reports.approve(writing, 1, Seen(1))
    shown = clicks.drawn(as_person(people.MANAGER), app, f"/batches/{work.checked(database)}")
    assert ("1 kilometririviä ei verrata taulukkoon, koska saajalla on turvakielto." in shown) is told


@pytest.mark.parametrize("person", [people.CLERK, people.MANAGER])
@pytest.mark.parametrize("address", ["/batches", "/batches/1", "/reports", "/payroll-details"])
def test_no_payload_of_a_clerk_or_manager_tells_a_theme_or_a_whole_account(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int, person: Viewer, address: str
):
    work.reported(database, 5)
    shown = clicks.drawn(as_person(person), app, address.replace("1", str(batch_id)))
    secrets = [work.SECRET_THEME, work.SECRET_WORDS, *(code.value for code in work.CODES.values())]
    for secret in [*secrets, *(account.value for account in work.ACCOUNTS.values())]:
        assert secret not in shown


def test_the_secrets_of_the_last_test_are_there_to_be_told(database: Database, batch_id: int):
    work.approve(database, batch_id)
    with database.reading(people.CLERK) as reading:
        assert reading.session.get_one(tables.Order, 1).description == work.SECRET_WORDS
        assert reading.session.get_one(tables.Theme, 1).name_fi == work.SECRET_THEME
        with reading.by_house() as house:
            payees = queries.payroll.content(house, batch_id, 1).people
    assert {person.account for person in payees} == {work.ACCOUNTS[1], work.ACCOUNTS[2]}


def test_a_clerk_s_queries_of_reports_ask_for_no_telling_text(database: Database):
    work.settle(database)
    work.reported(database, 5)
    with database.reading(people.CLERK) as reading, statements.counted(database) as said:
        assert len(queries.reports.submitted(reading)) == 1
    asked = " ".join(said)
    assert "orders" in asked
    for word in ("description", "nature", "target_group", "themes", "own_words"):
        assert word not in asked
