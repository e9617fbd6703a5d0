"""An order matched without a mouse: what a colleague ticks appears, rows are compared and kept, one is offered and chosen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

import commands.trainings
from domain import times
from domain.experts import TrainingKind
from domain.times import Span
from tests import make, people
from tests.journeys.conftest import Office
from tests.keyboard import press

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

BEFORE_MENTORING_LAPSED = timedelta(days=200)
IN_A_WEEK = timedelta(days=7)


@pytest.fixture
def bo(office: Office) -> int:
    """Eligible but for the mentoring."""
    trained = times.day_of(office.database.clock() - BEFORE_MENTORING_LAPSED)
    return make.expert(office.database, trained_on=trained, first_name="Bo", last_name="Toinen")


@pytest.fixture
def order_id(office: Office) -> int:
    start = times.start_of(times.day_of(office.database.clock()) + IN_A_WEEK) + timedelta(hours=12)
    return make.order(
        office.database, int(office.ask("SELECT id FROM clients")), Span(start, start + timedelta(hours=1))
    )


def row(window: Page, name: str) -> Locator:
    """A candidate's; the comparison names people in rows too."""
    return window.locator(".grid").get_by_role("row", name=re.compile(name))


def test_an_order_is_matched_without_a_mouse(office: Office, order_id: int, bo: int) -> None:
    window = office.come(people.COORDINATOR)
    office.go(window, f"/orders/{order_id}/match")
    expect(row(window, "Anna Esimerkki").first).to_be_visible()
    expect(row(window, "Bo Toinen")).to_have_count(0)

    with office.database.writing(people.COORDINATOR_2) as writing:
        mentoring = commands.trainings.hold(writing, TrainingKind.MENTORING, "Vertaismentorointi", writing.today, 2)
        commands.trainings.attend(writing, mentoring, [bo])
    expect(row(window, "Bo Toinen").first).to_be_visible()

    press(window, "j", "Enter", "j", "Enter")
    beside = window.get_by_role("region", name="Rinnakkain").first
    expect(beside).to_contain_text("Anna Esimerkki")
    expect(beside).to_contain_text("Bo Toinen")

    window.get_by_label("Hae luettelosta").focus()
    window.keyboard.type("anna")
    expect(row(window, "Bo Toinen")).to_have_count(0)
    assert office.ask("SELECT count(*) FROM offers") == 0
    window.keyboard.press("Control+a")
    press(window, "Delete", "Tab")
    row(window, "Bo Toinen").first.wait_for()

    press(window, "j")
    chosen = window.evaluate("() => document.activeElement.querySelector('a').textContent")
    press(window, "o")
    record = window.get_by_role("button", name="Kirjaa tarjous")
    expect(window.get_by_role("dialog")).to_contain_text(chosen)
    record.focus()
    press(window, "Enter")
    expect(window.get_by_text("Avoimia tarjouksia 1")).to_be_visible()
    expect(window.get_by_role("dialog")).to_be_hidden()

    press(window, "a")
    expect(window.get_by_text(f"{chosen} otti tehtävän")).to_be_visible()
    why = window.get_by_role("button", name="On odottanut vuoroaan")
    why.focus()
    press(window, "Enter")
    expect(why).to_have_attribute("aria-pressed", "true")
    assert office.ask("SELECT choice_reason FROM assignments") == "in_turn"
    assert office.ask("SELECT count(*) FROM offers WHERE status = 'accepted'") == 1
