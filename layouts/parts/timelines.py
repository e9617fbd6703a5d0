"""What has happened to one thing, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component


@dataclass(frozen=True)
class Entry:
    """`when` and `who` are ready words; `detail` is what changed, `act` what can still be done about it."""

    when: str
    what: str
    who: str = ""
    detail: str = ""
    act: Component | None = None


def timeline(entries: Iterable[Entry]) -> Component:
    return html.Ol([_item(entry) for entry in entries], className="timeline")


def _item(entry: Entry) -> Component:
    context = " · ".join(part for part in (entry.when, entry.who) if part)
    detail = [html.Div(entry.detail, className="muted")] if entry.detail else []
    act = [entry.act] if entry.act else []
    return html.Li([html.Div(entry.what), *detail, html.Small(context), *act])
