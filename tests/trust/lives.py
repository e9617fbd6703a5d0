"""A bank in which somebody under a safety prohibition has done everything there is to do, made by each role's own commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dash import Dash
from flask.testing import FlaskClient

import commands.batches
import commands.offers
import commands.payroll_details
import commands.reports
from dashboard.pages import PAGES
from db import tables
from db.session import Database
from domain.flow import Seen
from domain.identifiers import Hetu, Iban
from domain.money import Money
from domain.offers import Answer
from domain.payroll_details import TaxCard
from domain.reports import ReportForm, TravelKind, TravelRow
from domain.tariffs import Confidence
from tests import clicks, make, people, work

HOME = "Piilokunta"
HOME_CODE = "999"
STREET, PHONE, EMAIL, WORDS = "Kanariankuja 7", "040 000 0777", "kanaria@example.org", "Kanariansanat"
KILOMETRES = 1987
ROUTE = "Kanarianreitti"
DESCRIPTION = "Kanariatehtava"
"""A word that JSON within JSON spells as it is."""
SURNAME = "Kanarialintu"
IDENTITY_CODE, ACCOUNT = Hetu("010190-900P"), Iban("FI2112345600000785")


def bank(database: Database) -> Database:
    """One report is returned, one waits, one is paid and one task is still to come; expert 1 is the protected one."""
    client_id = make.settle(database)
    _far_away(database)
    hidden = {"phone": PHONE, "email": EMAIL, "address": STREET, "municipality": HOME_CODE, "contact_protected": True}
    expert_id = make.expert(database, areas=(make.VANTAA, HOME_CODE), last_name=SURNAME, **hidden)
    make.expert(database)
    make.background(database, expert_id, WORDS)
    with database.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, expert_id, IDENTITY_CODE, ACCOUNT, TaxCard.RECEIVED)
    work.confirm_accounts(database, expert_id)
    orders = [make.order(database, client_id, make.at(day), description=DESCRIPTION) for day in (1, 2, 3, 4, 23)]
    done = [made for order in orders[:3] for made in make.assigned(database, order, expert_id)]
    with database.writing(people.COORDINATOR) as writing:
        commands.offers.answer(writing, orders[4], expert_id, Answer.NO_ANSWER)
    _reported(database, done)
    return database


def _far_away(database: Database) -> None:
    """A municipality that nobody else has to do with, and the price of a kilometre."""
    place = {"code": HOME_CODE, "name": HOME, "county_code": "20", "latitude": 68.9, "longitude": 27.0}
    rate = {"kind": TravelKind.OWN_CAR, "price": Money(55), "valid_from": date(2026, 1, 1)}
    with database.writing(people.NOBODY) as writing:
        writing.session.add(tables.MunicipalityPlace(**place))
        two = {"proposed_by_id": people.CLERK.id, "confirmed_by_id": people.MANAGER.id}
        writing.session.add(tables.TravelRate(**rate, **two, confidence=Confidence.VERIFIED))


def _reported(database: Database, assignments: list[int]) -> None:
    later = database.clock() + timedelta(days=14)
    car = TravelRow(TravelKind.OWN_CAR, KILOMETRES, note=ROUTE)
    with database.writing(people.COORDINATOR, now=later) as writing:
        for day, assignment_id in enumerate(assignments, start=1):
            commands.reports.report(writing, assignment_id, ReportForm(make.at(day), (car,), "Oma auto."))
    with database.writing(people.CLERK, now=later) as writing:
        commands.reports.approve(writing, 1, Seen(1))
        commands.reports.return_(writing, 2, Seen(1), "Tarkista kesto.")
        batch_id = commands.batches.collect(
            writing, (later + timedelta(days=1)).date(), (later + timedelta(days=8)).date()
        )
    with database.writing(people.CLERK, now=later) as writing:
        commands.batches.check(writing, batch_id, work.seen(database, batch_id))
    work.approve(database, batch_id)
    work.export(database, batch_id, people.MANAGER)


def whereabouts() -> re.Pattern[str]:
    """Where the protected one lives, how they are reached, and the kilometres that would tell it."""
    spelled = rf"{KILOMETRES // 1000}(?:\\u[0-9a-f]{{4}}|.)?{KILOMETRES % 1000}"
    words = map(re.escape, (HOME, STREET, PHONE, EMAIL, ROUTE))
    return re.compile("|".join((*words, rf"(?<![\w.,]){spelled}(?![\w.,])")))


OFFERED = re.compile(r'\{[^{}]*"(?:Piilokunta|999)"[^{}]*\}')
"""One choice of a list that every municipality is in."""


def drawn(browser: FlaskClient, app: Dash) -> Iterator[tuple[str, str]]:
    """Every page and every file of the house, by its address."""
    for page in PAGES:
        for number in ("1", "2"):
            address = re.sub(r"\{\w+\}", number, page.path)
            yield address, clicks.post(browser, app, "shell.show", address).get_data(as_text=True)
        for path, *_ in page.files:
            address = re.sub(r"\{\w+\}", "1", path)
            yield address, browser.get(address).get_data().decode("latin-1")
