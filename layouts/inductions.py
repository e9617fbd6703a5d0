"""Inductions for certain tasks: how long each holds, which packages require it, and the dialogs that say so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.inductions import Induction, Requirement
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import _, ngettext


class Ids(IdEnum):
    DIALOG = auto()
    KEY = auto()
    NAME = auto()
    NAME_SV = auto()
    DAYS = auto()
    ADD = auto()
    REQUIRING = auto()
    PACKAGE = auto()
    REQUIRED = auto()
    REQUIRE = auto()


def card(inductions: Sequence[Induction], packages: Sequence[Requirement], may_edit: bool) -> Component:
    """Matching leaves out whoever has not attended what the order or its package requires."""
    acts = [dialogs.opener(_("New induction"), Ids.DIALOG, icon="plus-lg")]
    if inductions:
        acts.append(dialogs.opener(_("What a package requires …"), Ids.REQUIRING, "quiet"))
    asked = [_new(), _requiring(inductions, packages)] if may_edit else []
    return cards.card(
        _("Inductions for certain tasks"), _listed(inductions, packages), *asked, actions=acts if may_edit else []
    )


def _listed(inductions: Sequence[Induction], packages: Sequence[Requirement]) -> Component:
    if not inductions:
        sentence = _("None: no task requires an induction of its own.")
        return html.P(sentence, className="muted")
    requiring = {
        one.id: [package.name for package in packages if one.id in package.induction_ids] for one in inductions
    }
    columns = [
        tables.Column(_("Induction"), lambda one: one.name),
        tables.Column(_("Holds"), _holds),
        tables.Column(_("Required in packages"), lambda one: ", ".join(requiring[one.id]) or "–"),
    ]
    return tables.table(columns, inductions, _("Inductions for certain tasks"), caption_hidden=True)


def _holds(one: Induction) -> str:
    if one.valid_days is None:
        return _("for good")
    return ngettext("{count} day", "{count} days", one.valid_days).format(count=one.valid_days)


def _new() -> Component:
    fields = forms.fields(
        forms.text(Ids.NAME, _("Name"), maxlength=200),
        forms.text(Ids.NAME_SV, _("Name in Swedish"), maxlength=200),
        forms.text(Ids.KEY, _("Code"), maxlength=50),
        forms.number(Ids.DAYS, _("Holds for days"), None, _("empty: for good"), min=1, max=3650),
    )
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Add"), Ids.ADD, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("New induction"), fields, buttons)


def _requiring(inductions: Sequence[Induction], packages: Sequence[Requirement]) -> Component:
    named = [(package.id, package.name) for package in packages]
    first = next(iter(packages), None)
    fields = [
        html.P(_("Open orders of the package are judged by this from the same moment.")),
        forms.select(Ids.PACKAGE, _("Package"), named, first.id if first else None),
        forms.checks(
            Ids.REQUIRED,
            _("Requires"),
            [(one.id, one.name) for one in inductions],
            first.induction_ids if first else (),
        ),
    ]
    buttons = [dialogs.cancel(Ids.REQUIRING), actions.button(_("Save"), Ids.REQUIRE, kind="primary")]
    return dialogs.dialog(Ids.REQUIRING, _("What a package requires"), fields, buttons)
