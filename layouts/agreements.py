"""An expert's framework agreements, and the dialog that records one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.agreements import AgreementKind, Payer
from domain.register import AgreementRow
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import _, formats

NOTHING = "–"


class Ids(IdEnum):
    DIALOG = auto()
    NUMBER = auto()
    KIND = auto()
    VALID_FROM = auto()
    VALID_TO = auto()
    FILED_AT = auto()
    INSURANCE = auto()
    KEEPS_RATES = auto()
    PAYER = auto()
    SIGN = auto()
    LAST_DAY = auto()
    END = auto()


def card(agreements: Sequence[AgreementRow], may_edit: bool, today: date) -> Component:
    opener = dialogs.opener(_("Record an agreement"), Ids.DIALOG, icon="file-earmark-text")
    asked = [_dialog(today)] if may_edit else []
    return cards.card(
        _("Framework agreements"), _listed(agreements, may_edit, today), *asked, actions=[opener] if may_edit else []
    )


def _listed(agreements: Sequence[AgreementRow], may_edit: bool, today: date) -> Component:
    if not agreements:
        return html.P(_("No framework agreement yet."), className="muted")
    columns = [
        tables.Column(_("Agreement"), lambda row: row.number),
        tables.Column(_("Kind"), lambda row: texts.words(row.kind)),
        tables.Column(_("Period"), _period),
        tables.Column(_("Who pays"), lambda row: texts.words(row.payer)),
        tables.Column(_("Filed"), lambda row: row.filed_at or NOTHING),
        tables.Column(_("Insurance"), lambda row: row.insurance_statement or NOTHING),
        tables.Column(_("Fees"), lambda row: _("locked") if row.keeps_rates else _("by the fee table")),
        *([tables.Column(_("Actions"), lambda row: _ending(row, today))] if may_edit else []),
    ]
    return tables.table(columns, agreements, _("Framework agreements"), caption_hidden=True)


def _period(row: AgreementRow) -> str:
    return f"{formats.date(row.valid_from)}–{formats.date(row.valid_to) if row.valid_to else ''}"


def _ending(row: AgreementRow, today: date) -> Component | str:
    """Of one that has not ended yet: what was agreed under it stays."""
    if row.valid_to is not None and row.valid_to < today:
        return NOTHING
    day = forms.date(Ids.LAST_DAY.of(id=row.id), _("Last day"), row.valid_to or today)
    about = html.Span(f" {row.number}", className="visually-hidden")
    end = html.Button(
        [_("End the agreement"), about],
        id=Ids.END.of(id=row.id, version=row.version),
        type="button",
        className="btn btn-secondary",
    )
    return html.Details([html.Summary(_("End …")), day, actions.buttons(end)], className="more")


def _dialog(today: date) -> Component:
    kinds = [(kind.value, texts.words(kind)) for kind in AgreementKind]
    payers = [(payer.value, texts.words(payer)) for payer in Payer]
    fields = forms.fields(
        forms.text(Ids.NUMBER, _("Agreement number"), maxlength=200),
        forms.select(Ids.KIND, _("Kind"), kinds, AgreementKind.ASSIGNMENT.value),
        forms.select(Ids.PAYER, _("Who pays"), payers, Payer.BANK.value, hint=_("only the bank's own are paid here")),
        forms.date(Ids.VALID_FROM, _("From"), today),
        forms.date(Ids.VALID_TO, _("Until"), hint=_("empty: until further notice")),
        forms.text(Ids.FILED_AT, _("Filed"), hint=_("where the signed paper or file is"), maxlength=200),
        forms.text(Ids.INSURANCE, _("Insurance"), hint=_("what was stated of it"), maxlength=200),
    )
    locked = forms.check(Ids.KEEPS_RATES, _("The fees of the first day hold until the agreement ends"))
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save"), Ids.SIGN, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("Record an agreement"), [fields, locked], buttons, size="lg")
