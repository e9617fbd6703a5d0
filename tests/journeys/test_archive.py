"""An old task is found by writing under a heading, and its order is opened from there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import make, people
from tests.journeys.conftest import Office


@pytest.mark.browser
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_task_is_found_by_who_ordered_it(office: Office) -> None:
    expert = int(office.ask("SELECT id FROM experts"))
    housing, other = int(office.ask("SELECT id FROM clients")), make.client(office.database, "Vastaanotto")
    spans = [(housing, make.at(2)), (other, make.at(3)), (other, make.at(4))]
    orders = [make.order(office.database, client, span) for client, span in spans]
    for order_id in orders:
        make.assigned(office.database, order_id, expert)
    window = office.come(people.COORDINATOR)
    office.go(window, "/archive")
    expect(window.get_by_text("3 riviä")).to_be_visible()
    window.get_by_label("Tilaaja Suodattimen syöte").fill("vastaan")
    expect(window.get_by_text("2 riviä")).to_be_visible()
    rows = window.locator("#archive-grid .ag-center-cols-container .ag-row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("pe 4.12.2026 12.00–13.00")
    rows.first.get_by_role("link", name=str(orders[2])).click()
    expect(window.get_by_role("heading", name=f"Tilaus {orders[2]}")).to_be_visible()
