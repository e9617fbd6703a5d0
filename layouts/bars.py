"""The lines above every page: the connection is broken, an act was not answered, something typed can be brought back."""

from __future__ import annotations

from enum import auto

from dash import html
from dash.development.base_component import Component

from layouts.ids import IdEnum
from layouts.parts.actions import Kind
from layouts.parts.icons import icon
from texts import _, ngettext


class Ids(IdEnum):
    CONNECTION = auto()
    FAULT = auto()
    DRAFT = auto()
    NEWS = auto()


def bars() -> Component:
    return html.Div([_connection(), _fault(), _draft(), _news()], className="bars")


def _connection() -> Component:
    sentence = _("The connection is broken. What you see may be old; what you have saved is safe. We keep trying.")
    return html.Div(
        html.P([icon("wifi-off"), " ", sentence], id=Ids.CONNECTION, hidden=True), className="connection", role="status"
    )


def _fault() -> Component:
    """assets/faults.js shows it when what a person did was not answered, or answered with a fault."""
    words = {
        "data-lost": _(
            "The connection broke before an answer came. What you have typed is still here. "
            "When the connection is back, look whether it was done, and do it again if it was not."
        ),
        "data-failed": _(
            "Something went wrong in the program. What has been saved is safe, and what you have typed is still here. "
            "Try again; if it goes wrong again, tell the administrator."
        ),
    }
    acts = [
        _button(_("Load the page again"), "secondary", "fault", "reload"),
        _button(_("Close"), "quiet", "fault", "close"),
    ]
    return html.Div([html.P(), *acts], id=Ids.FAULT, className="fault", role="alert", hidden=True, **words)


def _draft() -> Component:
    """assets/drafts.js shows it when this window holds something that was typed here and not saved."""
    acts = [
        _button(_("Bring it back"), "secondary", "draft", "back"),
        _button(_("Forget it"), "quiet", "draft", "forget"),
    ]
    sentence = html.P(_("You had typed something here that was not saved."))
    return html.Div([sentence, *acts], id=Ids.DRAFT, className="draft", role="status", hidden=True)


def _news() -> Component:
    """For listeners: assets/live.js says how many rows of a list others have changed."""
    words = {
        "data-one": ngettext("{count} row has changed.", "{count} rows have changed.", 1),
        "data-many": ngettext("{count} row has changed.", "{count} rows have changed.", 2),
        "data-all": _("The list has been read anew."),
    }
    return html.Div(id=Ids.NEWS, className="visually-hidden", role="status", **words)


def _button(label: str, kind: Kind, line: str, act: str) -> Component:
    return html.Button(label, type="button", className=f"btn btn-{kind} btn-sm", **{f"data-{line}": act})
