"""Someone is called away in the middle of an order."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from tests import people
from tests.journeys.conftest import Office

pytestmark = pytest.mark.browser

HALF_WRITTEN = "Vertaisen puheenvuoro omaistenillassa"


def test_an_ended_session_is_warned_of_and_loses_nothing_typed(office: Office) -> None:
    window = office.come(people.COORDINATOR)
    window.clock.install()
    office.go(window, "/orders/new")
    box = window.locator("main textarea").first
    box.fill(HALF_WRITTEN)
    window.clock.fast_forward("28:10")
    warning = window.get_by_role("dialog", name="Sinut kirjataan pian ulos")
    expect(warning).to_be_visible()
    window.get_by_role("button", name="Jatka työtä").click()
    expect(warning).to_be_hidden()
    with office.database.writing(people.ADMIN) as writing:
        writing.session.execute(text("UPDATE users SET session_epoch = session_epoch + 1"))
    window.clock.fast_forward("05:00")
    window.get_by_role("link", name="Tänään").first.hover()
    ended = window.get_by_role("dialog", name="Sinut on kirjattu ulos")
    expect(ended).to_be_visible()
    ended.get_by_label("Salasana").fill("väärä sana tässä")
    ended.get_by_role("button", name="Kirjaudu uudelleen").click()
    expect(ended.get_by_role("alert")).to_contain_text("ei ole oikein")
    ended.get_by_label("Salasana").fill(people.PASSWORD)
    ended.get_by_role("button", name="Kirjaudu uudelleen").click()
    expect(ended).to_be_hidden()
    expect(box).to_have_value(HALF_WRITTEN)
