"""Columns of a grid as a person wants them: shown, hidden, in their order and wide enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from domain.views import Column
from texts import _


def arranged(known: Sequence[str], shown: Sequence[str], kept: Sequence[Column]) -> dict[str, Any]:
    """The grid's `initialState` where only these of the known columns are shown, in this order, and as wide as kept.

    A state that does not call itself partial takes away the width and flex of every column that it does not name.
    """
    if not shown:
        return {"partialColumnState": True}
    hidden = [name for name in known if name not in shown]
    sized = [{"colId": each.id, "width": each.width} for each in kept if each.width and each.id in known]
    return {
        "columnOrder": {"orderedColIds": [*shown, *hidden]},
        "columnVisibility": {"hiddenColIds": hidden},
        "columnSizing": {"columnSizingModel": sized},
        "partialColumnState": True,
    }


def choice(grid_id: str, store: str) -> Component:
    """A tick for each column of a grid, made in the browser; pinned ones always stay. What is chosen is told to the store, as
    JSON of `domain.views.Column`."""
    reset = html.Button(
        _("As they were"), type="button", className="btn btn-quiet btn-sm", **{"data-columns-reset": grid_id}
    )
    menu = html.Div([html.Div(className="ticks"), reset], className="menu")
    facts = {"data-columns-of": grid_id, "data-keeps": store}
    return html.Details([html.Summary(_("Columns")), menu], className="column-choice", **facts)
