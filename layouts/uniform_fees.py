"""Uniform fees: the same work that has been paid otherwise than the fee table says, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.uniform_fees import PaidOtherwise
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, forms, tables
from texts import _, formats, ngettext

ADDRESS = "/uniform-fees"


class Ids(IdEnum):
    FIRST = auto()
    LAST = auto()
    BODY = auto()


def page(found: Sequence[PaidOtherwise], first: date, last: date) -> Component:
    lead = _("The same work pays the same in every unit. Here is what was paid otherwise, and why.")
    header = cards.page_header(
        _("Uniform fees"), actions.link(_("Fees and rates"), "/tariffs", kind="quiet"), lead=lead
    )
    asked = forms.fields(forms.date(Ids.FIRST, _("Work from"), first), forms.date(Ids.LAST, _("Work until"), last))
    return html.Div([header, asked, html.Div(body(found), id=Ids.BODY, className="page")], className="page")


def body(found: Sequence[PaidOtherwise]) -> list[Component]:
    if not found:
        return [empty.empty(_("Everything was paid by the fee table"), icon="check2-circle")]
    title = ngettext("{count} paid otherwise", "{count} paid otherwise", len(found)).format(count=len(found))
    columns = [
        tables.Column(_("Fee"), lambda each: each.fee),
        tables.Column(_("Orderer"), lambda each: each.client),
        tables.Column(_("Date"), lambda each: formats.date(each.day)),
        tables.Column(_("Assignment"), lambda each: str(each.assignment_id), numeric=True),
        tables.Column(_("Paid"), lambda each: formats.euros(each.paid), numeric=True),
        tables.Column(_("By the fee table"), lambda each: formats.euros(each.table), numeric=True),
        tables.Column(_("Difference"), lambda each: formats.euros(each.difference), numeric=True),
        tables.Column(_("Reason"), _reason),
    ]
    return [cards.card(title, tables.table(columns, found, title, caption_hidden=True))]


def _reason(each: PaidOtherwise) -> str:
    word = texts.words(each.because)
    return f"{word}: {each.words}" if each.words else word
