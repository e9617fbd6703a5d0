"""A click on an order in the queue, as a person in a real browser waits for its candidates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks import browsers, members, servers
from db.session import Database
from layouts import candidates

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLICKS, FIRST_CLICKS = 25, 5
"""The first ones find workers and browser cold and do not count."""
LINK = f".ag-row[row-id='{members.ORDER}'] [col-id=filled] a"
IDLE = "() => !document.querySelector('[data-dash-is-loading=true]')"
WATCH = """([link, grid, count]) => {
    window.opened = null;
    document.querySelector(link).addEventListener("click", () => {
        const clicked = performance.now();
        const painted = new MessageChannel();
        painted.port1.onmessage = () => { window.opened = performance.now() - clicked; };
        const look = () => requestAnimationFrame(() => {
            const place = document.getElementById(grid);
            const drawn = place?.querySelector(".ag-center-cols-container .ag-row");
            const rows = drawn && window.dash_ag_grid.getApi(grid)?.getDisplayedRowCount();
            rows === count ? painted.port2.postMessage(0) : look();
        });
        look();
    }, { capture: true, once: true });
}"""
"""The moment after the frame that shows the first rows: a message is heard only when the frame has been drawn."""


def clicked(bank: Database, count: int) -> list[float]:
    """Seconds from each click to so many rows in the grid, the first of them painted; none without a browser."""
    servers.hire(bank, 1)
    with servers.serving(bank) as server, browsers.window(server) as page:
        if page is None:
            return []
        page.goto(f"{server.url}/orders?lane=handling")
        return list(_clicks(page, count))[FIRST_CLICKS:]


def _clicks(page: Page, count: int) -> Iterator[float]:
    for _ in range(FIRST_CLICKS + CLICKS):
        page.wait_for_selector(LINK)
        page.wait_for_function(IDLE)
        page.evaluate(WATCH, [LINK, candidates.Ids.GRID.value, count])
        page.click(LINK)
        page.wait_for_function("() => window.opened !== null")
        yield page.evaluate("() => window.opened") / 1000
        page.go_back()
