"""When an expert is free in a usual week, and on which days otherwise."""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from domain import weeks
from domain.register import ExpertForm
from layouts.parts import cards
from texts import _, formats

DAYS = range(7)
A_MONDAY = date(2024, 1, 1)


def card(form: ExpertForm) -> Component:
    if form.week is None:
        known: Component = html.P(_("Nobody has asked yet when the expert is free."), className="muted")
    else:
        week = form.week
        hours = [(weekday(day), weeks.written(week, day) or "–") for day in DAYS]
        known = html.Div(cards.facts(hours), className="week")
    days = [
        html.Li(
            f"{formats.date(one.period.first)}–{formats.date(one.period.last)}: "
            + (_("free all day") if one.free else _("not free"))
        )
        for one in form.exceptions
    ]
    return cards.card(_("Free time"), known, *([html.Ul(days)] if days else []))


def weekday(day: int) -> str:
    return formats.weekday(A_MONDAY.replace(day=1 + day))
