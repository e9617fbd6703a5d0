"""The order queue: a grid of lanes that many hands share, with what narrows it down and acts on many rows at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import auto
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.deputies import Colleague, DeputyRow
from domain.orders import Badge, Lane, QueueRow
from domain.permissions import Permission, Viewer
from domain.views import SavedView, State
from layouts import claims, order_rows, orders, views
from layouts.ids import IdEnum
from layouts.parts import actions, cards, grid, own_columns
from texts import _

ROW_HEIGHT = 54
MARKS = (
    Badge.URGENT,
    Badge.SOON,
    Badge.UNANSWERED,
    Badge.NEW_TIME,
    Badge.LAPSED,
    Badge.WAITS_FOR_ORDERER,
    Badge.OPEN_TIME,
)
"""Notes that the queue is also filtered by."""
SORT = ("lane", "starts")


class Ids(IdEnum):
    QUEUE = auto()
    STATE = auto()
    WIDTHS = auto()
    CHOSEN = auto()


@dataclass(frozen=True)
class Queue:
    """`mine` are the people whose orders are the viewer's own business; finished orders are there for `closed_days`."""

    rows: Sequence[QueueRow]
    state: State
    mine: Collection[int]
    colleagues: Sequence[Colleague]
    holders: Sequence[Colleague]
    deputies: Sequence[DeputyRow]
    views: Sequence[SavedView]
    viewer: Viewer
    today: date
    closed_days: int


def queue(view: Queue) -> Component:
    """An empty queue has its grid as well: the next order arrives in it live."""
    lead = _("Finished and cancelled orders of the last {days} days are behind their own buttons.")
    header = cards.page_header(
        _("Order queue"),
        *([claims.next_up(), claims.opener()] if view.viewer.may(Permission.EDIT_ORDERS) else []),
        actions.link(_("New order"), orders.NEW, kind="primary", icon="plus-lg"),
        lead=lead.format(days=view.closed_days),
    )
    tools = [
        grid.search(Ids.QUEUE, view.state.text),
        grid.row_count(Ids.QUEUE),
        *claims.choosers(),
        views.menu(view.views, view.viewer.id, orders.LIST),
        views.columns([(_name(column), column["headerName"]) for column in _columns() if column["headerName"]]),
    ]
    stores = [dcc.Store(id=each) for each in (Ids.STATE, Ids.WIDTHS, Ids.CHOSEN)]
    return html.Div(
        [
            header,
            _toggles(view),
            html.Div(tools, className="toolbar"),
            claims.bulk(Ids.CHOSEN.value, view.colleagues),
            _grid(view),
            *stores,
            claims.take_all(view.holders, view.viewer.id, view.colleagues, view.deputies, view.today),
            views.saving(view.viewer),
        ],
        className="page",
    )


def _toggles(view: Queue) -> Component:
    """They work in the browser (assets/queue.js), so that a choice keeps the selection and the place in the list."""
    lanes = Counter(row.lane for row in view.rows)
    marks = Counter(badge for row in view.rows for badge in row.badges)
    own = sum(row.handler_id in view.mine for row in view.rows)
    groups = (
        _group("lane", "lane", "equals", _("Lanes shown"))(
            _toggle(lane.value, texts.words(lane), lanes[lane], lane in view.state.lanes) for lane in Lane
        ),
        _group("mark", "badges", "contains", _("Notes shown"))(
            _toggle(mark.value, texts.words(mark), marks[mark], mark in view.state.marks, hidden=not marks[mark])
            for mark in MARKS
        ),
        _group("mine", "mine", "equals", _("Handler"))([_toggle("1", _("Own"), own, view.state.mine, "1")]),
    )
    data = {
        "queue": Ids.QUEUE.value,
        "mine": ",".join(str(person) for person in sorted(view.mine)),
        "state": Ids.STATE.value,
        "widths": Ids.WIDTHS.value,
        "columns": ",".join(_name(column) for column in _columns() if not column.get("hide")),
        "sort": ",".join(SORT),
    }
    return html.Div(list(groups), className="toggles", **{f"data-{name}": value for name, value in data.items()})


def _group(key: str, field: str, match: str, label: str) -> Callable[[Iterable[Component]], Component]:
    """`key` is its word in the address, `field` the column it filters."""
    facts = {"data-says": key, "data-field": field, "data-match": match, "aria-label": label}
    return lambda buttons: html.Div(list(buttons), className="segments lanes", role="group", **facts)


def _toggle(value: str, label: str, count: int, pressed: bool, word: str = "", hidden: bool = False) -> Component:
    """`hidden` keeps one that nothing would come of out of the way, unless it is pressed."""
    facts = {"data-value": value, "data-word": word or label, "aria-pressed": "true" if pressed else "false"}
    content = [label, html.Span(str(count), className="count")]
    return html.Button(content, type="button", hidden=hidden and not pressed, **facts)


def _grid(view: Queue) -> Component:
    shown = grid.grid(
        Ids.QUEUE,
        _columns(view.viewer.may(Permission.MATCH)),
        [order_rows.cells(row) for row in view.rows],
        height=grid.FILL,
        rowHeight=ROW_HEIGHT,
        empty=_("No order suits these choices. Choose another stage, clear the search, or enter a new order."),
        quickFilterText=view.state.text,
        initialState=_initial(view.state),
        rowSelection={"mode": "multiRow", "headerCheckbox": False, "enableClickSelection": False},
        selectionColumnDef={"width": 36},
    )
    shown.className += " opens"
    shown.eventListeners["modelUpdated"].append("countLanes(params)")
    shown.eventListeners["rowClicked"] = ["openRow(params)"]
    shown.eventListeners["selectionChanged"] = ["choose(params)"]
    shown.eventListeners["bodyScrollEnd"] = ["choose(params)"]
    for event in ("filterChanged", "sortChanged", "columnMoved", "columnVisible", "columnResized"):
        shown.eventListeners[event] = ["queueMoved(params)"]
    return shown


def _initial(state: State) -> dict[str, Any]:
    """AG Grid's own words for what the address, a saved view or the person's own columns say."""
    known = [_name(column) for column in _columns()]
    kept = [column for column in state.widths if column.id in known]
    shown = [name for name in state.columns if name in known] or [each.id for each in kept if not each.hidden]
    lanes = [texts.words(lane) for lane in state.lanes]
    marks = [texts.words(mark) for mark in state.marks]
    filters = {
        **{name: model for name, model in state.filters.items() if name in known},
        **({"lane": _filter(lanes, "equals")} if lanes else {}),
        **({"badges": _filter(marks, "contains")} if marks else {}),
        **({"mine": _filter(["1"], "equals")} if state.mine else {}),
    }
    sort = [name for name in state.sort if name.lstrip("-") in known] or SORT
    return {
        "filter": {"filterModel": filters},
        "sort": {
            "sortModel": [
                {"colId": name.lstrip("-"), "sort": "desc" if name.startswith("-") else "asc"} for name in sort
            ]
        },
        **own_columns.arranged(known, shown, kept),
    }


def _filter(words: Sequence[str], match: str) -> dict[str, Any]:
    conditions = [{"filterType": "text", "type": match, "filter": word} for word in words]
    return conditions[0] if len(conditions) == 1 else {"filterType": "text", "operator": "OR", "conditions": conditions}


def _columns(may_match: bool = False) -> list[grid.Column]:
    """One who may match gets to the candidates of an order that lacks somebody by one click."""
    lanes = {texts.words(lane): look for lane, look in orders.LANES.items()}
    looks = {texts.words(badge): look for badge, look in orders.BADGES.items()}
    find = {"to": "match", "leads": _("Find an expert")} if may_match else {}
    return [
        grid.link("id", _("No."), to="href", flex=None, width=58, minWidth=56, comparator={"function": "byNumber"})
        | {"cellRenderer": "Present"},
        grid.badge("lane", _("Lane"), lanes, filterParams={"maxNumConditions": len(Lane)}, width=138, minWidth=120),
        grid.lines("starts", _("Time"), "time", flex=None, width=150),
        grid.lines("client", _("Orderer and package"), "ordered", flex=5, minWidth=110),
        grid.lines("themes", _("Themes"), "theme_lines", flex=3, minWidth=92),
        grid.lines("filled", _("Filled"), "progress", **find, flex=None, width=120),
        grid.badges(
            "badges",
            _("To note"),
            looks,
            filterParams={"maxNumConditions": len(Badge)},
            flex=None,
            width=152,
            minWidth=140,
        ),
        grid.text("handler", _("Handler"), flex=None, width=106, minWidth=70, **_shown("handler_short")),
        grid.text("mine", "", hide=True, valueGetter={"function": "isMine(params)"}),
    ]


def _name(column: grid.Column) -> str:
    return str(column.get("colId") or column["field"])


def _shown(field: str) -> dict[str, Any]:
    return {"valueFormatter": {"function": f"params.data.{field}"}}
