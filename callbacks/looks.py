"""Who looked at whom, for the data-protection reader."""

from __future__ import annotations

from dash import Input, Output, State
from dash.development.base_component import Component

from callbacks.addresses import day, instant, link, number
from callbacks.posted import Day, Text
from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.looks import Filter
from domain.permissions import Permission
from layouts import looks as layout
from layouts import shell, trail
from layouts.looks import Ids
from texts import _N

page = Page(layout.LIST, see=Permission.SEE_TRAIL, label=_N("Who looked at whom"), icon="eye")


@page.view
def show(
    reading: Reading, expert: str = "", person: str = "", first: str = "", last: str = "", before: str = ""
) -> Component:
    wanted = Filter(number(expert), number(person), day(first), day(last), instant(before))
    found = queries.looks.found(reading, wanted)
    words = {"expert": expert, "person": person, "first": first, "last": last}
    older = link(layout.LIST, **words, before=found.older.isoformat()) if found.older else ""
    return layout.page(found, wanted, queries.trail.staff(reading), older, link(layout.LIST, **words))


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True),
    Input(Ids.SHOW, "n_clicks"),
    State(Ids.EXPERT, "value"),
    State(Ids.PERSON, "value"),
    State(Ids.FIRST, "value"),
    State(Ids.LAST, "value"),
)
def narrow(_reading: Reading, _clicks: int, expert: Text, person: Text, first: Day, last: Day) -> str:
    words = {"expert": expert.strip(), "person": person, "first": first, "last": last}
    return link(layout.LIST, **{name: word for name, word in words.items() if word != trail.ALL})
