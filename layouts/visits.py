"""Who is where today and tomorrow, with the numbers to call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from domain import times
from domain.today import Visit
from layouts import orders
from layouts.parts import cards, tables
from texts import _, formats


def card(visits: Sequence[Visit], today: date) -> Component:
    title = _("Assignments today and tomorrow")
    if not visits:
        return cards.card(title, html.P(_("No assignments today or tomorrow."), className="muted"))
    columns = [
        tables.Column(_("Time"), lambda visit: _time(visit, today)),
        tables.Column(_("Expert"), lambda visit: _person(visit.expert, visit.phone, visit.through)),
        tables.Column(_("Orderer"), lambda visit: html.Div([visit.client, html.Div(visit.package, className="muted")])),
        tables.Column(_("Place"), lambda visit: _("remotely") if visit.remote else visit.place or "–"),
        tables.Column(_("Contact person"), lambda visit: _person(visit.contact, visit.contact_phone)),
    ]
    return cards.card(title, tables.table(columns, visits, title, caption_hidden=True))


def _time(visit: Visit, today: date) -> Component:
    span = visit.span
    day = _("today") if times.day_of(span.start) <= today else _("tomorrow")
    clock = f"{formats.clock(span.start)}–{formats.clock(span.end)}"
    parts = [html.Span(day), " ", html.Span(clock, className="text-nowrap")]
    return dcc.Link(parts, href=orders.CARD.format(order_id=visit.order_id))


def _person(name: str, phone: str, through: str = "") -> Component | str:
    """The number to call beside the name; of a protected contact there is none in a list."""
    if not name:
        return "–"
    way = [html.Div(_("through {association}").format(association=through), className="muted")] if through else []
    number = [html.Div(html.A(phone, href=f"tel:{phone.replace(' ', '')}"))] if phone else []
    return html.Div([name, *way, *number])
