"""The bar that tells what was done and offers to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.deeds import SECONDS_TO_UNDO, Deed
from layouts.ids import IdEnum
from layouts.parts import actions, dialogs
from layouts.parts.badges import Tone
from texts import _


class Ids(IdEnum):
    UNDO = auto()
    UNDONE = auto()


def place() -> Component:
    """Where the answer of an undo goes; the pages themselves follow by the live stream."""
    return html.Div(id=Ids.UNDONE, hidden=True)


def toast(message: str, but: Sequence[str], deed: Deed | None) -> Component:
    """`but` are rows that went otherwise: then the bar stays until it is closed."""
    told = message or (texts.words(deed.kind) if deed else "")
    body = html.Div([told, html.Ul([html.Li(line) for line in but])]) if but else told
    act = undo(deed, _("Undo")) if deed else None
    return dialogs.toast(body, Tone.WARN if but else Tone.GOOD, act, **({"seconds": SECONDS_TO_UNDO} if deed else {}))


def undo(deed: Deed, label: str, where: str = "bar") -> Component:
    """`where` tells the bar's button from the history's."""
    shortcut = {"data-key": "u"} if where == "bar" else {}
    return actions.button(label, Ids.UNDO.of(deed=deed.id, where=where), "quiet", "arrow-counterclockwise", **shortcut)
