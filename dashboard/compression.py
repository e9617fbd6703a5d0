"""Scripts, styles and fonts are compressed once, well, and before the workers fork; answers quickly, on their way out."""

from __future__ import annotations

import functools
import re

import brotli
from dash import Dash
from flask import Flask, Response, request
from flask_compress import Compress

from dashboard import bundles

FILES = ("/assets/", "/_dash-component-suites/")
KINDS = frozenset({"text/javascript", "application/javascript", "text/css", "application/json", "image/svg+xml"})
QUALITY = 10
"""Of eleven: a fourteenth fewer bytes than 9 for two seconds of the start; the last one costs as much again for a hundredth."""
ON_DEMAND = (
    "/_dash-component-suites/dash_ag_grid/async-community.js",
    "/_dash-component-suites/dash/dcc/async-graph.js",
    "/_dash-component-suites/dash/dcc/async-upload.js",
    "/assets/vendor/lazy/plotly-basic-4.1.1.min.js",
)
"""What a page fetches with its first grid, chart or place for files."""


def bind(server: Flask) -> None:
    Compress(server)
    # What is registered last comes first, so the other finds these answers compressed already.
    server.after_request(_packed)


def warm(app: Dash) -> None:
    """Asks for every file of the pages, so that the workers share them."""
    client = app.server.test_client()
    client.get("/_dash-layout")  # refused, but Dash lists its files at the first request
    ours = [rule.rule for rule in app.server.url_map.iter_rules() if rule.endpoint.startswith(bundles.ENDPOINT)]
    for address in [*ours, *ON_DEMAND, *re.findall(r'src="(/[^"]+)"', app._generate_scripts_html())]:
        client.get(address, headers={"Accept-Encoding": "br"}).close()


def _packed(response: Response) -> Response:
    if not (
        request.path.startswith(FILES)
        and response.status_code == 200
        and response.mimetype in KINDS
        and request.accept_encodings["br"] > 0
    ):
        return response
    response.direct_passthrough = False
    response.set_data(_brotli(response.get_data()))
    response.content_encoding = "br"
    response.vary.add("Accept-Encoding")
    return response


@functools.lru_cache(maxsize=256)
def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=QUALITY)
    return packed
