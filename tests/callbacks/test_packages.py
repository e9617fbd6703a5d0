"""Package prices over the wire, and the page of someone who has no role."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import delete

from db import queries, tables
from db.session import Database
from domain.money import Money
from domain.packages import PriceRow
from domain.permissions import Viewer
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def package(database: Database) -> int:
    make.settle(database)
    return make.package(database, "ASIAKASTAPAAMINEN")


def priced(client: FlaskClient, app: Dash, package: int, price: str, first: str) -> str:
    values = {"packages_package": str(package), "packages_price": price, "packages_from": first, "packages_set": 1}
    answer = clicks.post(client, app, "packages.set_price", "/tariffs/packages", **values)
    return json.dumps(answer.get_json(), ensure_ascii=False)


def row(database: Database, package: int) -> PriceRow:
    with database.reading(people.CLERK) as reading:
        return next(row for row in queries.packages.prices(reading) if row.id == package)


def test_a_price_from_today_and_one_to_come_stand_beside_each_other(
    app: Dash, as_person: AsPerson, database: Database, package: int
) -> None:
    clerk = as_person(people.CLERK)
    priced(clerk, app, package, "75", "2026-11-23")
    shown = priced(clerk, app, package, "82,50", "2027-01-01")
    assert "palvelupaketti: Asiakastapaaminen; summa: 82,50\N{NO-BREAK SPACE}€; alkaen: 1.1.2027" in shown
    found = row(database, package)
    assert (found.price, found.since) == (Money(75_00), date(2026, 11, 23))
    assert (found.next, found.next_from) == (Money(82_50), date(2027, 1, 1))


def test_a_price_to_come_can_be_set_anew_and_todays_cannot(
    app: Dash, as_person: AsPerson, database: Database, package: int
) -> None:
    clerk = as_person(people.CLERK)
    for price in ("82,50", "84"):
        priced(clerk, app, package, price, "2027-01-01")
    assert row(database, package).next == Money(84_00)
    priced(clerk, app, package, "75", "2026-11-23")
    assert "Tästä päivästä alkaa jo hinta." in priced(clerk, app, package, "76", "2026-11-23")
    assert row(database, package).price == Money(75_00)


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.ADMIN, people.READER])
def test_those_without_the_right_post_in_vain(
    app: Dash, as_person: AsPerson, database: Database, package: int, outsider: Viewer
) -> None:
    assert "Sinulla ei ole oikeutta tähän" in priced(as_person(outsider), app, package, "75", "2026-11-23")
    assert row(database, package).price is None


def test_who_has_no_role_is_told_whom_to_ask(app: Dash, as_person: AsPerson, database: Database) -> None:
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(delete(tables.RoleGrant).where(tables.RoleGrant.user_id == people.CLERK.id))
    drawn = clicks.post(as_person(people.CLERK), app, "shell.show", "/").get_json()
    assert f"Pyydä roolia pääkäyttäjältä: {people.ADMIN.name}." in json.dumps(drawn, ensure_ascii=False)
