"""Milloin maksetaan: one expert's assignments with the state and day of their pay, by line and by month; made to be printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.fees import PaymentLine
from domain.money import total
from domain.permissions import Permission, Viewer
from domain.when_paid import ExpertPay, PayRow, PayState
from layouts import batches
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, forms, tables
from layouts.parts.badges import Look, Tone
from layouts.parts.icons import icon
from texts import _, formats

ADDRESS = "/experts/{expert_id}/payments"


class Ids(IdEnum):
    FIRST = auto()
    LAST = auto()
    BODY = auto()


LOOKS: Mapping[PayState, Look] = {
    PayState.AHEAD: Look(Tone.NEUTRAL, "calendar-event"),
    PayState.REPORT_MISSING: Look(Tone.WARN, "clipboard-x"),
    PayState.WAITS_FOR_APPROVAL: Look(Tone.INFO, "hourglass-split"),
    PayState.DISPUTED: Look(Tone.BAD, "chat-square-dots"),
    PayState.LEFT_OUT: Look(Tone.BAD, "pause-circle"),
    PayState.READY: Look(Tone.INFO, "check2"),
    PayState.IN_BATCH: Look(Tone.ACCENT, "cash-stack"),
    PayState.PAID: Look(Tone.GOOD, "check2-all"),
    PayState.NOTHING: Look(Tone.NEUTRAL, "dash"),
}


def page(pay: ExpertPay, viewer: Viewer) -> Component:
    back = (
        actions.link(_("Back to the card"), f"/experts/{pay.expert_id}", kind="quiet")
        if viewer.may(Permission.SEE_EXPERTS)
        else actions.link(_("Payroll details"), "/payroll-details", kind="quiet")
    )
    printing = html.Button(
        [icon("printer"), _("Print")], type="button", className="btn btn-secondary", **{"data-print": "yes"}
    )
    header = cards.page_header(pay.name, back, printing, lead=_("When is it paid?"))
    asked = forms.fields(
        forms.date(Ids.FIRST, _("Work from"), pay.first), forms.date(Ids.LAST, _("Work until"), pay.last)
    )
    return html.Div([header, asked, html.Div(body(pay, viewer), id=Ids.BODY, className="page")], className="page")


def body(pay: ExpertPay, viewer: Viewer) -> list[Component]:
    if not pay.rows:
        return [empty.empty(_("No assignments in this period"), icon="cash-stack")]
    return [_periods(pay), _rows(pay, viewer)]


def _periods(pay: ExpertPay) -> Component:
    title = _("Hours and euros by month")
    columns = [
        tables.Column(_("Month"), lambda period: formats.month(period.month)),
        tables.Column(_("Assignments"), lambda period: formats.number(period.assignments), numeric=True),
        tables.Column(_("Hours"), lambda period: formats.hours(period.minutes), numeric=True),
        tables.Column(_("Together"), lambda period: formats.euros(period.amount), numeric=True),
        tables.Column(_("Paid"), lambda period: formats.euros(period.paid), numeric=True),
    ]
    periods = pay.periods
    sums = (
        _("Total"),
        formats.number(sum(period.assignments for period in periods)),
        formats.hours(sum(period.minutes for period in periods)),
        formats.euros(total(period.amount for period in periods)),
        formats.euros(total(period.paid for period in periods)),
    )
    return cards.card(title, tables.table(columns, periods, title, sums, caption_hidden=True))


def _rows(pay: ExpertPay, viewer: Viewer) -> Component:
    title = _("Assignments and their pay")
    columns = [
        tables.Column(_("Date"), lambda row: formats.date(times.day_of(row.span.start))),
        tables.Column(_("Task"), _task),
        tables.Column(_("State"), _state),
        tables.Column(_("Batch"), lambda row: _batch(row, viewer)),
        tables.Column(_("Payment day"), lambda row: _pay_day(row.pay_date, row.state)),
        tables.Column(_("Sum"), _amount, numeric=True),
    ]
    return cards.card(title, tables.table(columns, pay.rows, title, caption_hidden=True))


def _task(row: PayRow) -> Component:
    clocks = f"{formats.clock(row.span.start)}–{formats.clock(row.span.end)}"
    lines = [html.Div(_line(line), className="muted") for line in row.lines]
    return html.Div([f"{row.fee}, {row.client} · {clocks}", *lines])


def _line(line: PaymentLine) -> str:
    counted = f"{texts.words(line.kind)} {formats.number(line.quantity)} × {formats.euros(line.unit_price)}"
    reason = f" ({line.reason})" if line.reason else ""
    return f"{counted} = {formats.euros(line.amount)}{reason}"


def _state(row: PayRow) -> Component:
    look = LOOKS[row.state]
    badge = badges.badge(texts.words(row.state), look.tone, look.icon)
    return html.Div([badge, html.Div(texts.words(row.reason), className="muted")]) if row.reason else badge


def _batch(row: PayRow, viewer: Viewer) -> Component | str:
    if row.batch_id is None:
        return "–"
    words = batches.name(row.batch_id)
    return dcc.Link(words, href=batches.address(row.batch_id)) if viewer.may(Permission.SEE_BATCHES) else words


def _pay_day(day: date | None, state: PayState) -> str:
    if day is None:
        return "–"
    said = formats.date(day)
    return said if state in (PayState.PAID, PayState.IN_BATCH) else _("planned {day}").format(day=said)


def _amount(row: PayRow) -> str:
    if row.amount is None:
        return "–"
    said = formats.euros(row.amount)
    return said if row.lines else _("about {sum}").format(sum=said)
