"""A small bank that is served, and the people who come to work in it with real browsers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page
from sqlalchemy import text

import commands.payroll_details
from db.session import Database
from domain import times
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard
from domain.permissions import Viewer
from tests import make, people, work
from tests.browsers import settled
from tests.clocks import Clock
from tests.serving import Served

LAST_MONTH = timedelta(days=30)


@dataclass
class Office:
    """A small bank that is served, and the people who come to work in it."""

    served: Served
    database: Database
    browse: Callable[..., Page]

    def come(self, person: Viewer) -> Page:
        window = self.browse(viewport={"width": 1280, "height": 900})
        window.goto(f"{self.served.url}/login")
        window.get_by_label("Käyttäjätunnus").fill(people.username(person))
        window.get_by_label("Salasana").fill(people.PASSWORD)
        window.get_by_role("button", name="Kirjaudu").first.click()
        window.wait_for_url(f"{self.served.url}/")
        return settled(window)

    def go(self, window: Page, path: str) -> Page:
        window.goto(self.served.url + path)
        return settled(window)

    def ask(self, query: str) -> Any:
        with self.database.reading(people.READER) as reading:
            return reading.session.execute(text(query)).scalar_one()


@pytest.fixture
def office(database: Database, clock: Clock, served: Callable[..., Served], browse: Callable[..., Page]) -> Office:
    clock.set(datetime.now(UTC))
    make.settle(database)
    expert_id = make.expert(
        database, trained_on=times.day_of(clock() - LAST_MONTH), first_name="Anna", last_name="Esimerkki"
    )
    with database.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(
            writing, expert_id, Hetu("010190-900P"), Iban("FI2112345600000785"), TaxCard.RECEIVED, None
        )
    work.confirm_accounts(database, expert_id)
    return Office(served(database.url), database, browse)
