"""Every callback and every download went through the wrapper that asks for a right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from dash import Dash, Input, Output
from flask import Flask

from callbacks.wiring import Page
from domain.permissions import Permission

FOR_ALL = {"show", "follow"}
"""The frame's own: which page an address is and what the menu shows. Each page asks for its right itself."""

OPEN_ROUTES = {"/accessibility", "/login", "/login/again", "/logout", "/password", "/session", "/language", "/healthz"}
OPEN_ROUTES |= {"/live/since", "/live/rows/<grid>", "/live/presence", "/effort"}
"""What anybody who has logged in may ask; of the live ones each asks for the right of the noun, grid or order it is about."""


def unguarded(callback_map: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Callbacks without a right, clientside ones apart: they run in the browser and reach no data."""
    return sorted(
        output
        for output, entry in callback_map.items()
        if "callback" in entry
        and not isinstance(getattr(entry["callback"], "permission", None), Permission)
        and not (hasattr(entry["callback"], "permission") and entry["callback"].__name__ in FOR_ALL)
    )


def unguarded_routes(server: Flask) -> list[str]:
    """Routes of our own without a right; those of Dash and Flask stand behind the door of dashboard/security.py."""
    return sorted(
        rule.rule
        for rule in server.url_map.iter_rules()
        if not rule.rule.startswith(("/_dash", "/_favicon", "/assets", "/_reload", "/_alive"))
        and rule.rule not in OPEN_ROUTES | {"/", "/<path:path>"}
        and not isinstance(getattr(server.view_functions[rule.endpoint], "permission", None), Permission)
    )


def test_every_callback_asks_for_a_right(house: Dash) -> None:
    assert len(house.callback_map) > 10
    assert unguarded(house.callback_map) == []


def test_every_download_asks_for_a_right(house: Dash) -> None:
    assert unguarded_routes(house.server) == []


def test_no_route_offers_the_callbacks_as_tools(house: Dash) -> None:
    assert [rule.rule for rule in house.server.url_map.iter_rules() if "mcp" in rule.rule] == []


def test_an_unguarded_callback_and_route_are_found() -> None:
    app = Dash("bare", server=Flask("bare"), enable_mcp=False)

    def free() -> None: ...

    def show() -> None: ...

    entries = {"a.children": {"callback": free}, "b.children": {"callback": show}, "c.data": {"inputs": []}}
    assert unguarded(entries) == ["a.children", "b.children"]
    app.server.add_url_rule("/files/all", view_func=free)
    assert "/files/all" in unguarded_routes(app.server)


def test_every_input_of_every_callback_has_a_type() -> None:
    """A parameter without an annotation cannot be bound, so it cannot be served."""
    page = Page("/x", see=Permission.SEE_TODAY)

    @page.query(Output("a", "children"), Input("b", "value"))
    def ask(reading, typed):  # type: ignore[no-untyped-def]
        return reading, typed

    with pytest.raises(KeyError):
        page.bind(Dash("bare"), None)  # type: ignore[arg-type]
