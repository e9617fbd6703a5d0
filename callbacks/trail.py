"""The trail: filtered, paged, and verified."""

from __future__ import annotations

from dash import Input, Output, State
from dash.development.base_component import Component

import commands.trail
from callbacks.addresses import day, link, number
from callbacks.posted import Day, Text
from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.permissions import Permission
from domain.trail import Filter, Outcome
from layouts import shell
from layouts import trail as layout
from layouts.trail import Ids
from texts import _N

page = Page(layout.LIST, see=Permission.SEE_TRAIL, label=_N("Trail"), icon="list-check")


@page.view
def show(
    reading: Reading,
    person: str = "",
    noun: str = "",
    outcome: str = "",
    first: str = "",
    last: str = "",
    before: str = "",
) -> Component:
    wanted = Filter(
        actor_id=number(person),
        noun=noun,
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        first=day(first),
        last=day(last),
        before=number(before),
    )
    found = queries.trail.events(reading, wanted)
    words = {"person": person, "noun": noun, "outcome": outcome, "first": first, "last": last}
    older = link(layout.LIST, **words, before=found.older) if found.older else ""
    staff, nouns = queries.trail.staff(reading), queries.trail.nouns(reading)
    return layout.page(found, wanted, staff, nouns, older, link(layout.LIST, **words))


@page.query(
    Output(shell.Ids.URL, "href", allow_duplicate=True),
    Input(Ids.SHOW, "n_clicks"),
    State(Ids.PERSON, "value"),
    State(Ids.NOUN, "value"),
    State(Ids.OUTCOME, "value"),
    State(Ids.FIRST, "value"),
    State(Ids.LAST, "value"),
)
def narrow(_reading: Reading, _clicks: int, person: Text, noun: Text, outcome: Text, first: Day, last: Day) -> str:
    words = {"person": person, "noun": noun, "outcome": outcome, "first": first, "last": last}
    return link(layout.LIST, **{name: word for name, word in words.items() if word != layout.ALL})


@page.query(Output(Ids.FINDINGS, "children"), Input(Ids.VERIFY, "n_clicks"), needs=Permission.VERIFY)
def verify(reading: Reading, _clicks: int) -> Component:
    return layout.findings(commands.trail.verify(reading))
