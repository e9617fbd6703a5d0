"""What is folded away and built only when somebody opens it (assets/folded.js): most of it is never looked at."""

from __future__ import annotations

import json

from dash import html
from dash.development.base_component import Component


def folded(summary: str, inside: Component) -> Component:
    """`inside` is of html parts and links alone, without ids: nothing else knows how to be built by our own script."""
    parts = json.dumps(inside, default=Component.to_plotly_json, ensure_ascii=False, separators=(",", ":"))
    return html.Details([html.Summary(summary), html.Div(**{"data-parts": parts})], className="data-table")
