"""New accounts, comments, payment rules and the days of payment over the wire: each role does and sees its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

from commands import fees
from db import queries, tables
from db.session import Database
from domain.accounts import AccountChange
from domain.batches import BatchStatus
from domain.payment_rules import PaymentRules
from domain.permissions import Viewer
from tests import clicks, people, work

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
RULES = {
    "closing_day": 7,
    "pay_day": 20,
    "waiting_days": 31,
    "times_usual": "2,5",
    "least": "80,00",
    "batches": 12,
    "hours_apart": 2,
    "kilometres_percent": 50,
    "kilometres_least": 30,
    "from": "2026-11-23",
}


@pytest.fixture
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def save_account(client: FlaskClient, app: Dash) -> Any:
    fields = {"identity_code": "", "account": "FI97 5780 0750 1554 48", "tax_card": "received", "tax_card_until": ""}
    posted = {f"payroll_details_{name}": value for name, value in fields.items()}
    save = [({"expert": 1}, 1)]
    return clicks.post(client, app, "payroll_details.save", "/payroll-details", payroll_details_save=save, **posted)


def changing(database: Database) -> tuple[AccountChange, ...]:
    with database.reading(people.CLERK) as reading:
        return queries.accounts.changing(reading)


def confirm(client: FlaskClient, app: Dash, change: AccountChange) -> str:
    button = [({"change": change.id, "version": change.version}, 1)]
    values = {"accounts_confirm": button, "accounts_verified": "Soitettu."}
    answer = clicks.post(client, app, "payroll_details.confirm", "/payroll-details", **values)
    return answer.get_data(as_text=True)


@pytest.mark.usefixtures("bank")
def test_an_account_is_typed_by_one_and_confirmed_by_another(app: Dash, as_person: AsPerson, database: Database):
    clerk = as_person(people.CLERK)
    save_account(clerk, app)
    (change,) = changing(database)
    assert "Toisen henkilön on vahvistettava" in confirm(clerk, app, change)
    assert "Tilinumero on vahvistettu" in confirm(as_person(people.CLERK_2), app, change)
    assert changing(database)[0].usable_from is not None


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.MANAGER, people.ADMIN])
def test_others_confirm_no_accounts(app: Dash, as_person: AsPerson, database: Database, outsider: Viewer):
    save_account(as_person(people.CLERK), app)
    confirm(as_person(outsider), app, changing(database)[0])
    assert changing(database)[0].usable_from is None


@pytest.mark.usefixtures("bank")
def test_the_manager_comments_on_a_line_and_returns_the_batch(app: Dash, as_person: AsPerson, database: Database):
    (line_id,) = work.approved(database)
    batch_id = work.checked(database)
    seen = work.seen(database, batch_id)
    screen = {"version": seen.version, "content": seen.content_sha256, "key": "k"}
    address, manager = f"/batches/{batch_id}", as_person(people.MANAGER)
    said = {"batch_lines_say": [({"action": "comment", "line": line_id}, 1)], "batch_lines_why": "Kesto?"}
    clicks.post(manager, app, "batches.say", address, batch_seen=screen, **said)
    clicks.post(manager, app, "batches.act", address, batch_act=[({"action": "return"}, 1)], batch_seen=screen)
    assert work.row(database, tables.Batch, batch_id).status is BatchStatus.OPEN
    assert "Kesto?" in clicks.drawn(as_person(people.CLERK), app, address)


@pytest.mark.usefixtures("bank")
def test_the_manager_comments_on_the_whole_batch(app: Dash, as_person: AsPerson, database: Database):
    work.approved(database)
    address = f"/batches/{work.checked(database)}"
    manager = as_person(people.MANAGER)
    dialog = clicks.post(manager, app, "batches.ask_of_batch", address, batch_ask=[({"action": "comment"}, 1)])
    assert "Kommentoi palkkioerää" in json.dumps(dialog.get_json(), ensure_ascii=False)
    said = {"batch_lines_say": [({"action": "comment", "line": 0}, 1)], "batch_lines_why": "Kenen budjetista?"}
    clicks.post(manager, app, "batches.say", address, batch_seen={"version": 2, "content": None, "key": "k"}, **said)
    assert "Kenen budjetista?" in clicks.drawn(as_person(people.CLERK), app, address)


@pytest.mark.usefixtures("bank")
def test_what_stays_out_has_its_reason_its_age_and_its_way(app: Dash, as_person: AsPerson, database: Database):
    """One account changes, one identity code is missing, one line is on hold and one report is not approved."""
    clerk = as_person(people.CLERK)
    save_account(clerk, app)
    work.approved(database, 1)
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.PayrollDetails, 2).identity_code_index = None
    work.approved(database, 1, expert_id=2)
    (held,) = work.approved(database, 1, expert_id=3)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, held, "Selvitetään.")
    (report,) = work.reported(database, 2, expert_id=3)
    page = clicks.drawn(clerk, app, "/left-out")
    assert page.count("0 päivää") == 4
    for way in (
        "/payroll-details",
        "/payroll-details?expert=2",
        f"/reports?report={report}",
        "pysäytetty: Selvitetään.",
    ):
        assert f'"{way}"' in page
    assert clicks.drawn(as_person(people.MANAGER), app, "/left-out").count("toimistotyöntekijä korjaa tämän") == 4
    clicks.post(clerk, app, "left_out.release", "/left-out", left_out_release=[({"line": held}, 1)])
    with database.reading(people.CLERK) as reading:
        assert [line.id for line in queries.batches.payable(reading, work.UP_TO).lines] == [held]


@pytest.mark.usefixtures("bank")
def test_the_admin_sets_the_payment_days_and_a_clerk_only_sees_them(app: Dash, as_person: AsPerson, database: Database):
    fields = {f"payment_rules_{name}": value for name, value in RULES.items()}
    for person, pay_day in ((people.CLERK, 15), (people.ADMIN, 20)):
        clicks.post(as_person(person), app, "payment_rules.save", "/payment-rules", payment_rules_save=1, **fields)
        with database.reading(people.CLERK) as reading:
            assert queries.payment_rules.current(reading).pay_day == pay_day
    assert PaymentRules().pay_day == 15
    page = clicks.drawn(as_person(people.CLERK), app, "/payment-rules")
    assert '"payment_rules-save"' not in page
    assert "Antti Ylläpitäjä muutti" in page
    assert "alkaen: 23.11.2026; arvo: 80,00" in page


@pytest.mark.usefixtures("bank")
def test_when_it_is_paid_is_told_to_clerk_and_coordinator_and_not_to_the_manager(
    app: Dash, as_person: AsPerson, database: Database
):
    work.approved(database)
    for person in (people.CLERK, people.COORDINATOR):
        page = clicks.drawn(as_person(person), app, "/experts/1/payments")
        assert "seuraavaan palkkioerään" in page
        assert work.ACCOUNTS[1].value not in page
    assert "seuraavaan palkkioerään" not in clicks.drawn(as_person(people.MANAGER), app, "/experts/1/payments")
