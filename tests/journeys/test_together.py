"""Two coordinators at the same orders: one takes and thinks again, both write at once, and nothing is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from domain import times
from domain.times import Span
from tests import make, people
from tests.journeys.conftest import Office

pytestmark = pytest.mark.browser
ROW = re.compile("Asumispalvelut")


@pytest.fixture
def order_id(office: Office) -> int:
    """Ten days from now, of the bank's only orderer."""
    start = times.start_of(times.day_of(office.database.clock()) + timedelta(days=10))
    return make.order(
        office.database, int(office.ask("SELECT id FROM clients")), Span(start, start + timedelta(hours=1))
    )


def test_what_one_takes_and_undoes_the_other_sees_at_once(office: Office, order_id: int) -> None:
    first, second = office.come(people.COORDINATOR), office.come(people.COORDINATOR_2)
    for window in (first, second):
        office.go(window, "/orders")
    first.get_by_role("row", name=ROW).get_by_role("checkbox").check()
    first.get_by_role("button", name="Ota käsittelyyn 1 tilaus").click()
    expect(second.get_by_role("row", name=ROW)).to_contain_text("käsittelyssä")
    expect(first.get_by_role("button", name="Kumoa")).to_be_visible()
    first.keyboard.press("u")
    expect(second.get_by_role("row", name=ROW)).to_contain_text("uusi")
    assert office.ask(f"SELECT count(*) FROM orders WHERE id = {order_id} AND handler_id IS NULL") == 1


def test_two_who_write_at_once_choose_between_their_words(office: Office, order_id: int) -> None:
    first, second = office.come(people.COORDINATOR), office.come(people.COORDINATOR_2)
    for window in (first, second):
        office.go(window, f"/orders/{order_id}/edit")
    write(first, place="Sali 1", project="Hanke")
    first.wait_for_url(f"**/orders/{order_id}")
    write(second, place="Sali 2", pair="Olli Ohjaaja")
    dialog = second.get_by_role("dialog")
    expect(dialog).to_contain_text("Sinun: Sali 2")
    dialog.get_by_label("Kaisa Koordinaattori: Sali 1").check()
    dialog.get_by_role("button", name="Tallenna valintani").click()
    second.wait_for_url(f"**/orders/{order_id}")
    stored = "SELECT place || ', ' || project || ', ' || working_pair FROM orders WHERE id = "
    assert office.ask(f"{stored}{order_id}") == "Sali 1, Hanke, Olli Ohjaaja"


def write(window: Page, place: str, project: str = "", pair: str = "") -> None:
    for label, words in (("Paikka", place), ("Hanke", project), ("Työpari", pair)):
        if words:
            window.get_by_label(re.compile(f"^{label}")).first.fill(words)
    window.get_by_role("button", name="Tallenna muutokset").click()
