"""The accessibility statement: a page that is read without logging in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, render_template

import texts
from dashboard.login import NOBODY
from db import queries
from db.session import Database

CONTACT = "accessibility_contact"
"""The office setting that holds the address to which obstacles are told."""


def bind(server: Flask, database: Database, asset: Callable[[str], str]) -> None:
    @server.get("/accessibility")
    def accessibility() -> str:
        with database.reading(NOBODY) as reading:
            email = queries.settings.value(reading, CONTACT)
        return render_template("accessibility.html", _=texts._, asset=asset, language=texts.current(), email=email)
