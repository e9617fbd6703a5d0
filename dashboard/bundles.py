"""The house's own styles and scripts as one file each: a visit over HTTP/1.1 waits for forty requests otherwise."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path

from flask import Flask, Response

LATER = {"theme.js"}
"""Stands in the head by itself, so that the chosen theme is there before the first paint."""
NEVER = "lazy"
ENDPOINT = "bundle_"
RELATIVE = re.compile(r"""url\((["']?)(?!data:|/|#)([^"')]+)\1\)""")


def bind(server: Flask, assets: Path) -> tuple[str, str]:
    """The tags of the stylesheet and of the script; their addresses change with what they hold."""
    style = _served(server, "css", "text/css", (_style(path, assets) for path in _files(assets, ".css")))
    script = _served(server, "js", "text/javascript", (path.read_text() for path in _files(assets, ".js")))
    return f'<link rel="stylesheet" href="{style}">', f'<script src="{script}"></script>'


def _served(server: Flask, ending: str, mimetype: str, parts: Iterable[str]) -> str:
    body = "\n".join(parts).encode()
    address = f"/assets/kohtaanto-{hashlib.sha256(body).hexdigest()[:16]}.{ending}"

    def bundle() -> Response:
        return Response(body, mimetype=mimetype, headers={"Cache-Control": "max-age=31536000, immutable"})

    server.add_url_rule(address, ENDPOINT + ending, bundle)
    return address


def _files(assets: Path, ending: str) -> list[Path]:
    """The house's own first, in the order of their names; vendor's rules lie in a layer of their own."""
    found = (path for path in assets.rglob(f"*{ending}") if NEVER not in path.parts and path.name not in LATER)
    return sorted(found, key=lambda path: (len(path.parts), path))


def _style(path: Path, assets: Path) -> str:
    """With its addresses as seen from the folder that the bundle is served from."""
    folder = path.parent.relative_to(assets).as_posix()
    return RELATIVE.sub(lambda found: f'url("{posixpath.join(folder, found[2])}")', path.read_text())
