"""Today: what waits for the person who looks, kept up to date by the live stream."""

from __future__ import annotations

from dash import ALL, Input, Output
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from typing_extensions import TypedDict

import commands.users
from callbacks.posted import Clicks
from callbacks.wiring import Done, News, Page
from db import queries
from db.session import Reading, Writing
from domain.permissions import Permission
from layouts import first_steps, shell
from layouts import today as layout
from layouts.today import Ids
from texts import _N, _

page = Page("/", see=Permission.SEE_TODAY, label=_N("Today"), icon="house")
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
SHOWN = frozenset({"orders", "assignments", "reports", "lines", "batches", "experts", "tariffs", "users"})
"""Nouns of the change log that some part of the page is made of."""


class OnGrant(TypedDict):
    grant: int


@page.view
def show(reading: Reading) -> Component:
    steps = first_steps.card(reading.viewer) if queries.users.is_new(reading) else None
    return layout.page(queries.today.today(reading), steps)


@page.command(WHOLE, Input(first_steps.Ids.DONE, "n_clicks"))
def put_away(writing: Writing, _clicks: int) -> None:
    commands.users.know_the_house(writing)


def body(reading: Reading) -> list[Component]:
    return layout.body(queries.today.today(reading))


@page.query(Output(Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, news: News) -> list[Component]:
    if not SHOWN & news.changes.keys():
        raise PreventUpdate
    return body(reading)


@page.command(
    Output(Ids.BODY, "children", allow_duplicate=True),
    Input(Ids.CONFIRM.of(grant=ALL), "n_clicks"),
    needs=Permission.CONFIRM_ROLES,
    then=body,
)
def confirm(writing: Writing, _clicks: Clicks, on: OnGrant) -> Done:
    commands.users.confirm(writing, on["grant"])
    return Done(_("The role was confirmed."))
