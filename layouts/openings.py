"""Tarjoa jotain: the open orders that one expert could be offered, each opening its candidates with the person found."""

from __future__ import annotations

from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain.openings import Opening, Openings
from layouts import experts, orders
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, grid
from texts import _, formats

ADDRESS = "/experts/{expert_id}/openings"


class Ids(IdEnum):
    LIST = auto()


def page(found: Openings) -> Component:
    back = actions.link(_("To the expert"), experts.CARD.format(expert_id=found.expert_id), icon="arrow-left")
    words = _(
        "Of {asked} open orders with the expert's themes {open} could be offered now. The rules are those of matching."
    )
    lead = words.format(asked=formats.number(found.asked), open=formats.number(len(found.open)))
    header = cards.page_header(_("Offer something: {name}").format(name=found.name), back, lead=lead)
    if not found.open:
        nothing = empty.empty(_("Nothing to offer just now"), _("Look again when new orders have come."), icon="inbox")
        return html.Div([header, nothing], className="page")
    toolbar = html.Div([grid.search(Ids.LIST), grid.row_count(Ids.LIST)], className="toolbar")
    rows = [_cells(found.expert_id, one) for one in found.open]
    return html.Div([header, toolbar, grid.grid(Ids.LIST, _columns(), rows, height=grid.FILL)], className="page")


def _columns() -> list[grid.Column]:
    return [
        grid.link("id", _("Order"), to="href", flex=None, width=96),
        grid.text("time", _("Time"), minWidth=200),
        grid.text("client", _("Orderer"), minWidth=160),
        grid.text("package", _("Service package"), minWidth=150),
        grid.text("themes", _("Themes"), minWidth=140),
        grid.text("place", _("Municipality"), flex=None, width=120),
        grid.text("filled", _("Places filled"), flex=None, width=110),
        grid.text("note", _("To be noticed"), minWidth=180, wrapText=True, autoHeight=True),
        grid.link("offer", _("Offer something"), to="href", flex=None, width=150),
    ]


def _cells(expert_id: int, one: Opening) -> dict[str, Any]:
    order = one.order
    return {
        "id": str(order.id),
        "href": f"{orders.MATCH.format(order_id=order.id)}?who={expert_id}",
        "time": formats.day_and_time(order.span.start, order.span.end) if order.span else order.open_time,
        "client": order.client,
        "package": order.package,
        "themes": ", ".join(order.themes),
        "place": _("remotely") if order.remote else order.municipality,
        "filled": f"{order.progress.filled}/{order.needed}",
        "note": " ".join(texts.message(warning) for warning in one.warnings),
        "offer": _("offer this"),
    }
