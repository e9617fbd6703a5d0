"""Package prices: what is charged and what will be."""

from __future__ import annotations

from dash import Input, Output, State
from dash.development.base_component import Component

import commands.packages
from callbacks.posted import Day, Text
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.errors import Refused
from domain.permissions import Permission
from layouts import packages as layout
from layouts import shell
from layouts.packages import Ids
from texts import _

page = Page(layout.LIST, see=Permission.SEE_TARIFFS)


@page.view
def show(reading: Reading) -> Component:
    history = queries.timelines.of(reading, {"package_prices": None})
    return layout.page(queries.packages.prices(reading), history, reading.viewer, reading.today)


@page.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True),
    Input(Ids.SET, "n_clicks"),
    State(Ids.PACKAGE, "value"),
    State(Ids.PRICE, "value"),
    State(Ids.FROM, "value"),
    needs=Permission.PROPOSE_TARIFFS,
)
def set_price(writing: Writing, _clicks: int, package: int | None, price: Text, first: Day) -> Done:
    if package is None:
        raise Refused("Choose a package.")
    commands.packages.set_price(writing, package, money.parse(price), first or writing.today)
    return Done(_("The price was saved."))
