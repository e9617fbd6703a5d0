"""The pictures of docs/, drawn from the demo bank in a real browser: `make screenshots`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard import demo
from dashboard.settings import ROOT
from db import queries, schema
from db.session import Database
from domain.batches import BatchStatus
from domain.orders import Lane
from domain.permissions import Role, Viewer
from tests import serving
from tests.browsers import settled
from tests.keys import KEYS
from tests.serving import Served

FOLDER = ROOT / "docs" / "pictures"
WINDOW = {"width": 1280, "height": 860}
EVERYONE = Viewer(1, "", frozenset(Role))

DRAWN = """() => [...document.querySelectorAll('main .grid')].every((grid) => grid.querySelector('.ag-row, .ag-overlay'))
              && [...document.querySelectorAll('main .dash-graph')].every((chart) => chart.querySelector('.main-svg'))"""
"""The modules of grids and charts come after the page."""

PICTURES = {
    "coordinator": {
        "today": "/",
        "orders": "/orders",
        "new-order": "/orders/new",
        "order": "/orders/{order}",
        "matching": "/orders/{order}/match",
        "reports": "/reports",
        "experts": "/experts",
        "expert": "/experts/1",
        "trainings": "/trainings",
        "utilization": "/utilization",
    },
    "clerk": {
        "today": "/",
        "reports": "/reports",
        "batches": "/batches",
        "batch": "/batches/{batch}",
        "payroll-details": "/payroll-details",
        "tariffs": "/tariffs",
    },
    "manager": {"today": "/", "batch": "/batches/{batch}", "utilization": "/utilization"},
    "admin": {"users": "/users"},
    "data_protection": {"trail": "/trail"},
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"
    schema.upgrade(url)
    database = Database(url, KEYS)
    demo.make(database)
    yield database
    database.dispose()


@pytest.fixture(scope="module")
def server(bank: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    started = serving.start(bank.url, tmp_path_factory.mktemp("server") / "server.log")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def places(bank: Database) -> dict[str, int]:
    """An order that still needs an expert, and the batch that waits for approval."""
    with bank.reading(EVERYONE) as reading:
        order = next(row for row in queries.orders.waiting(reading) if row.lane is Lane.HANDLING)
        batch = next(row for row in queries.batches.current(reading) if row.status is BatchStatus.CHECKED)
    return {"order": order.id, "batch": batch.id}


@pytest.mark.screenshots
@pytest.mark.parametrize("role", PICTURES)
def test_pictures(browse: Callable[..., Page], server: Served, places: dict[str, int], role: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    window = browse(viewport=WINDOW)
    _log_in(window, server, next(login.username for login in demo.STAFF if login.roles == (Role(role),)))
    for name, path in PICTURES[role].items():
        window.goto(server.url + path.format(**places))
        _draw(window, FOLDER / f"{role}-{name}.png".replace("_", "-"))


def _log_in(window: Page, server: Served, username: str) -> None:
    window.goto(server.url)
    window.fill("input[name=username]", username)
    window.fill("input[name=password]", demo.PASSWORD)
    window.click("button[type=submit]")
    settled(window).wait_for_selector("main h1")


def _draw(window: Page, path: Path) -> None:
    settled(window).wait_for_selector("main h1")
    window.wait_for_function(DRAWN)
    window.screenshot(path=path, animations="disabled")
    assert path.stat().st_size > 10_000
