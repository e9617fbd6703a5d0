"""Buttons, links that look like buttons, and the bar that holds a page's next act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from dash import dcc, html
from dash.development.base_component import Component

from layouts.parts.icons import icon as draw_icon

Kind = Literal["primary", "secondary", "quiet", "danger"]
Id = str | Mapping[str, object]


def button(
    label: str,
    id: Id,
    kind: Kind = "secondary",
    icon: str | None = None,
    disabled_because: str | None = None,
    **attributes: Any,
) -> Component:
    """`attributes` are those of html.Button. A button that cannot be used says why beside it."""
    content = _content(label, icon)
    if not disabled_because:
        return html.Button(content, id=id, type="button", className=f"btn btn-{kind}", **attributes)
    greyed = html.Button(content, id=id, type="button", className=f"btn btn-{kind}", disabled=True, **attributes)
    return html.Span([greyed, html.Span(disabled_because, className="reason")], className="with-reason")


def link(label: str, href: str, kind: Kind = "secondary", icon: str | None = None) -> Component:
    """To another page of the house."""
    return dcc.Link(_content(label, icon), href=href, className=f"btn btn-{kind}")


def download(label: str, href: str, kind: Kind = "secondary") -> Component:
    return html.A(_content(label, "download"), href=href, className=f"btn btn-{kind}")


def buttons(*parts: Component) -> Component:
    return html.Div(list(parts), className="buttons")


def bar(summary: str, *parts: Component) -> Component:
    """Stays at the foot of the window while the page is longer than it."""
    return html.Div([html.Div(summary, className="summary"), buttons(*parts)], className="action-bar")


def _content(label: str, icon: str | None) -> list[Component | str]:
    return [draw_icon(icon), label] if icon else [label]
