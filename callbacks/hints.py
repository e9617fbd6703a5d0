"""Hyvä tietää cards on an expert's card, and the page that the expert is shown."""

from __future__ import annotations

from dataclasses import dataclass

from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.hints
from callbacks import experts
from callbacks.posted import Clicks, Day, Text
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.flow import Seen
from domain.hints import HintForm, Leaning, Source
from domain.looks import Place
from domain.permissions import Permission
from layouts import hints as layout
from layouts import shell
from layouts.hints import Ids
from texts import _

told = Page(layout.TOLD, see=Permission.SEE_EXPERTS, person=Place.TOLD)
card = experts.card
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_EXPERTS


@dataclass(frozen=True)
class Card:
    id: int
    version: int


@told.view
def show(reading: Reading, expert_id: int) -> Component:
    task_types = dict(queries.experts.choices(reading).task_types)
    found = queries.cards.card(reading, expert_id)
    return layout.told(found, queries.hints.of_expert(reading, expert_id), task_types, reading.today)


@card.command(
    WHOLE,
    Input(Ids.SAVE, "n_clicks"),
    State(Ids.TEXT, "value"),
    State(Ids.SOURCE, "value"),
    State(Ids.LEANING, "value"),
    State(Ids.TASK_TYPE, "value"),
    State(Ids.UNTIL, "value"),
    needs=EDIT,
)
def write(
    writing: Writing, _clicks: int, expert_id: int, text: Text, source: Source, leaning: Leaning, task_type: int,
    until: Day,
) -> Done:  # fmt: skip
    form = HintForm(text=text, source=source, leaning=leaning, task_type_id=task_type or None, valid_until=until)
    commands.hints.write(writing, expert_id, form)
    return Done(_("Saved."))


@card.command(WHOLE, Input(Ids.GONE_THROUGH.of(id=ALL, version=ALL), "n_clicks"), needs=EDIT)
def go_through(writing: Writing, on: Card, _clicks: Clicks) -> Done:
    commands.hints.go_through(writing, on.id, Seen(on.version))
    return Done(_("Marked. The card counts from now on."))


@card.command(WHOLE, Input(Ids.END.of(id=ALL, version=ALL), "n_clicks"), needs=EDIT)
def end(writing: Writing, on: Card, _clicks: Clicks) -> Done:
    commands.hints.end(writing, on.id, Seen(on.version))
    return Done(_("The card was taken out of use."))
