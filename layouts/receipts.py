"""Payroll's answer: the receipt that closes a batch, lines it rejects, and a file it does not take in."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain.batches import BatchStatus
from domain.payments import BatchRow
from domain.receipts import Rejection
from layouts.batches import address, name
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import _, formats


class Ids(IdEnum):
    RECEIPT = auto()
    REJECTED = auto()
    ACKNOWLEDGE = auto()
    REJECT = auto()
    ASK = auto()
    DIALOG = auto()
    RENEWAL = auto()
    WHY = auto()
    RENEW = auto()


def answer(row: BatchRow, receipt: str, rejections: Sequence[Rejection]) -> list[Component]:
    """Nothing before the file has been made."""
    if row.status not in (BatchStatus.EXPORTED, BatchStatus.ACKNOWLEDGED):
        return []
    form = _receipt_form() if row.status is BatchStatus.EXPORTED else _late_form(receipt)
    return [cards.card(_("Payroll's answer"), *form, *_came_back(rejections))]


def _receipt_form() -> list[Component]:
    refused = actions.button(_("Payroll refuses the whole file"), Ids.ASK, kind="quiet")
    record = actions.button(_("Record payroll's receipt"), Ids.ACKNOWLEDGE, kind="primary")
    field = forms.text(Ids.RECEIPT, _("Receipt number or other answer"), maxlength=200)
    return [field, _rejected_field(), actions.buttons(record, refused)]


def _late_form(receipt: str) -> list[Component]:
    told = html.P(_("Payroll's receipt: {receipt}").format(receipt=receipt))
    reject = actions.button(_("Record rejected lines"), Ids.REJECT)
    return [told, html.Details([html.Summary(_("Payroll rejects a line later")), _rejected_field(), reject])]


def _rejected_field() -> Component:
    hint = _("one on each line: the reference and why, for example R-12 no tax card")
    return forms.textarea(Ids.REJECTED, _("Rejected lines"), hint=hint)


def _came_back(rejections: Sequence[Rejection]) -> list[Component]:
    if not rejections:
        return []
    columns = [
        tables.Column(_("Line"), lambda row: f"R-{row.line_id}"),
        tables.Column(_("Name"), lambda row: row.expert),
        tables.Column(_("Sum"), lambda row: formats.euros(row.amount), numeric=True),
        tables.Column(_("Why payroll rejects it"), lambda row: row.reason),
        tables.Column(_("In its stead"), _in_its_stead),
    ]
    title = _("Rejected lines")
    return [tables.table(columns, rejections, title)]


def _in_its_stead(row: Rejection) -> Component:
    again = f"R-{row.again_id}"
    if row.batch_id is not None:
        return html.Span([again, ": ", dcc.Link(name(row.batch_id), href=address(row.batch_id))])
    waits = _("on hold until it is put right") if row.on_hold else _("goes into the next batch")
    return html.Span(f"{again}: {waits}")


def renewal() -> Component:
    """Why payroll refuses the file; the same lines are made into a new version."""
    body = [
        html.P(_("The same lines are made into a new version of the file. The old one stays as it was.")),
        forms.text(Ids.WHY, _("Why payroll refuses the file"), maxlength=200),
    ]
    make = actions.button(_("Make a new version"), Ids.RENEW, kind="primary")
    return dialogs.dialog(
        Ids.RENEWAL, _("Payroll refuses the whole file"), body, [dialogs.cancel(Ids.RENEWAL), make], open=True
    )
