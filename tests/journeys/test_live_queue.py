"""Two coordinators at one queue: what one does, the other sees without asking."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

import commands.orders
from domain import times
from domain.flow import Seen
from domain.times import Span
from tests import make, people
from tests.journeys.conftest import Office

pytestmark = pytest.mark.browser


def test_an_order_of_another_appears_and_moves_without_a_reload(office: Office) -> None:
    watcher = office.come(people.COORDINATOR)
    office.go(watcher, "/orders")
    watcher.evaluate("() => { window.notReloaded = true; }")
    tomorrow = times.start_of(times.day_of(office.database.clock()) + timedelta(days=1))
    client_id = int(office.ask("SELECT id FROM clients"))
    order_id = make.order(office.database, client_id, Span(tomorrow, tomorrow + timedelta(hours=1)))
    row = watcher.get_by_role("row", name=re.compile("Asumispalvelut"))
    expect(row).to_contain_text("uusi")
    with office.database.writing(people.COORDINATOR_2) as writing:
        commands.orders.claim(writing, order_id, Seen(1))
    expect(row).to_contain_text("käsittelyssä")
    assert watcher.evaluate("() => window.notReloaded")
