"""How orders are told of everywhere: their addresses, their times and places, the looks of lanes and badges."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

import texts
from domain.orders import Badge, Lane, OrderDetails, QueueRow
from layouts.parts import badges
from layouts.parts.badges import Look, Tone
from texts import _, formats

LIST = "/orders"
NEW = "/orders/new"
CARD = "/orders/{order_id}"
EDIT = "/orders/{order_id}/edit"
MATCH = "/orders/{order_id}/match"


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
    Badge.URGENT: Look(Tone.BAD, "exclamation-diamond"),
    Badge.SOON: Look(Tone.BAD, "alarm"),
    Badge.LAPSED: Look(Tone.WARN, "arrow-return-left"),
    Badge.UNANSWERED: Look(Tone.WARN, "telephone-x"),
    Badge.NEW_TIME: Look(Tone.WARN, "calendar-event"),
    Badge.WAITS_FOR_ORDERER: Look(Tone.WARN, "hourglass-split"),
    Badge.OPEN_TIME: Look(Tone.INFO, "calendar-range"),
    Badge.CALL_BACK: Look(Tone.WARN, "telephone"),
    Badge.PLANNING_MEETING: Look(Tone.NEUTRAL, "people"),
    Badge.REPORT_MISSING: Look(Tone.WARN, "clipboard-x"),
    Badge.NOT_FOUND: Look(Tone.NEUTRAL, "search"),
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


def lane(lane: Lane) -> Component:
    look = LANES[lane]
    return badges.badge(texts.words(lane), look.tone, look.icon)


def badge(badge: Badge) -> Component:
    look = BADGES[badge]
    return badges.badge(texts.words(badge), look.tone, look.icon)
