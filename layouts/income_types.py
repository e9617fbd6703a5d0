"""Income types of fees: whether payroll has confirmed them, and the dialog that records its word."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.tariffs import Entry, FeeRate, Stage
from layouts.ids import IdEnum
from layouts.parts import actions, dialogs, forms
from texts import _


class Ids(IdEnum):
    DIALOG = auto()
    RATE = auto()
    WORD = auto()
    CONFIRM = auto()


def cell(rate: FeeRate) -> Component:
    told = rate.payroll_word or _("payroll has not confirmed")
    return html.Div([texts.words(rate.income_type), html.Small(told, className="d-block muted")])


def unconfirmed(fees: Sequence[Entry[FeeRate]]) -> list[FeeRate]:
    return [fee.rate for fee in fees if fee.stage is not Stage.PAST and not fee.rate.payroll_word]


def opener(fees: Sequence[Entry[FeeRate]]) -> list[Component]:
    return [dialogs.opener(_("Payroll's confirmation"), Ids.DIALOG)] if unconfirmed(fees) else []


def dialog(fees: Sequence[Entry[FeeRate]]) -> list[Component]:
    rates = unconfirmed(fees)
    if not rates:
        return []
    choices = [(rate.id, f"{rate.name}: {texts.words(rate.income_type)}") for rate in rates]
    fields = forms.fields(
        forms.select(Ids.RATE, _("Fee and income type"), choices, rates[0].id),
        forms.text(Ids.WORD, _("Payroll's word"), hint=_("for instance the message and its day"), maxlength=200),
    )
    told = html.P(_("Another income type is proposed as a new price from a day on."), className="muted")
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save"), Ids.CONFIRM, kind="primary")]
    return [dialogs.dialog(Ids.DIALOG, _("Payroll's confirmation of an income type"), [fields, told], buttons)]
