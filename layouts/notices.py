"""What stands in a page's place when it is refused."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

import texts
from domain.errors import Missing, Refusal
from layouts.parts import actions, cards, empty
from texts import _


def refused(refusal: Refusal) -> Component:
    title = _("Nothing here") if isinstance(refusal, Missing) else _("Not for you")
    way_out = actions.link(_("To Today"), "/")
    told = empty.empty(texts.message(refusal), act=way_out, icon="door-closed")
    return html.Div([cards.page_header(title), told], className="page")


def without_roles(admins: Sequence[str]) -> Component:
    """For whoever has logged in and has no role in force today."""
    whom = _("Ask {names} for a role; another person then confirms it.").format(names=", ".join(admins))
    return html.Div(
        [
            cards.page_header(_("You have no role yet")),
            empty.empty(whom if admins else _("Ask the admin for a role."), icon="person-badge"),
        ],
        className="page",
    )


def nothing() -> Component:
    """Before anyone has logged in."""
    return html.Div()
