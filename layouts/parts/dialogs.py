"""Dialogs, and the short messages that come and go. assets/dialogs.js opens and closes them without asking the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from layouts.parts.actions import Kind
from layouts.parts.badges import Tone
from layouts.parts.icons import icon as draw_icon
from texts import _

_ICONS = {Tone.GOOD: "check-circle", Tone.WARN: "exclamation-triangle", Tone.BAD: "x-octagon"}
_SECONDS = 7


def dialog(
    id: str,
    title: str,
    body: Sequence[Component | str] | Component | str,
    buttons: Sequence[Component],
    open: bool = False,
    size: Literal["sm", "lg", "xl"] | None = None,
) -> Component:
    """Focus goes into the dialog and comes back to what opened it. Give `cancel(id)` among the buttons."""
    heading = f"{id}-title"
    return dbc.Modal(
        [
            dbc.ModalHeader(html.H2(title, id=heading, className="modal-title"), close_button=False),
            dbc.ModalBody(body),
            dbc.ModalFooter(list(buttons)),
        ],
        id=id,
        is_open=open,
        size=size,
        centered=True,
        labelledby=heading,
    )


def opener(label: str, dialog_id: str, kind: Kind = "secondary", icon: str | None = None) -> Component:
    content = [draw_icon(icon), label] if icon else [label]
    return html.Button(content, type="button", className=f"btn btn-{kind}", **{"data-opens": dialog_id})


def cancel(dialog_id: str, label: str | None = None) -> Component:
    label = label or _("Cancel")
    return html.Button(label, type="button", className="btn btn-secondary", **{"data-closes": dialog_id})


def toast(
    message: str | Component, tone: Tone = Tone.GOOD, act: Component | None = None, seconds: int = _SECONDS
) -> Component:
    """For the toast area of the shell. Good news leaves by itself; what stopped the person stays until it is closed."""
    good = tone is Tone.GOOD
    close = html.Button(
        draw_icon("x-lg"), type="button", className="btn btn-quiet btn-sm close", **{"aria-label": _("Close")}
    )
    return html.Div(
        [
            draw_icon(_ICONS.get(tone, "info-circle")),
            html.Div(message, className="message"),
            *([act] if act else []),
            close,
        ],
        className=f"toast show tone-{tone}",
        role="status" if good else "alert",
        **{"data-seconds": str(seconds if good else 0)},
    )
