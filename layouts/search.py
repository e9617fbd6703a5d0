"""Search over everything: a dialog that "/" opens from any page, and what it has found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import auto
from itertools import groupby

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from domain.search import SHORTEST, Hit, Kind
from layouts.ids import IdEnum
from layouts.parts import dialogs
from layouts.parts.icons import icon
from texts import N_, _, formats, ngettext

TYPED_MS = 120
"""How long a pause in the writing asks the server."""
PLACES: Mapping[Kind, tuple[str, str]] = {
    Kind.ORDER: ("/orders/{id}", "inbox"),
    Kind.TASK: ("/tasks/{id}", "telephone"),
    Kind.EXPERT: ("/experts/{id}", "person"),
    Kind.PAYEE: ("/payroll-details?expert={id}", "person-vcard"),
    Kind.CLIENT: ("/clients/{id}", "building"),
    Kind.BATCH: ("/batches/{id}", "cash-stack"),
}
HEADINGS: Mapping[Kind, str] = {
    Kind.ORDER: N_("Orders"),
    Kind.TASK: N_("Agreed tasks"),
    Kind.EXPERT: N_("Experts"),
    Kind.PAYEE: N_("Payroll details"),
    Kind.CLIENT: N_("Orderers"),
    Kind.BATCH: N_("Payments"),
}


class Ids(IdEnum):
    DIALOG = auto()
    TEXT = auto()
    FOUND = auto()


def opener() -> Component:
    """Stands above the menu."""
    content = [icon("search"), html.Span(_("Search everything"), className="name"), html.Kbd("/")]
    return html.Button(content, type="button", className="search-opener", **{"data-opens": Ids.DIALOG.value})


def dialog() -> Component:
    """assets/search.js puts the focus into the field and moves it among what was found."""
    control = dbc.Input(
        id=Ids.TEXT, type="search", debounce=TYPED_MS, autocomplete="off", placeholder=_("Name, number or telephone")
    )
    label = dbc.Label(_("Search everything"), html_for=Ids.TEXT, class_name="visually-hidden")
    field = html.Div([label, icon("search"), control], className="search")
    body = [field, html.Div(nothing_asked(), id=Ids.FOUND, className="found")]
    return dialogs.dialog(
        Ids.DIALOG.value, _("Search everything"), body, [dialogs.cancel(Ids.DIALOG.value, _("Close"))], size="lg"
    )


def nothing_asked() -> list[Component]:
    said = _("Write at least {count} letters, or a number. Orders, experts, orderers and payments are found.")
    return [html.P(said.format(count=SHORTEST), className="muted")]


def found(hits: Sequence[Hit]) -> list[Component]:
    """The count is read aloud; what was found stands under the heading of its kind."""
    count = ngettext("{count} found", "{count} found", len(hits)).format(count=len(hits))
    told = html.P(count if hits else _("Nothing was found."), className="muted", role="status")
    return [told, *(_kind(kind, list(each)) for kind, each in groupby(hits, key=lambda hit: hit.kind))]


def _kind(kind: Kind, hits: Sequence[Hit]) -> Component:
    return html.Section([html.H3(_(HEADINGS[kind])), html.Ul([html.Li(_hit(hit)) for hit in hits])])


def _hit(hit: Hit) -> Component:
    path, mark = PLACES[hit.kind]
    detail = " · ".join(part for part in (hit.detail, formats.date(hit.day) if hit.day else "") if part)
    content = [icon(mark), html.Span(_title(hit), className="title"), html.Span(detail, className="muted")]
    return dcc.Link(content, href=path.format(id=hit.id), className="hit")


def _title(hit: Hit) -> str:
    if hit.kind is Kind.ORDER:
        return _("Order {number}").format(number=hit.title)
    return _("Batch {number}").format(number=hit.title) if hit.kind is Kind.BATCH else hit.title
