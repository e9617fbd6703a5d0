"""Follow-up in a real browser: it follows the bank, a bar opens its rows, and the time that browsers tell is active time."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

import commands.efforts
from tests import people
from tests.browsers import settled
from tests.journeys.conftest import Office
from tests.journeys.test_live_queue import new_order

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
LONG, IDLE_AFTER = 5 * 60, 60
"""Seconds."""


def test_a_manager_sees_what_comes_and_opens_it(office: Office) -> None:
    manager = office.come(people.MANAGER)
    office.go(manager, "/utilization")
    expect(manager.get_by_text("Ei toteutuneita toimeksiantoja")).to_be_visible()
    manager.evaluate("() => { window.notReloaded = true; }")
    new_order(office)
    chart = manager.locator("[id*='\"outcomes\"']")
    chart.hover()
    bar = chart.locator(".bars .point path")
    expect(bar).to_have_count(1)
    assert manager.evaluate("() => window.notReloaded")
    bar.hover(force=True)
    bar.click(force=True)
    manager.wait_for_url("**/utilization/orders?**outcome=open")
    expect(settled(manager).get_by_role("row", name="Asumispalvelut")).to_be_visible()


def test_only_active_seconds_of_an_order_are_told(office: Office) -> None:
    """Five minutes go by at the order; the hand has lain still for four of them."""
    with office.database.writing(people.MANAGER) as writing:
        commands.efforts.measure(writing, True)
    order_id = new_order(office)
    coordinator = office.come(people.COORDINATOR)
    coordinator.clock.install()
    office.go(coordinator, f"/orders/{order_id}")
    coordinator.mouse.move(600, 400)
    with coordinator.expect_response("**/effort") as answer:
        coordinator.clock.run_for(LONG * 1000)
    assert answer.value.status == 204
    assert office.ask("SELECT sum(seconds) FROM efforts") == IDLE_AFTER
