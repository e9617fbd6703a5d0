"""Icons beside words; on their own they say nothing, so readers of the screen are spared them."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component


def icon(name: str) -> Component:
    """`name` is a Bootstrap icon: "check2", "telephone"."""
    return html.I(className=f"bi bi-{name}", **{"aria-hidden": "true"})
