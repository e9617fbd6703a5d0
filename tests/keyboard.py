"""Hands that have only a keyboard: they go on by Tab, and may only use what they see that they hold."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page, expect

HELD = """() => {
    const held = document.activeElement, style = getComputedStyle(held);
    const name = held.ariaLabel || held.labels?.[0]?.textContent || held.textContent;
    return { name: name.replace(/\\s+/g, " ").trim(), ringed: style.outlineStyle !== "none" || style.boxShadow !== "none" };
}"""
"""What has the focus: its name, and whether it shows it."""
UNCOVERED = """() => {
    const held = document.activeElement, box = held.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return held.contains(seen) || [...held.labels || []].some((label) => label.contains(seen));
}"""
"""Whether what has the focus has come into sight and nothing lies over its middle."""
CHOSEN = "() => document.activeElement.selectedOptions[0].textContent"
MOST_STOPS, ONCE_MORE_MS = 150, 15_000


def press(window: Page, *keys: str) -> None:
    for key in keys:
        window.keyboard.press(key)


def reach(window: Page, name: str, by: str = "Tab") -> None:
    """`name` is a pattern at the beginning of what the control is called."""
    for _stop in range(MOST_STOPS):
        held = window.evaluate(HELD)
        if re.match(name, held["name"]) and held["ringed"]:
            window.wait_for_function(UNCOVERED)
            return
        press(window, by)
    raise AssertionError(f"{name} cannot be reached by {by}")


def use(window: Page, name: str, by: str = "Tab") -> None:
    reach(window, name, by)
    press(window, "Enter")


def insist(window: Page, name: str, outcome: Locator) -> None:
    """Uses it, and once more where nothing came of it: news that came in the same moment had it drawn anew under the key."""
    use(window, name)
    try:
        expect(outcome).to_be_visible(timeout=ONCE_MORE_MS)
    except AssertionError:
        if window.get_by_role("button", name=re.compile(name), disabled=False).count():
            use(window, name)
        expect(outcome).to_be_visible()


def choose(window: Page, name: str, option: str) -> None:
    """One of a select's options, as the arrow comes to it."""
    reach(window, name)
    while window.evaluate(CHOSEN) != option:
        before = window.evaluate(CHOSEN)
        press(window, "ArrowDown")
        assert window.evaluate(CHOSEN) != before, f"{name} does not offer {option}"


def write(window: Page, name: str, text: str) -> None:
    reach(window, name)
    window.keyboard.type(text)


def as_date(day: date) -> str:
    """The signs of a date field in the browser's language, which tests/browsers.py sets."""
    return f"{day:%m%d%Y}"
