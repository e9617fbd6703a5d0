"""What a first visit has to carry."""

from __future__ import annotations

import re
from collections.abc import Callable

import brotli
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import compression
from dashboard.settings import ROOT
from domain.permissions import Viewer
from tests import people

AsPerson = Callable[[Viewer], FlaskClient]
STYLE = ROOT / "assets" / "frame.css"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("accepted", "encoding"), [("br, zstd, gzip", "br"), ("identity", None)])
def test_a_style_comes_as_the_browser_can_read_it(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    with client.get("/assets/frame.css", headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Cache-Control"].endswith("max-age=31536000")
        if encoding == "br":
            assert brotli.decompress(answer.get_data()) == STYLE.read_bytes()
            assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_scripts_of_a_page_are_compressed_before_anybody_asks(app: Dash, as_person: AsPerson) -> None:
    compression._brotli.cache_clear()
    compression.warm(app)
    warmed = compression._brotli.cache_info().misses
    page = as_person(people.CLERK).get("/").get_data(as_text=True)
    scripts = [address for address in re.findall(r'<script src="([^"]+)"', page) if "theme.js" not in address]
    assert len(scripts) >= 10
    for address in scripts:
        app.server.test_client().get(address, headers={"Accept-Encoding": "br"}).close()
    assert compression._brotli.cache_info().misses == warmed


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_page_asks_for_one_style_and_one_script_of_the_house(as_person: AsPerson) -> None:
    client = as_person(people.CLERK)
    page = client.get("/").get_data(as_text=True)
    style, script = re.findall(r'"(/assets/kohtaanto-\w+\.(?:css|js))"', page)
    with client.get(style) as answer:
        rules = answer.get_data(as_text=True)
    assert ".side-nav" in rules
    fonts = re.findall(r'url\("([^"]+woff2)', rules)
    assert fonts
    for font in fonts:
        with client.get(f"/assets/{font}") as answer:
            assert answer.status_code == 200
    with client.get(script) as answer:
        assert "kohtaanto-live" in answer.get_data(as_text=True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_file_is_the_same_for_whoever_asks(as_person: AsPerson) -> None:
    """Varying by the cookie, it would travel again each time the session moves on."""
    with as_person(people.CLERK).get("/assets/favicon.ico") as answer:
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "Set-Cookie" not in answer.headers
