"""A page is loaded anew, or the connection breaks, in the middle of writing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from domain.times import Span
from tests import make, people
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

REASON = "Tapaaminen alkoi myöhässä"


def test_a_reload_brings_back_what_was_typed_and_ticked_but_nothing_that_is_sealed(office: Office) -> None:
    expert, client = int(office.ask("SELECT id FROM experts")), int(office.ask("SELECT id FROM clients"))
    for days in (2, 3):
        start = office.database.clock() - timedelta(days=days)
        order = make.order(office.database, client, Span(start, start + timedelta(hours=1)))
        make.assigned(office.database, order, expert)
    window = office.come(people.COORDINATOR)
    office.go(window, "/reports")
    departures, reason = window.get_by_role("button", name="Ilmoita poikkeama"), window.get_by_label("Miksi poikettiin")
    departures.first.click()
    reason.fill(REASON)
    window.wait_for_function(
        "(words) => Object.values(sessionStorage).some((kept) => kept.includes(words))", arg=REASON
    )
    window.reload()
    departures.last.click()
    expect(reason).to_have_value("")
    window.get_by_role("dialog").get_by_role("button", name="Peruuta").click()
    expect(window.get_by_role("dialog")).to_have_count(0)
    departures.first.click()
    expect(reason).to_have_value(REASON)
    report = window.get_by_role("dialog").get_by_role("button", name="Ilmoita")
    window.context.set_offline(True)
    report.click()
    expect(window.get_by_text("Yhteys katkesi ennen kuin vastaus tuli. Kirjoittamasi on yhä tässä.")).to_be_visible()
    window.context.set_offline(False)
    expect(reason).to_have_value(REASON)
    report.click()
    expect(window.get_by_role("dialog")).to_have_count(0)
    expect(window.get_by_text("Yhteys katkesi")).to_be_hidden()
    assert office.ask("SELECT departure_reason FROM reports") == REASON
    office.go(window, "/experts/new")
    window.get_by_label("Sukunimi").fill("Uusi")
    window.get_by_label("Toimii etänä").uncheck()
    window.get_by_role("textbox", name="Osoite").fill("Salainen tie 1")
    window.reload()
    window.get_by_role("button", name="Palauta se").click()
    expect(window.get_by_label("Sukunimi")).to_have_value("Uusi")
    expect(window.get_by_label("Toimii etänä")).not_to_be_checked()
    expect(window.get_by_role("textbox", name="Osoite")).to_have_value("")
