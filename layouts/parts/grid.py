"""Grids and their columns: AG Grid with the house's theme, words, formats and manners."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from layouts.parts.actions import Kind
from layouts.parts.badges import Look
from layouts.parts.icons import icon
from texts import _, ngettext

FILL = "fill"
"""A grid as high as the window has room for."""

Column = dict[str, Any]

_OPTIONS: Mapping[str, Any] = {
    "theme": {"function": "appTheme(themeQuartz)"},
    "animateRows": False,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "suppressScrollOnNewData": True,
    "tooltipShowDelay": 400,
    "tooltipShowMode": "whenTruncated",
}
_STACKED: Mapping[str, Any] = {"isFullWidthRow": {"function": "isNarrow()"}, "fullWidthCellRenderer": "Stacked"}
_COLUMN_EVENTS = ("firstDataRendered", "columnMoved", "columnResized", "columnVisible")
_EVERY_COLUMN: Mapping[str, Any] = {
    "sortable": True,
    "resizable": True,
    "minWidth": 90,
    "cellDataType": False,
    "suppressKeyboardEvent": {"function": "keysInCell(params)"},
    "wrapHeaderText": True,
    "autoHeaderHeight": True,
}


def grid(
    id: str,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    row_id: str = "id",
    height: str | None = None,
    keeps_columns: bool = False,
    stacks: bool = False,
    empty: str = "",
    **options: Any,
) -> Component:
    """As high as its rows, unless `height` is a CSS length or FILL. `options` are AG Grid's (rowSelection, pagination …).

    With `keeps_columns` it is kept which columns are shown, in what order and how wide; see own_columns. What `stacks` lays
    the cells of a row on top of each other on a narrow screen. `empty` is said where no row is shown.
    """
    by_boxes = "rowSelection" in options and options["rowSelection"].get("checkboxes", True)
    box = {"fullWidthCellRendererParams": {"choose": _("Choose")}} if by_boxes else {}
    stacked = {**_STACKED, **box} if stacks else {}
    words = {"getLocaleText": {"function": f"localeText(params, {json.dumps(empty)})"}}
    kept = {event: [f"keepColumns(params, {json.dumps(id)})"] for event in _COLUMN_EVENTS} if keeps_columns else {}
    return dag.AgGrid(
        id=id,
        columnDefs=list(columns),
        rowData=list(rows),
        getRowId=f"params.data.{row_id} + ''",  # AG Grid wants text; String() is not known to the expression reader
        className=" ".join(["grid", *(["fill"] if height == FILL else []), *(["stacks"] if stacks else [])]),
        style={"height": None if height in (None, FILL) else height},
        defaultColDef=dict(_EVERY_COLUMN),
        suppressDragLeaveHidesColumns=True,
        eventListeners={
            **{event: [f"countRows(params, {json.dumps(id)})"] for event in ("displayedRowsChanged", "modelUpdated")},
            **kept,
        },
        dashGridOptions={**_OPTIONS, **words, "domLayout": "normal" if height else "autoHeight", **stacked, **options},
    )


def search(grid_id: str, value: str = "") -> Component:
    """A quick filter over all columns; it works in the browser (assets/grid.js)."""
    box = f"{grid_id}-search"
    control = dbc.Input(id=box, type="search", value=value, placeholder=_("Search the list"), autocomplete="off")
    label = dbc.Label(_("Search the list"), html_for=box, class_name="visually-hidden")
    return html.Div([label, icon("search"), control], className="search", **{"data-filters": grid_id})


def row_count(grid_id: str) -> Component:
    words = {
        "data-one": ngettext("{count} row", "{count} rows", 1),
        "data-many": ngettext("{count} row", "{count} rows", 2),
    }
    return html.Span(className="row-count", role="status", **{"data-count-of": grid_id}, **words)


def text(field: str, header: str, **options: Any) -> Column:
    """What does not fit its cell is told in whole to who points at it, its heading too."""
    return {
        "field": field,
        "headerName": header,
        "headerTooltip": header,
        "filter": "agTextColumnFilter",
        "tooltipField": field,
        "flex": 1,
        "minWidth": 120,
        **options,
    }


def number(field: str, header: str, **options: Any) -> Column:
    return _numeric(field, header, "number", **options)


def euros(field: str, header: str, **options: Any) -> Column:
    """The row holds whole cents; the filter asks in euros."""
    in_euros = {"filterValueGetter": {"function": f"params.data.{field} / 100"}}
    return _numeric(field, header, "euros", **in_euros, **{"width": 130, **options})


def date(field: str, header: str, **options: Any) -> Column:
    """The row holds an ISO date."""
    return {
        "field": field,
        "headerName": header,
        "valueFormatter": {"function": "date(params)"},
        "getQuickFilterText": {"function": "date(params)"},
        "filter": "agDateColumnFilter",
        "filterParams": {"comparator": {"function": "compareDate"}},
        "width": 120,
        **options,
    }


def badge(field: str, header: str, looks: Mapping[str, Look], **options: Any) -> Column:
    """The row holds one of the words of `looks`; sorting follows their order."""
    return {
        "field": field,
        "headerName": header,
        "filter": "agTextColumnFilter",
        "cellRenderer": "Badge",
        "cellRendererParams": {"badges": {word: asdict(look) for word, look in looks.items()}},
        "comparator": {"function": f"inOrder({json.dumps(list(looks))})"},
        "width": 165,
        **options,
    }


def badges(field: str, header: str, looks: Mapping[str, Look], **options: Any) -> Column:
    """The row holds a list of the words of `looks`."""
    listed = {"function": f"params.data.{field}.join(', ')"}
    return {
        "field": field,
        "headerName": header,
        "filter": "agTextColumnFilter",
        "filterValueGetter": listed,
        "valueFormatter": listed,
        "cellRenderer": "Badges",
        "cellRendererParams": {"badges": {word: asdict(look) for word, look in looks.items()}},
        "getQuickFilterText": listed,
        "sortable": False,
        "flex": 1,
        "minWidth": 150,
        **options,
    }


def lines(field: str, header: str, shown: str, to: str = "", leads: str = "", **options: Any) -> Column:
    """Sorted by `field`; the cell shows the row's list `shown`, its first line above the others. Where the row's `to` holds
    an address the first line goes there, to what `leads` says."""
    listed = {"function": f"params.data.{shown}.join(' ')"}
    return {
        "field": field,
        "headerName": header,
        "filter": "agTextColumnFilter",
        "filterValueGetter": listed,
        "getQuickFilterText": listed,
        "cellRenderer": "Lines",
        "cellRendererParams": {"shown": shown, "to": to, "leads": leads},
        "flex": 1,
        "minWidth": 110,
        **options,
    }


def link(field: str, header: str, to: str, **options: Any) -> Column:
    """`to` is the row's field that holds the address."""
    return text(field, header, cellRenderer="Link", cellRendererParams={"to": to}, **options)


def telephone(field: str, header: str, **options: Any) -> Column:
    return text(field, header, cellRenderer="Telephone", **{"flex": None, "width": 150, **options})


def score(field: str, header: str, **options: Any) -> Column:
    """The row holds parts, `[{"label": …, "points": …}]`, that add up to at most 100."""
    return {
        "field": field,
        "headerName": header,
        "cellRenderer": "Score",
        "comparator": {"function": "byPoints"},
        "getQuickFilterText": {"function": "noText(params)"},
        "sortingOrder": ["desc", "asc", None],
        "width": 190,
        **options,
    }


@dataclass(frozen=True)
class Act:
    """A button in a row. `name` comes back in the store as `{"action": name, "id": row id, "nonce": …}`; `key` presses the
    button of the row that has the focus (assets/keys.js).
    """

    name: str
    label: str
    kind: Kind = "secondary"
    icon: str | None = None
    key: str = ""


def actions(
    store: str, acts: Sequence[Act], about: str, field: str = "actions", header: str = "", **options: Any
) -> Column:
    """The row's `field` names the acts open to it; `about` is the field that tells its buttons from other rows'."""
    return {
        "field": field,
        "headerName": header or _("Actions"),
        "cellClass": "acts",
        "cellRenderer": "Actions",
        "cellRendererParams": {"store": store, "about": about, "actions": [asdict(act) for act in acts]},
        "getQuickFilterText": {"function": "noText(params)"},
        "sortable": False,
        "flex": 1,
        "minWidth": 160,
        **options,
    }


def _numeric(field: str, header: str, formatter: str, **options: Any) -> Column:
    shown = {"function": f"{formatter}(params)"}
    return {
        "field": field,
        "headerName": header,
        "type": "rightAligned",
        "filter": "agNumberColumnFilter",
        "valueFormatter": shown,
        "getQuickFilterText": shown,
        "width": 110,
        **options,
    }
