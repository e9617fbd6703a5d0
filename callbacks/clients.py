"""Orderers and their contact persons."""

from __future__ import annotations

from dash import Input, Output, State
from dash.development.base_component import Component

import commands.clients
from callbacks.addresses import number
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.clients import ClientForm
from domain.flow import Seen
from domain.permissions import Permission
from layouts import clients as layout
from layouts import shell
from layouts.clients import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_ORDERS, label=_N("Orderers"), icon="building")
new = Page(layout.NEW, see=Permission.EDIT_ORDERS)
one = Page(layout.LIST + "/{client_id}", see=Permission.SEE_ORDERS)

FORM = (
    State(Ids.NAME, "value"),
    State(Ids.NAME_SV, "value"),
    State(Ids.GROUP, "value"),
    State(Ids.SECTOR, "value"),
    State(Ids.COST_CENTRE, "value"),
    State(Ids.BUSINESS_ID, "value"),
    State(Ids.INTERNAL, "value"),
    State(Ids.PARENT, "value"),
    State(Ids.MUNICIPALITY, "value"),
)
Text = str | None


@page.view
def register(reading: Reading) -> Component:
    return layout.register(queries.clients.register(reading), reading.viewer.may(Permission.EDIT_ORDERS))


@new.view
def blank(reading: Reading) -> Component:
    return layout.new(_parents(reading), queries.themes.municipalities(reading))


@one.view
def card(reading: Reading, client_id: int) -> Component:
    row = queries.clients.one(reading, client_id)
    may_edit = reading.viewer.may(Permission.EDIT_ORDERS)
    history, municipalities = queries.timelines.of_client(reading, client_id), queries.themes.municipalities(reading)
    return layout.card(row, _parents(reading, client_id), municipalities, history, may_edit)


def _parents(reading: Reading, but: int = 0) -> list[tuple[str, str]]:
    return [(str(choice.id), choice.name) for choice in queries.clients.choices(reading) if choice.id != but]


@new.command(Output(Ids.FORM, "children"), Input(Ids.ADD, "n_clicks"), *FORM)
def add(
    writing: Writing, _clicks: int, name: Text, name_sv: Text, group: Text, sector: Text, cost_centre: Text,
    business_id: Text, internal: bool, parent: Text, municipality: Text,
) -> Done:  # fmt: skip
    form = _form(name, name_sv, group, sector, cost_centre, business_id, internal, parent, municipality)
    client_id = commands.clients.add(writing, form)
    return Done(_("{name} was added.").format(name=form.name), f"{layout.LIST}/{client_id}")


@one.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True),
    Input(Ids.SAVE, "n_clicks"),
    State(Ids.VERSION, "value"),
    *FORM,
)
def edit(
    writing: Writing, _clicks: int, client_id: int, version: int, name: Text, name_sv: Text, group: Text, sector: Text,
    cost_centre: Text, business_id: Text, internal: bool, parent: Text, municipality: Text,
) -> Done:  # fmt: skip
    form = _form(name, name_sv, group, sector, cost_centre, business_id, internal, parent, municipality)
    commands.clients.edit(writing, client_id, Seen(version), form)
    return Done(_("Saved."))


@one.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True),
    Input(Ids.ADD_CONTACT, "n_clicks"),
    State(Ids.CONTACT_NAME, "value"),
    State(Ids.CONTACT_PHONE, "value"),
    State(Ids.CONTACT_EMAIL, "value"),
)
def add_contact(writing: Writing, _clicks: int, client_id: int, name: Text, phone: Text, email: Text) -> Done:
    commands.clients.add_contact(writing, client_id, name or "", phone or "", email or "")
    return Done(_("Saved."))


def _form(
    name: Text, name_sv: Text, group: Text, sector: Text, cost_centre: Text, business_id: Text, internal: bool,
    parent: Text, municipality: Text,
) -> ClientForm:  # fmt: skip
    return ClientForm(
        name=name or "",
        name_sv=name_sv or "",
        parent_id=number(parent or ""),
        group_name=group or "",
        sector=sector or "",
        cost_centre=cost_centre or "",
        business_id=business_id or "",
        internal=internal,
        municipality=municipality or "",
    )
