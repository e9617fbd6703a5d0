"""One worker that imports and builds everything for itself: what each of the preloaded ones would be without their master."""

from __future__ import annotations

import sys

import uvicorn

import texts
from dashboard import compression, settings
from dashboard.app import create_app
from dashboard.server import Application
from db.session import Database


def application() -> Application:
    """As `dashboard.server.serve` makes it before the fork."""
    chosen = settings.load()
    database = Database(chosen.database_url, chosen.keys)
    app = create_app(chosen, database)
    compression.warm(app)
    texts.preload()
    return Application(app.server, database, chosen.threads)


if __name__ == "__main__":
    uvicorn.run(application(), port=int(sys.argv[1]), lifespan="on", log_level="error")
