"""The order queue: a grid of lanes that many hands share, and the looks of lanes and badges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.orders import CLOSED_LANES, Badge, Lane, OrderDetails, QueueRow
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, grid
from layouts.parts.badges import Look, Tone
from texts import _, formats

LIST = "/orders"
NEW = "/orders/new"
CARD = "/orders/{order_id}"
EDIT = "/orders/{order_id}/edit"
MATCH = "/orders/{order_id}/match"
ROW_HEIGHT = 54


class Ids(IdEnum):
    QUEUE = auto()


LANES: Mapping[Lane, Look] = {
    Lane.NEW: Look(Tone.INFO, "envelope"),
    Lane.HANDLING: Look(Tone.BUSY, "person-workspace"),
    Lane.OFFERED: Look(Tone.ACCENT, "telephone-outbound"),
    Lane.CONFIRMED: Look(Tone.GOOD, "calendar-check"),
    Lane.REPORT_MISSING: Look(Tone.WARN, "clipboard-x"),
    Lane.PAYABLE: Look(Tone.ACCENT, "cash-coin"),
    Lane.DONE: Look(Tone.NEUTRAL, "check2-all"),
    Lane.CANCELLED: Look(Tone.NEUTRAL, "x-circle"),
}
BADGES: Mapping[Badge, Look] = {
    Badge.SOON: Look(Tone.BAD, "alarm"),
    Badge.WAITS_FOR_ORDERER: Look(Tone.WARN, "hourglass-split"),
    Badge.OPEN_TIME: Look(Tone.INFO, "calendar-range"),
    Badge.CALL_BACK: Look(Tone.WARN, "telephone"),
    Badge.PLANNING_MEETING: Look(Tone.NEUTRAL, "people"),
    Badge.REPORT_MISSING: Look(Tone.WARN, "clipboard-x"),
    Badge.NOT_FOUND: Look(Tone.NEUTRAL, "search"),
}
OPEN_LANES = tuple(lane for lane in Lane if lane not in CLOSED_LANES)


def queue(rows: Sequence[QueueRow], lanes: Collection[Lane], text: str, closed_days: int) -> Component:
    """`text` is the quick search of the address; finished orders are there for the last `closed_days`."""
    new = actions.link(_("New order"), NEW, kind="primary", icon="plus-lg")
    lead = _("Finished and cancelled orders of the last {days} days are behind their own buttons.")
    header = cards.page_header(_("Order queue"), new, lead=lead.format(days=closed_days))
    # An empty queue has its grid as well: the next order arrives in it live.
    toolbar = html.Div([grid.search(Ids.QUEUE, text), grid.row_count(Ids.QUEUE)], className="toolbar")
    return html.Div([header, _toggles(rows, lanes), toolbar, _grid(rows, lanes, text)], className="page")


def cells(row: QueueRow) -> dict[str, Any]:
    """One order as the grid shows it; a live change sends the same."""
    progress = row.progress
    held = _("{held}/{sessions} held").format(held=progress.held, sessions=progress.sessions)
    return {
        "id": str(row.id),
        "href": CARD.format(order_id=row.id),
        "lane": texts.words(row.lane),
        "starts": row.span.start.isoformat() if row.span else "9",
        "time": _day_and_place(row),
        "client": row.client,
        "ordered": [row.client, row.package],
        "themes": ", ".join(row.themes),
        "theme_lines": list(row.themes[:2]) if len(row.themes) < 3 else [row.themes[0], _more(len(row.themes) - 1)],
        "filled": f"{progress.filled}/{row.needed}",
        "progress": [f"{progress.filled}/{row.needed}", *([held] if progress.sessions > 1 else [])],
        "handler": row.handler,
        "handler_short": _short(row.handler),
        "badges": [texts.words(badge) for badge in row.badges],
    }


def when(row: QueueRow) -> str:
    if row.span:
        return formats.day_and_time(row.span.start, row.span.end)
    return _("time open: {wish}").format(wish=row.open_time) if row.open_time else _("time open")


def place(order: OrderDetails) -> str:
    if order.form.remote:
        return _("remotely")
    place, municipality = order.form.place, order.row.municipality
    return place if municipality in place else ", ".join(part for part in (place, municipality) if part)


def _day_and_place(row: QueueRow) -> list[str]:
    where = _("remotely") if row.remote else row.municipality
    if row.span is None:
        return [part for part in (_("time open"), row.open_time or where) if part]
    day = times.day_of(row.span.start)
    clock = f"{formats.clock(row.span.start)}–{formats.clock(row.span.end)}"
    return [f"{formats.weekday(day)} {formats.date(day)}", f"{clock} {where}".strip()]


def _short(name: str) -> str:
    """ "Kaisa K.": enough to know a colleague by."""
    words = name.split()
    return f"{words[0]} {words[-1][:1]}." if len(words) > 1 else name


def _more(count: int) -> str:
    return _("and {count} more").format(count=count)


def lane(lane: Lane) -> Component:
    look = LANES[lane]
    return badges.badge(texts.words(lane), look.tone, look.icon)


def badge(badge: Badge) -> Component:
    look = BADGES[badge]
    return badges.badge(texts.words(badge), look.tone, look.icon)


def _toggles(rows: Sequence[QueueRow], lanes: Collection[Lane]) -> Component:
    """They work in the browser (assets/queue.js), so that a choice keeps the selection and the place in the list."""
    counts = Counter(row.lane for row in rows)
    buttons = [
        html.Button(
            [texts.words(lane), html.Span(str(counts[lane]), className="count")],
            type="button",
            **{
                "data-lane": lane.value,
                "data-word": texts.words(lane),
                "aria-pressed": "true" if lane in lanes else "false",
            },
        )
        for lane in Lane
    ]
    return html.Div(
        buttons,
        className="segments lanes",
        role="group",
        **{"data-lanes-of": Ids.QUEUE.value, "aria-label": _("Lanes shown")},
    )


def _grid(rows: Sequence[QueueRow], lanes: Collection[Lane], text: str) -> Component:
    shown = grid.grid(
        Ids.QUEUE,
        _columns(),
        [cells(row) for row in rows],
        height=grid.FILL,
        rowHeight=ROW_HEIGHT,
        quickFilterText=text,
        initialState={"filter": {"filterModel": {"lane": _filter(lanes)}}} if lanes else {},
    )
    shown.className += " opens"
    shown.eventListeners["modelUpdated"].append("countLanes(params)")
    shown.eventListeners["rowClicked"] = ["openRow(params)"]
    return shown


def _filter(lanes: Collection[Lane]) -> dict[str, Any]:
    conditions = [
        {"filterType": "text", "type": "equals", "filter": texts.words(lane)} for lane in Lane if lane in lanes
    ]
    return conditions[0] if len(conditions) == 1 else {"filterType": "text", "operator": "OR", "conditions": conditions}


def _columns() -> list[grid.Column]:
    lanes = {texts.words(lane): look for lane, look in LANES.items()}
    looks = {texts.words(badge): look for badge, look in BADGES.items()}
    first, then = ({"sort": "asc", "sortIndex": index} for index in range(2))
    return [
        grid.link("id", _("No."), to="href", flex=None, width=62, minWidth=56, comparator={"function": "byNumber"}),
        grid.badge("lane", _("Lane"), lanes, filterParams={"maxNumConditions": len(Lane)}, width=146, **first),
        grid.lines("starts", _("Time"), "time", flex=None, width=162, **then),
        grid.lines("client", _("Orderer and package"), "ordered", flex=3, minWidth=150),
        grid.lines("themes", _("Themes"), "theme_lines", flex=2, minWidth=110),
        grid.lines("filled", _("Filled"), "progress", flex=None, width=98, minWidth=80),
        grid.badges("badges", _("To note"), looks, flex=3, minWidth=164),
        grid.present(_("Here now")),
        grid.text("handler", _("Handler"), flex=None, width=92, tooltipField="handler", **_shown("handler_short")),
    ]


def _shown(field: str) -> dict[str, Any]:
    return {"valueFormatter": {"function": f"params.data.{field}"}}
