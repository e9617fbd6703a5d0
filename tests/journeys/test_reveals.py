"""What a coordinator opens is gone again by itself, from the screen and from the page's memory."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import make, people
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
WORDS = "Perhetyöstä tukiperheeseen."
REMEMBERED = """() => {
  const seen = new WeakSet();
  const once = (_, value) => {
    if (value === null || typeof value !== "object") return value;
    if (value instanceof Node || seen.has(value)) return undefined;
    seen.add(value);
    return value;
  };
  const states = window.dash_stores.map((store) => JSON.stringify(store.getState(), once));
  return states.join() + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
}"""
"""All that Dash and the browser keep of the page."""


def test_own_words_are_seen_for_thirty_seconds_and_then_forgotten(office: Office) -> None:
    make.background(office.database, 1, WORDS)
    window = office.come(people.COORDINATOR)
    window.clock.install()
    office.go(window, "/experts/1")
    window.get_by_role("button", name="Avaa …").first.click()
    asking = window.get_by_role("dialog", name="Avaa salattu tieto")
    asking.get_by_label("Miksi tieto avataan?").fill("Valmistelemme tehtävää yhdessä.")
    asking.get_by_role("button", name="Avaa", exact=True).click()
    words = window.get_by_text(WORDS)
    expect(words).to_be_visible()
    heard = window.locator("#reveals-told")
    expect(heard).to_have_text("30 sekuntia jäljellä")
    assert WORDS in window.evaluate(REMEMBERED)
    window.clock.fast_forward(21_000)
    expect(heard).to_have_text("10 sekuntia jäljellä")
    expect(words).to_be_visible()
    window.clock.fast_forward(10_000)
    expect(words).to_have_count(0)
    expect(heard).to_have_text("Avattu tieto on taas piilotettu.")
    assert WORDS not in window.evaluate(REMEMBERED)
    assert office.ask("SELECT count(*) FROM trail WHERE act = 'reveal'") == 1
