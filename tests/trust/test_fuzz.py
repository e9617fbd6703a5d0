"""Whatever is posted to whatever callback by whomever: no fault of the program, nothing forbidden told or fetched, nothing
changed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.batches
import commands.fees
import commands.users
from db.base import Base
from db.session import Database
from domain.money import Money
from domain.permissions import Permission, Viewer
from tests import people
from tests.trust import asked, lives
from tests.trust.payloads import payload

SEALED = (lives.IDENTITY_CODE.value, lives.ACCOUNT.value, lives.WORDS)
LIFE = (*SEALED, lives.DESCRIPTION)
WORDS = {
    people.COORDINATOR: SEALED,
    people.CLERK: LIFE,
    people.MANAGER: LIFE,
    people.ADMIN: (*LIFE, lives.SURNAME),
    people.READER: (*LIFE, lives.SURNAME),
    people.NOBODY: (*LIFE, lives.SURNAME),
}
"""What must not be told to whom, besides where the protected one is."""
OUTSIDE_RIGHTS = {"trail", "trail_head", "login_tries", "jobs", "presence", "alembic_version"}
"""A refused attempt belongs on the trail; the others hold nothing of the bank's."""
ROUNDS = (50, pytest.param(200, marks=pytest.mark.soak))
ANSWERS = {200, 204, 400, 401, 403, 404, 409}
DISABLED = Viewer(people.CLERK_2.id, people.CLERK_2.name, people.CLERK_2.roles)
Posts = tuple[str, dict[str, Any]]


@pytest.fixture
def bank(database: Database) -> Database:
    """Something of everything, so that a forged id finds a row; besides, a batch that is still open."""
    lives.bank(database)
    later = database.clock() + timedelta(days=14)
    with database.writing(people.CLERK, now=later) as writing:
        commands.fees.correct(writing, 1, Decimal(1), Money(31_00), "Väärä palkkio.")
        commands.batches.collect(writing, (later + timedelta(days=1)).date(), (later + timedelta(days=8)).date())
    with database.writing(people.ADMIN) as writing:
        commands.users.disable(writing, DISABLED.id)
    return database


def state(database: Database) -> dict[str, str]:
    """A digest of each table that a right guards."""
    with database.engine.connect() as connection:
        return {
            table.name: hashlib.sha256(repr(sorted(map(repr, connection.execute(table.select())))).encode()).hexdigest()
            for table in Base.metadata.sorted_tables
            if table.name not in OUTSIDE_RIGHTS
        }


def callbacks_of(app: Dash) -> Iterator[tuple[str, dict[str, Any], Permission | None]]:
    app.server.test_client().get("/login")
    for output, declared in app.callback_map.items():
        if "callback" in declared:
            yield output, declared, getattr(declared["callback"], "permission", None)


def may(person: Viewer, permission: Permission | None) -> bool:
    """Whether the person may change something by a callback with this right; None is for everybody who is logged in."""
    return person not in (people.NOBODY, DISABLED) and (permission is None or person.may(permission))


def forbidden(person: Viewer) -> re.Pattern[str]:
    words = WORDS.get(person, WORDS[people.NOBODY])
    return re.compile("|".join((*map(re.escape, words), lives.whereabouts().pattern)))


@pytest.mark.parametrize("payloads", ROUNDS)
@pytest.mark.parametrize(
    "person", [*WORDS, DISABLED], ids=[*(str(next(iter(one.roles), "anonymous")) for one in WORDS), "disabled"]
)
def test_no_forged_post_breaks_tells_or_changes_what_it_must_not(
    bank: Database,
    app: Dash,
    as_person: Callable[[Viewer], FlaskClient],
    client: FlaskClient,
    person: Viewer,
    payloads: int,
) -> None:
    """`verify` alone opens everything, and tells of it only what is broken."""
    random = Random(f"{person.id} {bank.engine.dialect.name}")
    browser = client if person is people.NOBODY else as_person(person)
    rounds = payloads if bank.engine.dialect.name == "sqlite" else max(1, payloads // 10)
    canaries, faults = forbidden(person), []

    def post(callbacks: list[Posts]) -> None:
        for output, declared in callbacks:
            for _ in range(rounds):
                posted = json.dumps(payload(random, output, declared))
                answer = browser.post("/_dash-update-component", data=posted, content_type="application/json")
                told = canaries.search(lives.OFFERED.sub("", answer.get_data(as_text=True)))
                if answer.status_code not in ANSWERS or told:
                    faults.append((output[:80], answer.status_code, told, posted[:400]))

    known = list(callbacks_of(app))
    before = state(bank)
    with asked.watched(bank) as fetched:
        post([(output, declared) for output, declared, permission in known if not may(person, permission)])
        changed = {name for name, digest in state(bank).items() if digest != before[name]}
        own = [each for each in known if may(person, each[2])]
        post([(output, declared) for output, declared, permission in own if permission is not Permission.VERIFY])
    post([(output, declared) for output, declared, permission in own if permission is Permission.VERIFY])
    assert (faults, changed, asked.told(fetched)) == ([], set(), [])
