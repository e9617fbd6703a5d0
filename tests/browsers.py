"""One real chromium per worker; where there is none its tests say why they were skipped, and fail under CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
IDLE = """() => document.querySelector('#shell-main > *')
             && !document.querySelector('[data-dash-is-loading=true]')"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no chromium on this machine (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # The order of signs in a date field is the browser's own, not that of the page.
        spoken = {**os.environ, "LANGUAGE": "en_US"}
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], env=spoken)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows, each its own person with its own cookies; a fault in a page's script fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def new_window(**options: Any) -> Page:
        context = chromium.new_context(locale="fi-FI", timezone_id="Europe/Helsinki", **options)
        contexts.append(context)
        window = context.new_page()
        window.set_default_timeout(PATIENCE_MS)
        window.on("pageerror", lambda error: faults.append(str(error)))
        return window

    yield new_window
    for context in contexts:
        context.close()
    assert faults == []


def settled(window: Page) -> Page:
    """Waits until Dash has drawn; an outcome is always awaited besides."""
    window.wait_for_function(IDLE)
    return window
