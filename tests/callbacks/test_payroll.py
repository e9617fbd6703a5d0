"""The page of a batch's payroll files over the wire: what it shows, and what a click makes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import queries
from db.session import Database
from domain.batches import BatchStatus
from domain.permissions import Viewer
from tests import approving, clicks, people, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def batch_id(database: Database) -> int:
    found = approving.of_two(database)
    work.approve(database, found)
    return found


def screen(database: Database, batch_id: int, key: str = "one click") -> dict[str, object]:
    seen = work.seen(database, batch_id)
    return {"version": seen.version, "content": seen.content_sha256, "key": key}


def test_looking_changes_nothing_and_shows_no_identity_code_or_account(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int
):
    before = work.seen(database, batch_id)
    clerk, address = as_person(people.CLERK), f"/batches/{batch_id}/payroll"
    shown = clicks.drawn(clerk, app, address) + clicks.post(
        clerk, app, "payroll.preview", address, payroll_set="general"
    ).get_data(as_text=True)
    assert "Aalto Aino" in shown
    assert f"/reports?report={1}" in shown
    assert '"/tariffs?fee=1"' in shown
    assert "Hinta numero 1" in clicks.drawn(clerk, app, "/tariffs", **{"shell_url.search": "?fee=1"})
    secrets = [*(code.value for code in work.CODES.values()), *(own.value for own in work.ACCOUNTS.values())]
    assert not [secret for secret in secrets if secret in shown]
    assert work.seen(database, batch_id) == before


def test_who_may_not_see_orders_gets_their_numbers_without_a_link(app: Dash, as_person: AsPerson, batch_id: int):
    address = f"/batches/{batch_id}/payroll"
    links = [
        '"to": "order_href"' in clicks.drawn(as_person(person), app, address) for person in (people.CLERK, people.BOTH)
    ]
    assert links == [False, True]


def test_a_click_makes_the_file_once_and_the_next_fetch_gives_it(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int
):
    clerk, address, seen = as_person(people.CLERK), f"/batches/{batch_id}/payroll", screen(database, batch_id)
    for _click in range(2):
        clicks.post(clerk, app, "payroll.make", address, payroll_make=1, payroll_seen=seen)
    with database.reading(people.CLERK) as reading:
        (file,) = queries.payroll.files(reading, batch_id)
    assert approving.status(database, batch_id) is BatchStatus.EXPORTED
    answer = clerk.get(f"/batches/{batch_id}/file?edition=1")
    assert file.name in answer.headers["Content-Disposition"]
    assert answer.data == work.fetched(database, batch_id)


def test_an_answer_that_cannot_be_read_changes_nothing(
    app: Dash, as_person: AsPerson, database: Database, batch_id: int
):
    work.export(database, batch_id)
    told = clicks.post(
        as_person(people.CLERK),
        app,
        "payroll.acknowledge",
        f"/batches/{batch_id}/payroll",
        receipts_acknowledge=1,
        receipts_receipt="PR-1",
        receipts_rejected="verokortti puuttuu",
        payroll_seen=screen(database, batch_id),
    ).get_data(as_text=True)
    assert "aloita rivin tunnisteella" in told
    assert approving.status(database, batch_id) is BatchStatus.EXPORTED


@pytest.mark.usefixtures("batch_id")
def test_the_administrator_sees_column_sets_and_nobody_s_payments(app: Dash, as_person: AsPerson):
    admin = as_person(people.ADMIN)
    shown = clicks.drawn(admin, app, "/column-sets")
    assert "CGI Prima" in shown
    assert "Aalto" not in shown
    assert "column-sets" not in clicks.post(as_person(people.CLERK), app, "shell.show", "/column-sets").get_data(True)
