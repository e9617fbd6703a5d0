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

DRAWN = """() => [...document.querySelectorAll('main [data-count-of]')]
                  .filter((count) => count.checkVisibility() && count.getBoundingClientRect().top < innerHeight)
                  .map((count) => document.getElementById(count.dataset.countOf))
                  .every((grid) => grid && [...grid.querySelectorAll('.ag-row, [class*="overlay-no-"]')]
                      .some((part) => part.innerText.trim()))
              && [...document.querySelectorAll('main .dash-graph')]
                  .every((one) => one.querySelector('.main-svg') || one.getBoundingClientRect().top > innerHeight)"""
"""The modules of grids and charts come after the page, and a chart is drawn when it comes near the window. The counter of a
grid is there before the grid is, and a row before what it says."""

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
        "told": "/experts/1/told",
        "trainings": "/trainings",
        "training": "/trainings/{training}",
        "clients": "/clients",
        "associations": "/associations",
        "imports": "/imports",
        "archive": "/archive",
        "utilization": "/utilization",
    },
    "clerk": {
        "today": "/",
        "reports": "/reports",
        "batches": "/batches",
        "batch": "/batches/{batch}",
        "payroll": "/batches/{paid}/payroll",
        "payments": "/experts/1/payments",
        "payroll-details": "/payroll-details",
        "tariffs": "/tariffs",
        "packages": "/tariffs/packages",
        "uniform-fees": "/uniform-fees",
        "absence": "/tasks/{task}",
        "left-out": "/left-out",
    },
    "manager": {
        "today": "/",
        "tariffs": "/tariffs",
        "batch": "/batches/{batch}",
        "utilization": "/utilization",
        "payment-rules": "/payment-rules",
        "weights": "/weights",
    },
    "admin": {"users": "/users", "user": "/users/{user}", "column-sets": "/column-sets"},
    "data_protection": {"trail": "/trail", "looks": "/looks"},
}
OPENED = {
    "coordinator": {
        "cancellation": ("/orders/{agreed}", "Muuta …"),
        "closing": ("/orders/{order}", "Sulje ilman tekijää …"),
        "departure": ("/reports", "Ilmoita poikkeama"),
        "consent": ("/experts/1", "Lisää suostumus"),
        "reveal": ("/experts/1", "Avaa …"),
    },
    "clerk": {"correction": ("/batches/{paid}", "Korjaa"), "collecting": ("/batches", "Kokoa palkkioerä")},
}
"""Dialogs: the page, and the button that opens one there."""


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
    """An order without its expert and one that has it, a batch that waits for approval and one that was paid, and the newest of
    the others."""
    with bank.reading(EVERYONE) as reading:
        order = next(row for row in queries.orders.waiting(reading) if row.lane is Lane.HANDLING)
        agreed = next(row for row in queries.orders.waiting(reading) if row.lane is Lane.CONFIRMED)
        task = next(iter(queries.assignments.of_order(reading, agreed.id)))
        batch = next(row for row in queries.batches.current(reading) if row.status is BatchStatus.CHECKED)
        paid = next(row for row in queries.batches.current(reading) if row.status is BatchStatus.ACKNOWLEDGED)
        training = next(row for row in queries.trainings.events(reading) if row.attended)
        user = next(row for row in queries.users.everyone(reading) if row.username == demo.STAFF[0].username)
    return {
        "order": order.id,
        "agreed": agreed.id,
        "task": task.id,
        "batch": batch.id,
        "paid": paid.id,
        "training": training.id,
        "user": user.id,
    }


@pytest.mark.screenshots
@pytest.mark.parametrize("role", PICTURES)
def test_pictures(browse: Callable[..., Page], server: Served, places: dict[str, int], role: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    window = browse(viewport=WINDOW)
    _log_in(window, server, next(login.username for login in demo.STAFF if login.roles == (Role(role),)))
    for name, path in PICTURES[role].items():
        window.goto(server.url + path.format(**places))
        _draw(window, FOLDER / f"{role}-{name}.png".replace("_", "-"))
    for name, (path, button) in OPENED.get(role, {}).items():
        window.goto(server.url + path.format(**places))
        settled(window).locator("main button", has_text=button).first.click()
        window.get_by_role("dialog").wait_for()
        _draw(window, FOLDER / f"{role}-{name}.png")


@pytest.mark.screenshots
def test_pictures_of_what_everybody_meets(browse: Callable[..., Page], server: Served) -> None:
    window = browse(viewport=WINDOW)
    window.goto(f"{server.url}/login")
    window.screenshot(path=FOLDER / "everyone-login.png", animations="disabled")
    _log_in(window, server, demo.STAFF[0].username)
    window.keyboard.press("/")
    window.get_by_role("dialog").get_by_role("searchbox").fill("Leppänen")
    window.get_by_role("dialog").get_by_role("link").first.wait_for()
    window.screenshot(path=FOLDER / "everyone-search.png", animations="disabled")
    window.goto(f"{server.url}/password")
    window.screenshot(path=FOLDER / "everyone-password.png", animations="disabled")


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
