"""One person's visits with a real browser: what travels, how many answers there are, and when the page can be worked in."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

from playwright.sync_api import Browser, BrowserContext

PATIENCE_MS = 60_000
MOMENT_MS = 10
STREAM = "EventSource"
AT_WORK = """() => document.querySelector('main h1') && !document.querySelector('[data-dash-is-loading=true]')
    && [...document.querySelectorAll('main .grid')].every((one) => one.querySelector('.ag-row, .ag-overlay'))
    && [...document.querySelectorAll('main .dash-graph')]
        .every((one) => one.querySelector('.main-svg') || one.getBoundingClientRect().top > innerHeight)"""
"""Dash is at rest, and grids have been drawn, and those charts that can be seen."""
IDLE = "() => new Promise((done) => requestIdleCallback(() => done(performance.now())))"
SLOWEST_CALLBACK = """() => Math.max(0, ...performance.getEntriesByType('resource')
    .filter((one) => one.name.includes('/_dash-update-component')).map((one) => one.responseEnd - one.startTime))"""


@dataclass(frozen=True)
class Visit:
    """`bytes` as they travelled, heads included, and `answers` without those from the cache. `ready` is the microseconds from
    the address to a page that is drawn and whose scripts rest, `callback` those of its slowest callback."""

    bytes: int
    answers: int
    ready: int
    callback: int

    @classmethod
    def median(cls, visits: Sequence[Visit]) -> Visit:
        return cls(*(round(statistics.median(getattr(each, one.name) for each in visits)) for one in fields(cls)))


@contextmanager
def person(browser: Browser, url: str, cookie: str) -> Iterator[BrowserContext]:
    """With an empty cache, and logged in."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fi-FI")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": "kohtaanto", "value": cookie, "url": url}])
    yield context
    context.close()


def visit(context: BrowserContext, address: str) -> Visit:
    """In a window of its own; files that the person has by now are not asked for again."""
    window = context.new_page()
    network = context.new_cdp_session(window)
    waiting: set[str] = set()
    travelled: list[float] = []

    def asked(told: dict[str, Any]) -> None:
        if told["type"] != STREAM:
            waiting.add(told["requestId"])

    def arrived(told: dict[str, Any]) -> None:
        waiting.discard(told["requestId"])
        travelled.append(told["encodedDataLength"])

    network.on("Network.requestWillBeSent", asked)
    network.on("Network.loadingFinished", arrived)
    network.on("Network.loadingFailed", lambda told: waiting.discard(told["requestId"]))
    network.send("Network.enable")
    window.goto(address)
    window.wait_for_function(AT_WORK)
    # The modules of grids and charts are asked for once the page is there.
    while waiting:
        window.wait_for_timeout(MOMENT_MS)
    window.wait_for_function(AT_WORK)
    ready, callback = window.evaluate(IDLE), window.evaluate(SLOWEST_CALLBACK)
    window.close()
    answers = sum(size > 0 for size in travelled)
    return Visit(round(sum(travelled)), answers, round(ready * 1000), max(1, round(callback * 1000)))
