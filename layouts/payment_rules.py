"""The office's rules of payment: closing and payment days, and what is worth a look in a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

from domain.payment_rules import PaymentRules
from domain.trail import Entry
from layouts import histories
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, forms
from layouts.parts.badges import Tone
from texts import _, formats

LIST = "/payment-rules"
LEAST = "payment_least"


class Ids(IdEnum):
    CLOSING_DAY = auto()
    PAY_DAY = auto()
    WAITING_DAYS = auto()
    TIMES_USUAL = auto()
    LEAST = auto()
    BATCHES = auto()
    HOURS_APART = auto()
    KILOMETRES_PERCENT = auto()
    KILOMETRES_LEAST = auto()
    FROM = auto()
    SAVE = auto()


def page(rules: PaymentRules, history: Sequence[Entry], may_edit: bool, today: date) -> Component:
    lead = _("Dated settings: a change holds from its day on, and never for a past one.")
    save = [
        forms.fields(forms.date(Ids.FROM, _("From"), today, _("today or later"))),
        actions.buttons(actions.button(_("Save"), Ids.SAVE, kind="primary")),
    ]
    told = histories.card([_told(each) for each in history], "settings")
    parts = [_days(rules, not may_edit), _looks(rules, not may_edit), *(save if may_edit else [_whose()]), told]
    return html.Div([cards.page_header(_("Payment rules"), lead=lead), *parts], className="page drafted")


def _told(each: Entry) -> Entry:
    """A sum is kept in cents."""
    if each.facts.get("key") != LEAST:
        return each
    return replace(each, facts={**each.facts, "value": formats.number(Decimal(str(each.facts["value"])) / 100, 2)})


def _whose() -> Component:
    sentence = _("A manager changes these settings. Tell the manager if one of them does not fit your work.")
    return badges.notice(sentence, Tone.INFO, "info-circle")


def _days(rules: PaymentRules, fixed: bool) -> Component:
    options: dict[str, Any] = {"min": 1, "max": 28, "readonly": fixed}
    limits: dict[str, Any] = {"min": 1, "max": 366, "readonly": fixed}
    fields = forms.fields(
        forms.number(Ids.CLOSING_DAY, _("Reports close, day of the month"), rules.closing_day, **options),
        forms.number(
            Ids.PAY_DAY,
            _("Payment, day of the month"),
            rules.pay_day,
            _("a banking day before it if closed"),
            **options,
        ),
        forms.number(Ids.WAITING_DAYS, _("Waits too long, days"), rules.waiting_days, _("shown on Today"), **limits),
    )
    return cards.card(_("Closing and payment days"), fields)


def _looks(rules: PaymentRules, fixed: bool) -> Component:
    options: dict[str, Any] = {"min": 1, "max": 999, "readonly": fixed}
    times_usual = formats.number(rules.times_usual)
    least = formats.number(rules.least.euros(), 2)
    fields = forms.fields(
        forms.text(
            Ids.TIMES_USUAL,
            _("Unusual sum, times the person's usual"),
            times_usual,
            inputMode="decimal",
            readonly=fixed,
        ),
        forms.text(Ids.LEAST, _("Unusual sum from, euros"), least, inputMode="decimal", readonly=fixed),
        forms.number(Ids.BATCHES, _("Usual is counted of, batches"), rules.batches, **options),
        forms.number(Ids.HOURS_APART, _("Possible duplicate within, hours"), rules.hours_apart, **options),
        forms.number(
            Ids.KILOMETRES_PERCENT, _("Kilometres off the table, per cent"), rules.kilometres_percent, **options
        ),
        forms.number(
            Ids.KILOMETRES_LEAST, _("Kilometres off the table, at least kilometres"), rules.kilometres_least, **options
        ),
    )
    return cards.card(_("What the approver looks at"), fields)
