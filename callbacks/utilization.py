"""Utilization: its charts, kept up to date by the live stream, and the choice of a period and limits."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

import commands.efforts
from callbacks.posted import Clicks
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import scopes
from domain.permissions import Permission
from domain.scopes import Asked, Scope
from layouts import efforts, shell, utilization_charts
from layouts import scopes as places
from layouts import utilization as layout
from layouts import utilization_limits as limits
from texts import _N, _

page = Page(places.CHARTS, see=Permission.SEE_UTILIZATION, label=_N("Follow-up"), icon="bar-chart")
PATHS = "|".join((places.TASKS, places.ORDERS, places.MEMBERS))
NAMES = ("group", "sector", "client", "package", "use", "theme", "area", "remote")
"""The words of an address that the form chooses, in its order."""


class Point(BaseModel):
    """A bar hands on the address of its rows; a bar without rows has none."""

    customdata: Annotated[str, Field(pattern=rf"^({PATHS})\?[\w=&%.+~-]*$|^$")] | None = None


class OnSwitch(TypedDict):
    on: str


class Click(BaseModel):
    points: list[Point]


@page.view
def show(reading: Reading, **words: str) -> Component:
    asked = _asked(reading, words)
    may_switch = reading.viewer.may(Permission.MEASURE_EFFORT)
    return layout.page(queries.utilization.shown(reading, asked.scope), asked, may_switch)


def body(reading: Reading, **words: str) -> list[Component]:
    shown = queries.utilization.shown(reading, _asked(reading, words).scope)
    return layout.body(shown, reading.viewer.may(Permission.MEASURE_EFFORT))


@page.query(Output(layout.Ids.BODY, "children"), Input(layout.Ids.CHANGED, "data"), State(shell.Ids.URL, "search"))
def follow(reading: Reading, _changed: int, search: str | None) -> list[Component]:
    words = dict(parse_qsl((search or "").lstrip("?")))
    return body(reading, **words)


page.clientside(Output(layout.Ids.CHANGED, "data"), Input(shell.Ids.LIVE, "data"), function=("charts", "settled"))


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True), Input(utilization_charts.Ids.CHART.of(name=ALL), "clickData")
)
def open_bar(_reading: Reading, clicks: list[Click | None]) -> object:
    return next(
        (point.customdata for click in clicks if click for point in click.points if point.customdata), no_update
    )


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True),
    Input(limits.Ids.SHOW, "n_clicks"),
    State(limits.Ids.SINCE, "value"),
    State(limits.Ids.UNTIL, "value"),
    *(State(choice, "value") for choice in limits.CHOICES),
)
def choose(
    reading: Reading,
    _clicks: int,
    since: str | None,
    until: str | None,
    group: str | None,
    sector: str | None,
    client: str | None,
    package: str | None,
    use: str | None,
    theme: str | None,
    area: str | None,
    remote: str | None,
) -> str:
    chosen = dict(zip(NAMES, (group, sector, client, package, use, theme, area, remote), strict=True))
    words = {"since": since, "until": until, **chosen}
    asked = _asked(reading, {name: text for name, text in words.items() if text})
    return places.address(places.CHARTS, asked.scope)


@page.command(
    Output(layout.Ids.BODY, "children", allow_duplicate=True),
    Input(efforts.Ids.SWITCH.of(on=ALL), "n_clicks"),
    needs=Permission.MEASURE_EFFORT,
    then=body,
)
def measure(writing: Writing, _clicks: Clicks, on: OnSwitch) -> Done:
    commands.efforts.measure(writing, on["on"] == "yes")
    return Done(_("Handling time is measured.") if on["on"] == "yes" else _("Handling time is no longer measured."))


def _asked(reading: Reading, words: dict[str, str]) -> Asked:
    """What only the rows behind a bar are limited by does not limit the charts."""
    asked = scopes.read(words, reading.today)
    scope: Scope = asked.scope.of_charts()
    return Asked(scope, asked.misread)
