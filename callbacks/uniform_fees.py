"""Uniform fees: what was paid otherwise than the fee table says, by the days asked."""

from __future__ import annotations

from datetime import timedelta

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.posted import Day
from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.permissions import Permission
from layouts import tariffs
from layouts import uniform_fees as layout
from layouts.uniform_fees import Ids

page = Page(layout.ADDRESS, under=tariffs.LIST, see=Permission.PROPOSE_TARIFFS)
A_YEAR = timedelta(days=365)


@page.view
def show(reading: Reading) -> Component:
    first, last = reading.today - A_YEAR, reading.today
    return layout.page(queries.uniform_fees.departures(reading, first, last), first, last)


@page.query(Output(Ids.BODY, "children"), Input(Ids.FIRST, "value"), Input(Ids.LAST, "value"))
def between(reading: Reading, first: Day, last: Day) -> list[Component]:
    today = reading.today
    return layout.body(queries.uniform_fees.departures(reading, first or today - A_YEAR, last or today))
