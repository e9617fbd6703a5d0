"""Orderers: the register, one orderer with its contact persons, and the form of both."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.clients import ClientRow, Contact
from domain.trail import Entry
from layouts import histories
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, forms, grid, tables
from texts import _

LIST = "/clients"
NEW = "/clients/new"
Choices = Sequence[tuple[str, str]]


class Ids(IdEnum):
    LIST = auto()
    FORM = auto()
    NAME = auto()
    NAME_SV = auto()
    GROUP = auto()
    SECTOR = auto()
    COST_CENTRE = auto()
    BUSINESS_ID = auto()
    INTERNAL = auto()
    PARENT = auto()
    MUNICIPALITY = auto()
    VERSION = auto()
    SAVE = auto()
    ADD = auto()
    CONTACTS = auto()
    CONTACT_NAME = auto()
    CONTACT_PHONE = auto()
    CONTACT_EMAIL = auto()
    ADD_CONTACT = auto()


def register(rows: Sequence[ClientRow], may_edit: bool) -> Component:
    add = [actions.link(_("New orderer"), NEW, kind="primary", icon="plus-lg")] if may_edit else []
    header = cards.page_header(_("Orderers"), *add, lead=_("Units that order experts, and whom to call in them."))
    if not rows:
        nothing = empty.empty(_("No orderers yet"), _("Add the first one to enter its order."))
        return html.Div([header, nothing], className="page")
    toolbar = html.Div([grid.search(Ids.LIST), grid.row_count(Ids.LIST)], className="toolbar")
    listed = grid.grid(Ids.LIST, _columns(), [_row(row) for row in rows], height=grid.FILL)
    return html.Div([header, toolbar, listed], className="page")


def _columns() -> list[grid.Column]:
    return [
        grid.link("name", _("Orderer"), to="href", flex=2, minWidth=196),
        grid.text("group", _("Reporting group"), flex=2, minWidth=231),
        grid.text("sector", _("Sector"), flex=None, width=80),
        grid.text("cost_centre", _("Cost centre"), flex=None, width=142),
        grid.text("kind", _("Kind"), flex=None, width=80),
        grid.text("contacts", _("Contact persons"), minWidth=150),
        grid.number("orders", _("Orders"), width=118),
    ]


def _row(row: ClientRow) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "href": f"{LIST}/{row.id}",
        "group": row.group_name,
        "sector": row.sector,
        "cost_centre": row.cost_centre,
        "kind": kind(row.internal),
        "contacts": ", ".join(contact.name for contact in row.contacts),
        "orders": row.orders,
    }


def kind(internal: bool) -> str:
    return _("internal") if internal else _("external")


def card(
    row: ClientRow, parents: Choices, municipalities: Choices, history: Sequence[Entry], may_edit: bool
) -> Component:
    header = cards.page_header(row.name, actions.link(_("All orderers"), LIST, kind="quiet"))
    details = cards.card(_("Details"), form(row, parents, municipalities, may_edit))
    people = cards.card(_("Contact persons"), html.Div(contacts(row, may_edit), id=Ids.CONTACTS, className="stack"))
    return html.Div([header, cards.columns(details, people), histories.card(history, "clients")], className="page")


def new(parents: Choices, municipalities: Choices) -> Component:
    header = cards.page_header(_("New orderer"), actions.link(_("All orderers"), LIST, kind="quiet"))
    details = cards.card(_("Details"), form(None, parents, municipalities, may_edit=True))
    return html.Div([header, details], className="page")


def form(row: ClientRow | None, parents: Choices, municipalities: Choices, may_edit: bool) -> Component:
    """`row` is None for a new orderer."""
    known = vars(row) if row else {}
    fields = forms.fields(
        forms.text(Ids.NAME, _("Name"), known.get("name"), maxlength=200),
        forms.text(Ids.NAME_SV, _("Name in Swedish"), known.get("name_sv"), maxlength=200),
        forms.text(Ids.GROUP, _("Reporting group"), known.get("group_name"), maxlength=200),
        forms.text(Ids.SECTOR, _("Sector"), known.get("sector"), maxlength=200),
        forms.text(Ids.COST_CENTRE, _("Cost centre"), known.get("cost_centre"), maxlength=200),
        forms.text(
            Ids.BUSINESS_ID, _("Business ID"), known.get("business_id"), _("For an external orderer"), maxlength=20
        ),
        forms.select(Ids.PARENT, _("Part of"), [("", "–"), *parents], known.get("parent_id") or ""),
        forms.select(
            Ids.MUNICIPALITY, _("Municipality"), [("", "–"), *municipalities], known.get("municipality") or ""
        ),
    )
    internal = forms.check(
        Ids.INTERNAL, _("The county's own unit: an internal charge, no invoice"), known.get("internal", True)
    )
    version = html.Data(id=Ids.VERSION, value=str(known.get("version", 0)))
    save = Ids.SAVE if row else Ids.ADD
    buttons = [actions.buttons(actions.button(_("Save"), save, kind="primary"))] if may_edit else []
    return html.Div([fields, internal, version, *buttons], id=Ids.FORM, className="stack drafted")


def contacts(row: ClientRow, may_edit: bool) -> list[Component]:
    columns = [
        tables.Column(_("Name"), lambda contact: contact.name),
        tables.Column(_("Contact"), _reached),
    ]
    listed = (
        tables.table(columns, row.contacts, _("Contact persons"), caption_hidden=True)
        if row.contacts
        else html.P(_("No contact persons yet."))
    )
    return [listed, *([_add_contact()] if may_edit else [])]


def _add_contact() -> Component:
    fields = forms.fields(
        forms.text(Ids.CONTACT_NAME, _("Name"), maxlength=200),
        forms.text(Ids.CONTACT_PHONE, _("Telephone"), maxlength=40),
        forms.text(Ids.CONTACT_EMAIL, _("Email"), maxlength=200),
    )
    add = actions.buttons(actions.button(_("Add a contact person"), Ids.ADD_CONTACT))
    return html.Div([fields, add], className="stack")


def _reached(contact: Contact) -> Component | str:
    """One below the other, for they stand in half a page."""
    phone = html.A(contact.phone, href=f"tel:{contact.phone.replace(' ', '')}") if contact.phone else None
    email = html.A(contact.email, href=f"mailto:{contact.email}") if contact.email else None
    return html.Div([html.Div(each) for each in (phone, email) if each]) if phone or email else "–"
