"""What a first visit has to carry."""

from __future__ import annotations

import brotli
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import compression
from dashboard.settings import ROOT

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
def test_the_scripts_of_a_page_are_compressed_before_anybody_asks(app: Dash) -> None:
    compression._brotli.cache_clear()
    compression.warm(app)
    assert compression._brotli.cache_info().currsize > 20
