"""What a page is laid out with: its header, cards, figures, facts and the panel at the side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from dash import dcc, html
from dash.development.base_component import Component

from layouts.parts.actions import Id
from layouts.parts.icons import icon
from texts import _

Child: TypeAlias = Component | str


def page_header(title: str, *actions: Component, lead: Child | None = None) -> Component:
    """Each page has one; the title names the window as well (assets/focus.js)."""
    words = [html.H1(title), *([html.P(lead, className="lead")] if lead else [])]
    acts = [html.Div(list(actions), className="buttons")] if actions else []
    return html.Div([html.Div(words), *acts], className="page-header")


def card(title: str, *children: Child, actions: Iterable[Component] = ()) -> Component:
    heading = html.Header([html.H2(title), html.Div(list(actions), className="buttons")])
    return html.Section([heading, *children], className="card")


def columns(*parts: Component) -> Component:
    """Beside each other where there is room."""
    return html.Div(list(parts), className="columns")


def stat(label: str, value: str, href: str | None = None) -> Component:
    content = [html.Span(label, className="label"), html.Span(value, className="value")]
    return dcc.Link(content, href=href, className="stat") if href else html.Div(content, className="stat")


def stats(*tiles: Component) -> Component:
    return html.Div(list(tiles), className="stats")


def facts(pairs: Iterable[tuple[str, Child | None]]) -> Component:
    """What is not known is a dash, so that a missing fact is seen to be missing."""
    rows = [part for name, value in pairs for part in (html.Dt(name), html.Dd("–" if value in (None, "") else value))]
    return html.Dl(rows, className="facts")


def panel(title: str, *children: Child, close: Id) -> Component:
    """Stands beside a list inside `with_panel`, and takes the focus; `close` is the id of its closing button."""
    button = html.Button(
        icon("x-lg"), id=close, type="button", className="btn btn-quiet btn-sm", **{"aria-label": _("Close")}
    )
    return html.Aside(
        [html.Header([html.H2(title), button]), *children],
        key=title,
        className="side-panel",
        tabIndex="-1",
        **{"aria-label": title, "data-focus": ""},
    )


def with_panel(main: Component, panel: Component | None) -> Component:
    return html.Div([main, *([] if panel is None else [panel])], className="with-panel")
