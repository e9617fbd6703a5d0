"""Every page in both themes, and the states in which pages are worked in, without a violation of WCAG 2.2 A and AA."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard import demo
from tests.browsers import settled
from tests.serving import Served

pytestmark = pytest.mark.browser

DRAWN = """() => [...document.querySelectorAll('main [data-count-of]')]
                  .filter((count) => count.checkVisibility())
                  .map((count) => document.getElementById(count.dataset.countOf))
                  .concat(...document.querySelectorAll('main .grid'))
                  .every((grid) => grid?.querySelector('.ag-row, .ag-overlay'))"""
"""The counter of a grid is there before the grid is."""
TALL = {"width": 1280, "height": 2600}
"""So that a bar at the foot of the window covers nothing that a person could scroll free."""
THEMES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "dark": ["color-contrast", "link-in-text-block"],
}
"""What is looked at: everything in the first theme, in the other the rules that look at colours, for no more differs."""
PAGES = {
    "kaisa": [
        "/",
        "/orders",
        "/orders/new",
        "/orders/1",
        "/orders/1/match",
        "/reports",
        "/experts",
        "/experts/1",
        "/experts/1/told",
        "/experts/new",
        "/associations",
        "/archive",
        "/trainings",
        "/trainings/1",
        "/clients",
        "/clients/1",
        "/imports",
        "/utilization",
        "/tariffs",
    ],
    "paula": [
        "/",
        "/reports",
        "/batches",
        "/batches/1",
        "/batches/1/payroll",
        "/experts/1/payments",
        "/payroll-details",
        "/tariffs",
        "/tariffs/packages",
        "/uniform-fees",
    ],
    "paivi": ["/", "/utilization", "/batches/1", "/payment-rules"],
    "antti": ["/", "/users", "/users/1"],
    "tiina": ["/", "/trail"],
}


@pytest.fixture
def address(demo_file: Path, tmp_path: Path, served: Callable[..., Served]) -> str:
    own = tmp_path / "demo.db"
    shutil.copyfile(demo_file, own)
    return served(f"sqlite:///{own}").url


def come(window: Page, address: str, username: str) -> Page:
    window.goto(f"{address}/login")
    window.locator("#username").fill(username)
    window.locator("#password").fill(demo.PASSWORD)
    window.get_by_role("button", name="Kirjaudu").first.click()
    window.wait_for_url(f"{address}/")
    return settled(window)


def violations(window: Page, rules: list[str]) -> list[str]:
    """What is left once the page rests: grids are drawn in several steps."""
    window.wait_for_function(DRAWN)
    before, now = ["not looked yet"], looked(window, rules)
    while now and now != before:
        window.evaluate("() => new Promise((done) => requestIdleCallback(done))")
        before, now = now, looked(window, rules)
    return now


def looked(window: Page, rules: list[str]) -> list[str]:
    found = Axe().run(window, options={"runOnly": rules, "resultTypes": ["violations"]}).response
    assert found["passes"], "nothing was looked at"
    return [
        f"{one['id']} {node['target']} {node['html'][:150]}" for one in found["violations"] for node in one["nodes"][:3]
    ]


def in_both_themes(window: Page, where: str) -> list[str]:
    """The page is drawn once; its themes are one set of values."""
    found = []
    for theme, rules in THEMES.items():
        window.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        found += [f"{where}, {theme}: {one}" for one in violations(window, rules)]
    return found


def test_the_login_has_no_obstacle_that_a_program_can_find(address: str, browse: Callable[..., Page]) -> None:
    window = browse(viewport=TALL, reduced_motion="reduce")
    window.goto(f"{address}/login")
    assert in_both_themes(window, "/login") == []


@pytest.mark.parametrize("username", PAGES)
def test_no_page_has_an_obstacle_that_a_program_can_find(
    address: str, browse: Callable[..., Page], username: str
) -> None:
    window = come(browse(viewport=TALL, reduced_motion="reduce"), address, username)
    found = []
    for path in PAGES[username]:
        window.goto(address + path)
        found += in_both_themes(settled(window), path)
    assert found == []


def filter_chosen(window: Page) -> None:
    """The grid's own filter is open, and leaves nothing."""
    head = window.locator(".ag-header-cell:has(.ag-header-cell-filter-button)").first
    head.hover()
    head.locator(".ag-header-cell-filter-button").click()
    window.locator(".ag-filter input[type=text]").first.fill("zzz")
    window.locator(".ag-overlay").wait_for()


def clashed(window: Page, order: str) -> None:
    """Two tabs have written on one field of the order at this address."""
    tabs = [window, window.context.new_page()]
    for tab in tabs:
        tab.goto(f"{order}/edit")
        settled(tab).get_by_label("Kuvaus").fill(f"tab {tabs.index(tab)}")
    for tab in reversed(tabs):
        tab.get_by_role("button", name="Tallenna muutokset").click()
        tab.get_by_text(re.compile("Tilaus tallennettiin|Kaksi muutti samaa kohtaa")).wait_for()
    tabs[1].close()


def test_lists_being_narrowed_and_two_writers_of_one_order_meet_no_obstacle(
    address: str, browse: Callable[..., Page]
) -> None:
    window = come(browse(viewport=TALL, reduced_motion="reduce"), address, "kaisa")
    window.goto(f"{address}/orders")
    order = address + str(window.locator(".grid a[href*='/orders/']").first.get_attribute("href")).partition("?")[0]
    filter_chosen(settled(window))
    found = in_both_themes(window, "a filter that leaves nothing")
    clashed(window, order)
    found += in_both_themes(window, "clash")
    window.get_by_role("button", name="Jatka kirjoittamista").click()
    window.keyboard.press("/")
    window.get_by_role("dialog", name="Hae kaikesta").wait_for()
    found += in_both_themes(window, "search")
    assert found == []


def test_dialogs_errors_help_and_the_statement_have_none_either(address: str, browse: Callable[..., Page]) -> None:
    window = come(browse(viewport={"width": 390, "height": 4000}, reduced_motion="reduce"), address, "kaisa")
    found = in_both_themes(window, "phone")
    window.keyboard.press("h")
    found += in_both_themes(window, "help")
    window.keyboard.press("?")
    window.get_by_role("dialog").wait_for()
    found += in_both_themes(window, "keys")
    window.goto(f"{address}/reports")
    found += in_both_themes(settled(window), "rows as cards")
    window.get_by_role("button", name="Ilmoita poikkeama").first.click()
    window.get_by_role("dialog").wait_for()
    found += in_both_themes(window, "a form in a dialog")
    window.set_viewport_size(TALL)  # type: ignore[arg-type]
    window.goto(f"{address}/orders/new")
    save = settled(window).get_by_role("button", name="Tallenna tilaus")
    save.click()
    window.get_by_role("alert").get_by_text("Täytä kohta").wait_for()
    window.context.set_offline(True)
    save.click()
    window.get_by_text("Yhteys katkesi ennen kuin vastaus tuli").wait_for()
    window.context.set_offline(False)
    found += in_both_themes(window, "an order that was refused, and sent once more without a connection")
    window.goto(f"{address}/accessibility")
    found += in_both_themes(window, "statement")
    assert found == []
