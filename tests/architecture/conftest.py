"""The house as it stands: its sources, and the application put together without a database behind it."""

from __future__ import annotations

import pytest
from dash import Dash

from db.session import Database
from tests import serving
from tests.keys import KEYS


@pytest.fixture(scope="session")
def house() -> Dash:
    """Every page bound; the engine is never made."""
    from dashboard.app import create_app

    app = create_app(serving.settings("sqlite://"), Database("sqlite://", KEYS))
    with app.server.test_request_context("/"):
        app._setup_server()
    return app
