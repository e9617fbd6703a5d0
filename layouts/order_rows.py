"""One order as the order queue shows it: the words of its row."""

from __future__ import annotations

from typing import Any

import texts
from domain import times
from domain.orders import UNFILLED_LANES, QueueRow
from layouts import orders
from texts import _, formats


def cells(row: QueueRow) -> dict[str, Any]:
    """One order as the grid shows it; a live change sends the same."""
    return {
        "id": str(row.id),
        "version": row.version,
        "handler_id": row.handler_id,
        "href": orders.CARD.format(order_id=row.id),
        "match": orders.MATCH.format(order_id=row.id) if row.lane in UNFILLED_LANES else "",
        "lane": texts.words(row.lane),
        "starts": row.span.start.isoformat() if row.span else "9",
        "time": _day_and_place(row),
        "client": row.client,
        "ordered": [row.client, row.package],
        "themes": ", ".join(row.themes),
        "theme_lines": list(row.themes[:2]) if len(row.themes) < 3 else [row.themes[0], _more(len(row.themes) - 1)],
        "filled": f"{row.progress.filled}/{row.needed}",
        "progress": [f"{row.progress.filled}/{row.needed}", *series(row)],
        "handler": row.handler,
        "handler_short": _short(row.handler),
        "badges": [texts.words(badge) for badge in row.badges],
    }


def series(row: QueueRow) -> list[str]:
    """A series is one row: "3/8 pidetty, seuraava 25.11."."""
    progress = row.progress
    if progress.sessions < 2:
        return []
    held = _("{held}/{sessions} held").format(held=progress.held, sessions=progress.sessions)
    if row.span is None or progress.held == 0 or progress.held >= progress.sessions:
        return [held]
    next_one = _("next {day}").format(day=formats.short_date(times.day_of(row.span.start)))
    return [f"{held}, {next_one}"]


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
