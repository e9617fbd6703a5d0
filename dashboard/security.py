"""Headers, the door before every route, and the shape a callback request must have."""

from __future__ import annotations

import functools
import json
from typing import Any
from urllib.parse import quote

import flask_login
from dash import Dash
from flask import Flask, Response, abort, redirect, request

from callbacks.inputs import LARGEST

OPEN = frozenset({"/login", "/login/again", "/language", "/healthz", "/accessibility"})
OPEN_PREFIXES = ("/assets/", "/_dash-component-suites/", "/_favicon")
LARGEST_REQUEST = 12 * 1024 * 1024
CALLBACK = "/_dash-update-component"


def bind(server: Flask, app: Dash, https: bool) -> None:
    server.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SESSION_COOKIE_NAME="kohtaanto",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )

    @functools.cache
    def script_hashes() -> str:
        """At the first answer: all clientside callbacks are registered by then."""
        return " ".join(app.csp_hashes())

    server.before_request(_door)
    server.before_request(lambda: _shape(app))
    server.after_request(lambda response: _headers(response, script_hashes(), https))


def _door() -> Any:
    path = request.path
    if path in OPEN or (path.startswith(OPEN_PREFIXES) and ".." not in path):
        return None
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and request.method != "GET":
        abort(403)
    if flask_login.current_user.is_authenticated:
        return None
    if path.startswith(("/_dash", "/live", "/session")):
        return Response("", 401)
    return redirect("/login" + ("" if path == "/" else f"?next={quote(request.full_path.rstrip('?'))}"))


def _shape(app: Dash) -> None:
    """A body that Dash's own client would not send gets 400, not a traceback."""
    if request.path != CALLBACK or request.method != "POST":
        return
    if not request.is_json:
        abort(400)
    try:
        body = json.loads(request.get_data(), parse_int=_whole)
    except ValueError:
        abort(400)
    if not _well_formed(body, app.callback_map):
        abort(400)


def _whole(digits: str) -> int:
    number = int(digits) if len(digits) < 20 else LARGEST + 1
    if abs(number) > LARGEST:
        raise ValueError(digits)
    return number


def _well_formed(body: Any, callbacks: dict[str, Any]) -> bool:
    if not isinstance(body, dict) or not isinstance(body.get("output"), str) or body["output"] not in callbacks:
        return False
    declared = callbacks[body["output"]]
    inputs, state, changed = body.get("inputs"), body.get("state", []), body.get("changedPropIds")
    if not isinstance(inputs, list) or not isinstance(state, list) or not isinstance(changed, list):
        return False
    if not (_as_declared(inputs, declared["inputs"]) and _as_declared(state, declared["state"])):
        return False
    if not _agree([*inputs, *state], [*declared["inputs"], *declared["state"]]):
        return False
    posted = {f"{_written(item['id'])}.{item['property']}" for group in inputs for item in _items(group)}
    return all(isinstance(name, str) and name in posted for name in changed) and _outputs(
        body.get("outputs"), body["output"]
    )


def _items(group: Any) -> list[Any]:
    return group if isinstance(group, list) else [group]


def _as_declared(posted: list[Any], declared: list[dict[str, Any]]) -> bool:
    """One entry for each declared input, a list for a pattern; each entry names that very id and property."""
    if len(posted) != len(declared):
        return False
    for group, wanted in zip(posted, declared, strict=True):
        pattern = _pattern(wanted["id"])
        if isinstance(group, list) and pattern is None:
            return False
        for item in _items(group):
            if not isinstance(item, dict) or item.get("property") != wanted["property"] or "id" not in item:
                return False
            if not (_fits(item["id"], pattern) if pattern else item["id"] == wanted["id"]):
                return False
            if item["property"] == "id" and item.get("value") != item["id"]:
                return False
    return True


def _agree(posted: list[Any], declared: list[dict[str, Any]]) -> bool:
    """One pattern asked for several properties names the same components each time."""
    seen: dict[str, list[Any]] = {}
    return all(
        seen.setdefault(wanted["id"], ids) == ids
        for group, wanted in zip(posted, declared, strict=True)
        for ids in [[item["id"] for item in _items(group)]]
    )


def _pattern(written: str) -> dict[str, Any] | None:
    return json.loads(written) if written.startswith("{") else None


def _fits(posted: Any, pattern: dict[str, Any]) -> bool:
    return (
        isinstance(posted, dict)
        and posted.keys() == pattern.keys()
        and all(
            isinstance(posted[name], str | int) if isinstance(wanted, list) else posted[name] == wanted
            for name, wanted in pattern.items()
        )
    )


def _written(item_id: Any) -> str:
    return json.dumps(item_id, sort_keys=True, separators=(",", ":")) if isinstance(item_id, dict) else str(item_id)


def _outputs(posted: Any, output: str) -> bool:
    """What the callback's own name says that it answers."""
    names = output.strip(".").split("...") if output.startswith("..") else None
    if names is None:
        return _is_output(posted, output)
    return isinstance(posted, list) and len(posted) == len(names) and all(map(_is_output, posted, names))


def _is_output(posted: Any, name: str) -> bool:
    written, _, prop = name.rpartition(".")
    pattern = _pattern(written)
    if isinstance(posted, list) != (pattern is not None and ["ALL"] in pattern.values()):
        return False
    return all(
        isinstance(item, dict)
        and item.get("property") in (prop, prop.split("@")[0])
        and (_fits(item.get("id"), pattern) if pattern else item.get("id") == written)
        for item in _items(posted)
    )


def _headers(response: Response, hashes: str, https: bool) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if not request.path.startswith(OPEN_PREFIXES):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
