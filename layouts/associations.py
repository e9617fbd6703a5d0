"""Associations: the list with the person to call and the themes that each knows, and the form of one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain.associations import AssociationForm, AssociationRow
from domain.trail import Entry
from layouts import histories
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, forms, tables
from layouts.parts.badges import Tone
from texts import _, formats

LIST = "/associations"
NEW = "/associations/new"
ONE = "/associations/{association_id}"


class Ids(IdEnum):
    FIELD = auto()
    ADD = auto()
    SAVE = auto()


def page(rows: Sequence[AssociationRow], may_edit: bool) -> Component:
    add = [actions.link(_("New association"), NEW, "primary", "plus-lg")] if may_edit else []
    experts = actions.link(_("All experts"), "/experts", "quiet")
    lead = _("Associations train experts; some of them are reached only through their association.")
    header = cards.page_header(_("Associations"), experts, *add, lead=lead)
    return html.Div([header, _listed(rows)], className="page")


def _listed(rows: Sequence[AssociationRow]) -> Component:
    if not rows:
        return empty.empty(_("No associations yet"), _("Add the first one."), icon="diagram-3")
    columns = [
        tables.Column(_("Name"), lambda row: dcc.Link(row.form.name, href=ONE.format(association_id=row.id))),
        tables.Column(_("Contact person"), lambda row: row.form.contact_name or "–"),
        tables.Column(_("Telephone"), lambda row: _call(row.form.phone)),
        tables.Column(_("Themes"), lambda row: ", ".join(row.themes) or "–"),
        tables.Column(_("Experts"), lambda row: formats.number(row.members), numeric=True),
        tables.Column(_("Contact"), _route),
    ]
    return tables.table(columns, rows, _("Associations"), caption_hidden=True)


def _call(number: str) -> Component | str:
    return html.A(number, href="tel:" + "".join(sign for sign in number if sign in "+0123456789")) if number else "–"


def _route(row: AssociationRow) -> Component | str:
    if row.form.contact_route_only:
        return badges.badge(_("always through the association"), Tone.INFO, "diagram-3")
    return _("{count} through the association").format(count=formats.number(row.through)) if row.through else "–"


def form(found: AssociationRow | None, themes: Sequence[tuple[int, str]], history: Sequence[Entry] = ()) -> Component:
    held = found.form if found else None
    title = held.name if held else _("New association")
    header = cards.page_header(title, actions.link(_("All associations"), LIST, "quiet"))
    text = {name: getattr(held, name) if held else "" for name in ("name", "name_sv", "contact_name", "phone", "email")}
    fields = forms.fields(
        forms.text(_id("name"), _("Name"), text["name"], maxlength=200),
        forms.text(_id("name_sv"), _("Name in Swedish"), text["name_sv"], maxlength=200),
        forms.text(_id("contact_name"), _("Contact person"), text["contact_name"], maxlength=200),
        forms.text(_id("phone"), _("Telephone"), text["phone"], maxlength=50),
        forms.text(_id("email"), _("Email"), text["email"], maxlength=200),
    )
    only = forms.check(
        _id("contact_route_only"),
        _("Its members are always reached through it"),
        bool(held and held.contact_route_only),
    )
    known = html.Div(
        forms.checks(_id("theme_ids"), _("Themes that it knows"), themes, held.theme_ids if held else ()),
        className="in-columns",
    )
    save = (
        actions.button(_("Save"), Ids.SAVE.of(version=found.version), "primary")
        if found
        else actions.button(_("Save"), Ids.ADD, "primary")
    )
    told = [histories.card(history, "associations")] if found else []
    return html.Div(
        [header, cards.card(_("Association"), fields, only, known), *told, actions.bar("", save)],
        className="page drafted",
    )


def _id(name: str) -> dict[str, object]:
    assert name in AssociationForm.__dataclass_fields__
    return Ids.FIELD.of(name=name)
