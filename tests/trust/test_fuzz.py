"""Whatever is posted to whatever callback by whomever: no fault of the program, nothing forbidden told, nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.batches
import commands.payroll_details
import commands.reports
import commands.users
from db.base import Base
from db.session import Database
from domain.flow import Seen
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard
from domain.permissions import Permission, Viewer
from tests import make, people, work
from tests.trust.payloads import payload

IDENTITY_CODE, ACCOUNT = Hetu("010190-900P"), Iban("FI2112345600000785")
WORDS, ADDRESS, PHONE, SURNAME, DESCRIPTION = (
    "Kanariansanat",
    "Kanariankuja 7",
    "040 000 0777",
    "Kanarialintu",
    "Kanariatyö",
)
SEALED = (IDENTITY_CODE.value, ACCOUNT.value)
LIFE = (*SEALED, WORDS, ADDRESS, PHONE, DESCRIPTION)
FORBIDDEN = {
    people.COORDINATOR: (*SEALED, WORDS, ADDRESS, PHONE),
    people.CLERK: LIFE,
    people.MANAGER: LIFE,
    people.ADMIN: (*LIFE, SURNAME),
    people.READER: (*LIFE, SURNAME),
    people.NOBODY: (*LIFE, SURNAME),
}
OUTSIDE_RIGHTS = {"trail", "trail_head", "login_tries", "jobs", "presence", "alembic_version"}
"""A refused attempt belongs on the trail; the others hold nothing of the bank's."""
ROUNDS = (50, pytest.param(200, marks=pytest.mark.soak))
ANSWERS = {200, 204, 400, 401, 403, 404, 409}
DISABLED = Viewer(people.CLERK_2.id, people.CLERK_2.name, people.CLERK_2.roles)


@pytest.fixture
def bank(database: Database) -> Database:
    """Something of everything, so that a forged id finds a row: orders, work done, a report, a line and a batch."""
    client_id = make.settle(database)
    words = {"address": ADDRESS, "phone": PHONE, "last_name": SURNAME, "contact_protected": True}
    experts = [make.expert(database, **words), make.expert(database)]
    make.background(database, experts[0], WORDS)
    with database.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, experts[0], IDENTITY_CODE, ACCOUNT, TaxCard.RECEIVED)
    work.confirm_accounts(database, experts[0])
    orders = [make.order(database, client_id, make.at(day), description=DESCRIPTION) for day in (2, 3, 4)]
    done = [assignment for order in orders[:2] for assignment in make.assigned(database, order, experts[0])]
    later = database.clock() + timedelta(days=14)
    with database.writing(people.COORDINATOR, now=later) as writing:
        commands.reports.confirm(writing, done)
    with database.writing(people.CLERK, now=later) as writing:
        commands.reports.approve(writing, 1, Seen(1))
        commands.batches.collect(writing, (later + timedelta(days=1)).date(), (later + timedelta(days=8)).date())
    with database.writing(people.ADMIN) as writing:
        commands.users.disable(writing, DISABLED.id)
    return database


def state(database: Database) -> str:
    """A digest of all that a right guards."""
    digest = hashlib.sha256()
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in OUTSIDE_RIGHTS:
                rows = connection.execute(table.select()).all()
                digest.update(repr((table.name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


def callbacks_of(app: Dash) -> Iterator[tuple[str, dict[str, object], Permission | None]]:
    app.server.test_client().get("/login")
    for output, declared in app.callback_map.items():
        if "callback" in declared:
            yield output, declared, getattr(declared["callback"], "permission", None)


@pytest.mark.parametrize("payloads", ROUNDS)
@pytest.mark.parametrize(
    "person", [*FORBIDDEN, DISABLED], ids=[*(str(next(iter(one.roles), "anonymous")) for one in FORBIDDEN), "disabled"]
)
def test_no_forged_post_breaks_tells_or_changes_what_it_must_not(
    bank: Database,
    app: Dash,
    as_person: Callable[[Viewer], FlaskClient],
    client: FlaskClient,
    person: Viewer,
    payloads: int,
) -> None:
    random = Random(f"{person.id} {bank.engine.dialect.name}")
    browser = client if person is people.NOBODY else as_person(person)
    rounds = payloads if bank.engine.dialect.name == "sqlite" else max(1, payloads // 10)
    forbidden = FORBIDDEN.get(person, FORBIDDEN[people.NOBODY])
    faults = []
    before = state(bank)
    for output, declared, permission in callbacks_of(app):
        posts = [payload(random, output, declared) for _ in range(rounds)]
        for body in posts:
            answer = browser.post("/_dash-update-component", data=json.dumps(body), content_type="application/json")
            said = answer.get_data(as_text=True)
            told = [word for word in forbidden if word in said]
            if answer.status_code not in ANSWERS or told:
                faults.append((output[:80], answer.status_code, told, json.dumps(body)[:400]))
        after = state(bank)
        if after != before and not (permission is None or (person is not DISABLED and person.may(permission))):
            faults.append((output[:80], "changed without the right"))
        before = after
    assert faults == []
