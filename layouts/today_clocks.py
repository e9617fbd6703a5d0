"""What of payments runs out or has stood too long, on the first page of clerk and manager."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import payments
from domain.payments import BatchRow, Clocks, Overpayment, Stuck
from layouts import batches
from layouts.parts import badges, cards
from layouts.parts.badges import Tone
from texts import _, formats, ngettext

SHOWN = 8


def cards_of(clocks: Clocks, today: date) -> list[Component]:
    """Beside each other; nothing when nothing runs."""
    parts = [
        _card(_("Waited too long for payment"), [_stuck(each) for each in clocks.stuck]),
        _card(_("Overpayments to report"), [_overpaid(each, today) for each in clocks.overpayments]),
        _card(_("To the Incomes Register"), [_unreported(each, today) for each in clocks.unreported]),
    ]
    found = [part for part in parts if part]
    return [cards.columns(*found)] if found else []


def _card(title: str, lines: Sequence[Component]) -> Component | None:
    if not lines:
        return None
    rest = len(lines) - SHOWN
    more = [html.P(ngettext("{count} more", "{count} more", rest).format(count=rest))] if rest > 0 else []
    listed = html.Ul([html.Li(line) for line in lines[:SHOWN]], className="lines")
    return cards.card(title, listed, *more, actions=[badges.badge(str(len(lines)), Tone.WARN, "exclamation-circle")])


def _stuck(each: Stuck) -> Component:
    days = ngettext("{count} day", "{count} days", each.days).format(count=each.days)
    return _line(each.expert, batches.LEFT_OUT, f"{texts.words(each.left.reason)}, {days}")


def _overpaid(each: Overpayment, today: date) -> Component:
    href = batches.address(each.batch_id) if each.batch_id else batches.LIST
    return _line(each.expert, href, f"{formats.euros(each.amount)}, {_by(each.deadline, today)}")


def _unreported(each: BatchRow, today: date) -> Component:
    return _line(batches.name(each.id), batches.address(each.id), _by(payments.register_deadline(each.pay_date), today))


def _by(deadline: date, today: date) -> str:
    left = (deadline - today).days
    if left < 0:
        return _("late since {day}").format(day=formats.date(deadline))
    days = ngettext("{count} day left", "{count} days left", left).format(count=left)
    return _("by {day}, {days}").format(day=formats.date(deadline), days=days)


def _line(words: str, href: str, detail: str) -> Component:
    return html.Span([dcc.Link(words, href=href), html.Span(f" {detail}", className="muted")])
