"""Saved views of the queue, the dialog that saves one, and which columns are shown."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.permissions import Permission, Role, Viewer, granted
from domain.views import SavedView
from layouts.ids import IdEnum
from layouts.parts import actions, dialogs, forms
from layouts.parts.icons import icon
from texts import _


class Ids(IdEnum):
    SAVING = auto()
    NAME = auto()
    SHARED = auto()
    ROLE = auto()
    FIRST = auto()
    SAVE = auto()
    REMOVE = auto()


def menu(views: Sequence[SavedView], viewer_id: int, path: str) -> Component:
    """Opened by its heading; a view is a link that can also be sent to a colleague."""
    listed = html.Ul([_item(view, viewer_id, path) for view in views], className="lines")
    empty = html.P(_("Nothing has been saved yet."), className="muted")
    save = dialogs.opener(_("Save this view …"), Ids.SAVING.value, "secondary", "bookmark-plus")
    return _fold(_("Views"), "bookmarks", listed if views else empty, save)


def columns(named: Sequence[tuple[str, str]]) -> Component:
    """The choice works in the browser and is kept for the person (assets/queue.js)."""
    boxes = [
        html.Button(label, type="button", className="choice", **{"data-shows": name, "aria-pressed": "true"})
        for name, label in named
    ]
    return _fold(_("Columns"), "layout-three-columns", html.Div(boxes, className="stack"))


def saving(viewer: Viewer) -> Component:
    roles = [
        (role.value, texts.words(role))
        for role in Role
        if role in viewer.roles and Permission.SEE_ORDERS in granted([role])
    ]
    body = [
        forms.text(Ids.NAME, _("Name")),
        forms.check(Ids.SHARED, _("Everybody who sees orders may open it")),
        forms.check(Ids.FIRST, _("My queue opens with this view")),
        forms.select(
            Ids.ROLE, _("The first view of a role"), [("none", _("No")), *roles], "none", _("Only of a shared view")
        ),
    ]
    save = actions.button(_("Save the view"), Ids.SAVE, "primary")
    return dialogs.dialog(Ids.SAVING, _("Save this view"), body, [dialogs.cancel(Ids.SAVING.value), save])


def _item(view: SavedView, viewer_id: int, path: str) -> Component:
    own = view.owner_id == viewer_id
    notes = [
        *([_("first for you")] if view.own_default else []),
        *([_("first for the role {role}").format(role=texts.words(view.role))] if view.role else []),
        *([_("shared") if own else _("shared by {name}").format(name=view.owner)] if view.shared else []),
    ]
    remove = actions.button(
        _("Remove"), Ids.REMOVE.of(view=view.id), "quiet", **{"aria-label": _("Remove: {what}").format(what=view.name)}
    )
    link = dcc.Link(view.name, href=f"{path}?view={view.id}")
    told = html.Span([link, html.Span(" " + ", ".join(notes), className="muted")])
    return html.Li(html.Div([told, *([remove] if own else [])], className="line"))


def _fold(title: str, mark: str, *parts: Component) -> Component:
    return html.Details(
        [
            html.Summary([icon(mark), title], className="btn btn-quiet btn-sm"),
            html.Div(list(parts), className="fold-panel"),
        ],
        className="fold",
    )
