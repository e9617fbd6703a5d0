"""A real browser, and a window of it at a served program with somebody logged in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks import servers
from benchmarks.servers import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE_MS = 120_000
"""The first list of a large bank is read from the disk."""


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """None where there is none."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def window(server: Server) -> Iterator[Page | None]:
    """None where there is no chromium."""
    with chromium() as browser:
        if browser is None:
            yield None
            return
        context = browser.new_context(viewport={"width": 1600, "height": 900})
        context.add_cookies([{"name": "kohtaanto", "value": servers.cookie(0), "url": server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page
