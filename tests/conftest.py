"""What tests of more than one layer share. Whatever touches a database runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import settings

from db.session import Database
from domain.permissions import Role, Viewer
from tests import canaries, people, serving
from tests.clocks import Clock
from tests.serving import Served

# A busy machine is no fault of what is tested.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = ["tests.budget", "tests.browsers", "tests.databases", "tests.demo_bank", "tests.leaks"]


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026 at 9 in Helsinki, until it is moved."""
    return Clock()


@pytest.fixture
def viewer() -> Callable[..., Viewer]:
    """`viewer(Role.CLERK)` is the first of the staff with exactly these roles, `nth=1` the second."""

    def of(*roles: Role, nth: int = 0) -> Viewer:
        return [person for person in people.STAFF if person.roles == frozenset(roles)][nth]

    return of


@pytest.fixture
def app(database: Database) -> Dash:
    from dashboard.app import create_app

    return create_app(serving.settings(database.url), database)


@pytest.fixture
def client(app: Dash) -> FlaskClient:
    """Nobody is logged in; see `as_person`."""
    return app.server.test_client()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """`served(database.url, workers=2)`: the real server in a process of its own."""
    running: list[Served] = []

    def start(database_url: str, workers: int = 1) -> Served:
        running.append(serving.start(database_url, tmp_path / f"server-{len(running)}.log", workers))
        return running[-1]

    yield start
    for server in running:
        server.stop()
        canaries.check_file(server.log)


@pytest.fixture
def as_person(app: Dash, database: Database) -> Callable[[Viewer], FlaskClient]:
    """A browser in which this person has logged in."""

    def of(person: Viewer) -> FlaskClient:
        client = app.server.test_client()
        with client.session_transaction() as session:
            session.update(serving.session_of(person, database.clock()))
        return client

    return of
