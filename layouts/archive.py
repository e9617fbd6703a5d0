"""The archive: every assignment there has been, found by its columns' own filters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.archive import ArchiveRow
from domain.assignments import AssignmentStatus
from layouts.ids import IdEnum
from layouts.orders import CARD
from layouts.parts import cards, empty, grid
from layouts.parts.badges import Look, Tone
from texts import _, formats, ngettext

LIST = "/archive"
AT_ONCE = 100
MOST_AT_ONCE = 200
KEPT_BLOCKS = 30


class Ids(IdEnum):
    GRID = auto()


STATUSES: Mapping[AssignmentStatus, Look] = {
    AssignmentStatus.AGREED: Look(Tone.GOOD, "calendar-check"),
    AssignmentStatus.DONE: Look(Tone.NEUTRAL, "check2-all"),
    AssignmentStatus.CANCELLED: Look(Tone.WARN, "x-circle"),
    AssignmentStatus.NO_SHOW: Look(Tone.WARN, "person-x"),
    AssignmentStatus.VOID: Look(Tone.NEUTRAL, "slash-circle"),
}


def archive(count: int) -> Component:
    if not count:
        header = cards.page_header(_("Archive"))
        first = _("Every task that is agreed comes here and stays.")
        return html.Div([header, empty.empty(_("No tasks yet"), first, icon="archive")], className="page")
    lead = ngettext(
        "{count} task. Write under a heading to search.", "{count} tasks. Write under a heading to search.", count
    )
    header = cards.page_header(_("Archive"), lead=lead.format(count=formats.number(count)))
    toolbar = html.Div([grid.row_count(Ids.GRID)], className="toolbar")
    return html.Div([header, toolbar, _grid()], className="page")


def cells(row: ArchiveRow) -> dict[str, Any]:
    start, end = row.span.start, row.span.end
    day = times.day_of(start)
    return {
        "id": str(row.id),
        "order": str(row.order_id),
        "href": CARD.format(order_id=row.order_id),
        "starts": f"{formats.weekday(day)} {formats.date(day)} {formats.clock(start)}–{formats.clock(end)}",
        "client": row.client,
        "package": row.package,
        "municipality": row.municipality,
        "expert": row.expert,
        "status": texts.words(row.status),
    }


def _grid() -> Component:
    """One request at a time: of two answers that overtake each other the first would be lost."""
    shown = grid.grid(
        Ids.GRID,
        _columns(),
        [],
        height=grid.FILL,
        cacheBlockSize=AT_ONCE,
        maxBlocksInCache=KEPT_BLOCKS,
        maxConcurrentDatasourceRequests=1,
        blockLoadDebounceMillis=60,
    )
    del shown.rowData
    shown.rowModelType = "infinite"
    shown.defaultColDef = {**shown.defaultColDef, "sortable": False, "floatingFilter": True}
    return shown


def _columns() -> list[grid.Column]:
    looks = {texts.words(status): look for status, look in STATUSES.items()}
    one = {"maxNumConditions": 1, "debounceMs": 400}
    days = {"filterOptions": ["equals", "inRange", "greaterThan", "lessThan"], **one}
    contains = {"filterParams": {**one, "filterOptions": ["contains"]}, "suppressFloatingFilterButton": True}
    found, fixed = {**contains, "sortable": True}, {"flex": None, "minWidth": 70}
    return [
        grid.link("order", _("No."), to="href", **found, **fixed, width=70),
        grid.text("starts", _("Time"), **fixed, width=216, sort="desc", sortable=True)
        | {"filter": "agDateColumnFilter", "filterParams": days},
        grid.text("client", _("Orderer"), **found, minWidth=160),
        grid.text("package", _("Package"), **found, minWidth=160),
        grid.text("municipality", _("Municipality"), **fixed, width=100, filter=False),
        grid.text("expert", _("Expert"), **contains, minWidth=130),
        grid.badge("status", _("Status"), looks, **found, width=118),
    ]
