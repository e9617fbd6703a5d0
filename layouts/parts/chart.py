"""Charts from plain dicts, each with its table. Text and lines take their colour from tokens.css, so that both themes fit."""

from __future__ import annotations

import html as markup
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from layouts.parts.actions import Id
from layouts.parts.folded import folded
from layouts.parts.icons import icon
from texts import _

SERIES = ("#1a8ba3", "#c27c0e", "#8a6fc9", "#3f9a5f", "#cf5a72", "#3b82c4", "#71838f")
"""The series colours of tokens.css: Plotly cannot read CSS variables."""

QUIET = ("rgba(26, 139, 163, 0.35)", "rgba(194, 124, 14, 0.35)")
"""The first series colours, for what stands beside them in another year."""

_SEPARATORS = ",\u00a0"
_AXIS = {"automargin": True, "fixedrange": True, "ticks": "", "showline": False, "title": {"standoff": 12}}
_NAME_WIDTH = 26
_PITCH = 34
"""Pixels from bar to bar: two lines of a long name."""
_LETTER = 7
"""Pixels that a label's letter takes at most."""

Links = Mapping[str, Sequence[str]]
"""Series → the address behind each of its bars; a click hands it on as `customdata`."""


def chart(id: Id, title: str, figure: Mapping[str, Any], table: Component, height: int = 320) -> Component:
    """`table` holds the same figures for those who read rather than look; `height` is in pixels."""
    graph = dcc.Graph(
        id=id,
        figure={"data": figure["data"], "layout": {**_layout(), **figure.get("layout", {}), "height": height}},
        config={"locale": texts.current(), "displaylogo": False, "displayModeBar": False, "responsive": True},
        style={"height": f"{height}px"},
    )
    # The chart's own module comes after the page, which must not move when it comes.
    place = html.Div(graph, style={"minHeight": f"{height}px"})
    foot = html.Div([folded(_("Show as a table"), table), _outlets(title)], className="chart-foot")
    return html.Figure([html.Figcaption(title, className="visually-hidden"), place, foot], className="m-0")


def _outlets(title: str) -> Component:
    """How the chart leaves the page (assets/charts.js); the title tells one chart's buttons from another's."""

    def button(label: str, icon_name: str, **data: str) -> Component:
        named = {"aria-label": f"{label}: {title}", **data}
        return html.Button([icon(icon_name), label], type="button", className="btn btn-quiet btn-sm", **named)

    copied = {"data-table": "", "data-copied": _("Copied")}
    return html.Div(
        [
            button(_("Copy the table"), "clipboard", **copied),
            *(button(format.upper(), "download", **{"data-picture": format}) for format in ("png", "svg")),
        ],
        className="outlets",
    )


def bars(
    names: Sequence[str],
    series: Mapping[str, Sequence[float]],
    stacked: bool = False,
    links: Links | None = None,
    unit: str = "",
) -> dict[str, Any]:
    """One bar for each name and series; hovering tells a series' value for the name."""
    value = f"%{{y:,.2f}}{unit}" if unit else "%{y:,}"
    data = [
        {"type": "bar", "name": name, "x": list(names), "y": list(values), "customdata": _behind(links, name),
         "hovertemplate": f"%{{x}} · {markup.escape(name)}: <b>{value}</b><extra></extra>"}
        for name, values in series.items()
    ]  # fmt: skip
    axis = {**_layout()["yaxis"], "ticksuffix": unit}
    layout = {"barmode": "stack" if stacked else "group", "showlegend": len(series) > 1, "yaxis": axis}
    return {"data": data, "layout": layout}


def ranked(
    names: Sequence[str],
    series: Mapping[str, Sequence[float]],
    labels: Sequence[str] = (),
    links: Links | None = None,
    beside: bool = False,
) -> dict[str, Any]:
    """Lying bars under each other in the order given. Their series stand end to end, with the `labels` at the ends, or
    `beside` each other, the first labelled and the others quiet. Names may repeat."""
    places, labelled = list(range(len(names))), list(series)[0 if beside else -1]
    data = [
        {"type": "bar", "orientation": "h", "name": name, "y": places, "x": list(values),
         "text": list(labels) if name == labelled else None, "textposition": "outside", "cliponaxis": False,
         "constraintext": "none", **({"textfont": {"size": 11}} if beside else {}),
         "hovertext": [f"{markup.escape(at)}{f' · {markup.escape(name)}' if name else ''}" for at in names],
         "hovertemplate": "%{hovertext}: <b>%{x:,}</b><extra></extra>", "customdata": _behind(links, name)}
        for name, values in series.items()
    ]  # fmt: skip
    ticks = ["<br>".join(map(markup.escape, textwrap.wrap(name, _NAME_WIDTH))) for name in names]
    layout = {
        "barmode": "group" if beside else "stack",
        # So thick that the label of one bar does not lie upon the other.
        **({"colorway": [SERIES[0], SERIES[-1]], "bargap": 0.12} if beside else {}),
        "showlegend": len(series) > 1,
        "margin": {"t": 24 if len(series) > 1 else 0, "r": 8 + _LETTER * max(map(len, labels), default=0), "b": 0, "l": 8},
        "xaxis": {**_AXIS, "visible": False, "rangemode": "tozero"},
        "yaxis": {**_AXIS, "tickvals": places, "ticktext": ticks, "autorange": "reversed", "showgrid": False,
                  "zeroline": False, "ticklabelstandoff": 8},
    }  # fmt: skip
    return {"data": data, "layout": layout}


def height_of(names: Sequence[str]) -> int:
    """Pixels for `ranked` bars of these names."""
    return _PITCH * max(len(names), 1) + 32


def lines(names: Sequence[str], series: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    shapes = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
    data = [
        {"type": "scatter", "mode": "lines+markers", "name": name, "x": list(names), "y": list(values),
         "line": {"width": 2}, "marker": {"size": 7, "symbol": shapes[place % len(shapes)]}}
        for place, (name, values) in enumerate(series.items())
    ]  # fmt: skip
    return {"data": data, "layout": {"showlegend": len(series) > 1}}


def _behind(links: Links | None, name: str) -> list[str] | None:
    return list(links[name]) if links else None


def _layout() -> dict[str, Any]:
    return {
        "dragmode": False,
        "hovermode": "closest",
        "colorway": list(SERIES),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Inter, system-ui, sans-serif", "size": 12},
        "separators": _SEPARATORS,
        "margin": {"t": 24, "r": 8, "b": 32, "l": 40},
        "xaxis": {**_AXIS, "type": "category", "showgrid": False},
        "yaxis": {**_AXIS, "rangemode": "tozero", "tickformat": ",", "nticks": 6},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        "hoverlabel": {"font": {"family": "Inter, system-ui, sans-serif"}},
        "bargap": 0.35,
        "barcornerradius": 3,
    }
