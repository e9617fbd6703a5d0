"""Milloin maksetaan: what one expert has been and will be paid, by the days asked."""

from __future__ import annotations

from datetime import date, timedelta

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.posted import Day
from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.looks import Place
from domain.permissions import Permission
from domain.when_paid import ExpertPay
from layouts import when_paid as layout
from layouts.when_paid import Ids

page = Page(layout.ADDRESS, see=Permission.SEE_REPORTS, person=Place.PAYMENTS)
A_YEAR, AHEAD = timedelta(days=365), timedelta(days=90)


@page.view
def show(reading: Reading, expert_id: int) -> Component:
    return layout.page(_pay(reading, expert_id, None, None), reading.viewer)


@page.query(Output(Ids.BODY, "children"), Input(Ids.FIRST, "value"), Input(Ids.LAST, "value"))
def between(reading: Reading, first: Day, last: Day, expert_id: int) -> list[Component]:
    return layout.body(_pay(reading, expert_id, first, last), reading.viewer)


def _pay(reading: Reading, expert_id: int, first: date | None, last: date | None) -> ExpertPay:
    """A year back and what has been agreed ahead, unless the days are told."""
    today = reading.today
    return queries.when_paid.of_expert(reading, expert_id, first or today - A_YEAR, last or today + AHEAD)
