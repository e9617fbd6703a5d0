"""What stands where nothing is yet: why, and the next act."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from layouts.parts.icons import icon as draw_icon


def empty(title: str, sentence: str = "", act: Component | None = None, icon: str = "inbox") -> Component:
    words = [html.P(sentence)] if sentence else []
    return html.Div([draw_icon(icon), html.H2(title), *words, *([act] if act else [])], className="empty")
