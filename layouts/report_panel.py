"""One report beside the list: what was agreed and held, what it pays line by line, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc
from dash.development.base_component import Component

import texts
from domain import money, times
from domain.agreements import Payer
from domain.fees import LineDraft
from domain.payments import Placed, Submitted
from domain.permissions import Viewer
from domain.reports import ReportStatus, TravelRow
from domain.trail import Entry
from domain.vouchers import Voucher
from layouts import batch_lines, batches, histories, reports, vouchers
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, forms, tables
from layouts.parts.badges import Tone
from texts import _, formats


class Ids(IdEnum):
    CLOSE = auto()
    APPROVE = auto()
    ASK = auto()
    DECISION = auto()
    REASON = auto()
    DECIDE = auto()


def panel(row: Submitted, history: Sequence[Entry], receipts: Sequence[Voucher], viewer: Viewer) -> Component:
    """One report with its price line by line, and everything that can be done about it."""
    title = _("Assignment {number}").format(number=row.assignment_id)
    travel = [*_travel(row), *vouchers.shown(receipts)]
    told = histories.card(history, "reports")
    if row.status not in (ReportStatus.SUBMITTED, ReportStatus.DISPUTED):
        return cards.panel(title, _facts(row), *_paid(row), *travel, told, close=Ids.CLOSE)
    return cards.panel(
        title, _facts(row), *_price(row), *travel, *_decision(row), _acts(row, viewer), told, close=Ids.CLOSE
    )


def _facts(row: Submitted) -> Component:
    departs = row.planned != row.span
    return cards.facts(
        [
            (_("Expert"), row.expert),
            (_("Orderer"), row.unit),
            (_("Status"), texts.words(row.status)),
            (_("Fee"), reports.fee(row)),
            (_("Agreed time"), formats.day_and_time(row.planned.start, row.planned.end)),
            *([(_("Held"), formats.day_and_time(row.span.start, row.span.end))] if departs else []),
            (_("Hours"), formats.hours(row.span.minutes)),
            *([(_("Why not as planned"), row.departure_reason)] if row.departure_reason else []),
            *([(_("Why it is disputed"), row.dispute_reason)] if row.dispute_reason else []),
            *([(_("How it was settled"), row.settlement)] if row.settlement else []),
            *([(_("Longer session"), _decided(row))] if row.overrun else []),
            (_("Reported by"), f"{row.reported_by}, {formats.date(times.day_of(row.reported_at))}"),
        ]
    )


def _decided(row: Submitted) -> str:
    return f"{texts.words(row.overrun)}: {row.overrun_reason}" if row.overrun else ""


def _price(row: Submitted) -> list[Component]:
    if row.preview.problem:
        return [badges.notice(texts.message(row.preview.problem), Tone.WARN, "exclamation-triangle")]
    if not row.preview.lines:
        return [badges.notice(_unpaid(row))]
    columns = [
        tables.Column(_("What"), lambda line: texts.words(line.kind)),
        tables.Column(_("Quantity"), _quantity, numeric=True),
        tables.Column(_("Unit price"), lambda line: formats.euros(line.unit_price), numeric=True),
        tables.Column(_("Sum"), lambda line: formats.euros(line.amount), numeric=True),
    ]
    total = (_("Total"), "", "", formats.euros(row.preview.amount))
    return [tables.table(columns, row.preview.lines, _("What is paid"), total, caption_hidden=True)]


def _paid(row: Submitted) -> list[Component]:
    """What the approval made, corrections too, each with its batch; nothing of a report that came back."""
    if not row.lines:
        return [badges.notice(_unpaid(row))] if row.status is ReportStatus.APPROVED else []
    columns = [
        tables.Column(_("What"), lambda placed: batch_lines.what(placed.line)),
        tables.Column(_("Batch"), _batch),
        tables.Column(_("Sum"), lambda placed: formats.euros(placed.line.amount), numeric=True),
    ]
    total = (_("Total"), "", formats.euros(money.total(placed.line.amount for placed in row.lines)))
    return [tables.table(columns, row.lines, _("What is paid"), total, caption_hidden=True)]


def _batch(placed: Placed) -> Component | str:
    if placed.batch_id is None:
        return "–"
    return dcc.Link(batches.name(placed.batch_id), href=batches.address(placed.batch_id))


def _unpaid(row: Submitted) -> str:
    if row.payer is Payer.ASSOCIATION:
        return _("The association pays its own fee: only statistics here.")
    if row.payer is Payer.OWN_INVOICE:
        return _("Paid by the expert's own invoice: not through payroll.")
    return _("Nothing is paid: the work is voluntary.")


def _quantity(line: LineDraft) -> str:
    return formats.number(line.quantity)


def _travel(row: Submitted) -> list[Component]:
    """What the rules gave beside what is paid, with the reason; and the receipts."""
    if not row.travel:
        return []
    columns = [
        tables.Column(_("Travel"), lambda each: texts.words(each.kind)),
        tables.Column(_("Computed"), lambda each: "–" if each.computed is None else str(each.computed), numeric=True),
        tables.Column(_("To pay"), lambda each: str(each.quantity), numeric=True),
        tables.Column(_("Note"), _note),
    ]
    return [tables.table(columns, row.travel, _("Travel"), caption_hidden=True)]


def _note(each: TravelRow) -> str:
    halved = _("halved for free meals") if each.halved else ""
    return ", ".join(part for part in (each.correction, halved, each.receipt, each.note) if part) or "–"


def _decision(row: Submitted) -> list[Component]:
    if not row.preview.outlasted or row.status is ReportStatus.DISPUTED:
        return []
    choices = [(each.value, texts.words(each)) for each in row.preview.decisions]
    return [
        forms.radios(Ids.DECISION, _("How is the longer session paid?"), choices, inline=True),
        forms.text(Ids.REASON, _("Reason"), maxlength=200),
        actions.buttons(actions.button(_("Decide"), _seen(Ids.DECIDE, row), kind="primary")),
    ]


def _acts(row: Submitted, viewer: Viewer) -> Component:
    if row.status is ReportStatus.DISPUTED:
        return actions.buttons(actions.button(_("Settle"), _ask(row, "settle"), kind="primary"))
    back = actions.button(_("Return"), _ask(row, "return"))
    dispute = actions.button(_("Mark disputed"), _ask(row, "dispute"), kind="quiet")
    if row.needs_decision:
        return actions.buttons(back, dispute)
    label = _("Approve") if row.preview.problem else reports.approve_label(1, row.preview.amount)
    reason = reports.why_not(row, viewer) or None
    approve = actions.button(label, _seen(Ids.APPROVE, row), kind="primary", disabled_because=reason)
    return actions.buttons(approve, back, dispute)


def _ask(row: Submitted, action: str) -> dict[str, object]:
    return Ids.ASK.of(action=action, report=row.report_id)


def _seen(id: Ids, row: Submitted) -> dict[str, object]:
    """The version travels in the id, so that what is decided is what was seen."""
    return id.of(report=row.report_id, version=row.version)
