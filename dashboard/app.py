"""create_app: the application put together from its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import flask_login
from dash import Dash
from dash.development.base_component import Component
from flask import Flask, render_template, session

import callbacks.shell
import texts
from callbacks.house import House
from dashboard import (
    bundles,
    compression,
    downloads,
    efforts,
    login,
    passwords,
    polling,
    refusals,
    security,
    sessions,
    statements,
)
from dashboard.pages import LIVES, PAGES
from dashboard.settings import Settings
from db import changes, queries
from db.session import Database
from domain.permissions import Permission
from layouts import notices

ROOT = Path(__file__).resolve().parent.parent
UNUSED = re.compile(r'<script src="[^"]*/(?:deps/polyfill@|dash_table/bundle)[^"]*"></script>')
"""Dash sends these to every page: help for browsers older than those we serve, and a table that no page draws."""


def create_app(settings: Settings, database: Database) -> Dash:
    """A fresh app on each call. The database's engine is not touched here, so a server may fork afterwards."""
    server = Flask("kohtaanto", template_folder=str(ROOT / "layouts" / "links"), static_folder=None)
    server.secret_key = settings.secret_key
    server.session_interface = sessions.Cookies()
    app = Dash(
        "kohtaanto",
        server=server,
        title="Kohtaanto",
        update_title=None,
        assets_folder=str(ROOT / "assets"),
        assets_ignore=".*",  # one bundle of each kind instead
        suppress_callback_exceptions=True,
        serve_locally=True,
        enable_mcp=False,
        on_error=refusals.tell,
    )
    house = House(database, login.viewer)

    def asset(path: str) -> str:
        """Cached for a year, so its address changes with the file."""
        return f"{app.get_asset_url(path)}?m={int((ROOT / 'assets' / path).stat().st_mtime)}"

    security.bind(server, app, settings.https)
    login.bind(server, database, asset)
    statements.bind(server, database, asset)
    passwords.bind(server, database, asset)
    refusals.bind(server, asset)
    polling.bind(server, database, LIVES)
    efforts.bind(server, database)
    downloads.bind(server, house, PAGES)
    app.layout = lambda: _layout(house)
    app.interpolate_index = _index(app, house, asset, bundles.bind(server, ROOT / "assets"))
    callbacks.shell.bind(app, house, PAGES)
    for page in PAGES:
        page.bind(app, house)
    compression.bind(server)
    return app


def _layout(house: House) -> Component:
    if not flask_login.current_user.is_authenticated:
        return notices.nothing()
    with house.database.reading(house.viewer()) as reading:
        made = queries.settings.demo_day(reading)
        return callbacks.shell.frame(reading, PAGES, made, texts.current())


def _index(app: Dash, house: House, asset: Callable[[str], str], bundle: tuple[str, str]) -> Callable[..., str]:
    """The page around the app: the reader's language, the theme's script, where the change log and the session stood."""
    whole = app.interpolate_index
    style, script = bundle

    def interpolate(**parts: str) -> str:
        left = sessions.seconds_left(session, house.database.clock())
        language = f'<html lang="{texts.current()}" data-session-seconds="{left}"{_listener(house)}>'
        theme = f'<head>\n        <script src="{asset("theme.js")}"></script>'
        parts["favicon"] = f'<link rel="icon" href="{asset("favicon.ico")}">'
        parts["css"] += style
        parts["scripts"] = UNUSED.sub("", parts["scripts"]) + script
        parts["app_entry"] = f'<div id="react-entry-point">{render_template("waiting.html", _=texts._)}</div>'
        return whole(**parts).replace("<html>", language, 1).replace("<head>", theme, 1)

    return interpolate


def _listener(house: House) -> str:
    """Who listens, and from where in the change log on: what changes later reaches the page by the live stream."""
    if not flask_login.current_user.is_authenticated:
        return ""
    viewer = house.viewer()
    with house.database.reading(viewer) as reading:
        effort = "on" if viewer.may(Permission.EDIT_ORDERS) and queries.efforts.measured(reading) else "off"
        seq = changes.latest(reading.session.connection())
        return f' data-viewer="{viewer.id}" data-seq="{seq}" data-effort="{effort}"'
