"""Training events and their attendance lists."""

from __future__ import annotations

from dash import Input, Output, State
from dash.development.base_component import Component

import commands.trainings
from callbacks.posted import Day, Text, Whole
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.experts import TrainingKind
from domain.permissions import Permission
from layouts import shell
from layouts import trainings as layout
from layouts.trainings import Ids
from texts import _N, _, ngettext

page = Page(layout.LIST, see=Permission.SEE_EXPERTS, label=_N("Trainings"), icon="mortarboard")
one = Page(layout.ONE, see=Permission.SEE_EXPERTS)
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_EXPERTS


@page.view
def show(reading: Reading) -> Component:
    return layout.page(
        queries.trainings.events(reading),
        queries.trainings.lapsing(reading),
        queries.inductions.every(reading),
        queries.inductions.by_package(reading),
        reading.viewer.may(EDIT),
        reading.today,
    )


@one.view
def event(reading: Reading, training_id: int) -> Component:
    row = queries.trainings.event(reading, training_id)
    people = queries.trainings.attendance_list(reading, training_id)
    history = queries.timelines.of(reading, {"trainings": [training_id]})
    return layout.event(row, people, history, reading.viewer.may(EDIT), reading.today)


@page.command(
    WHOLE,
    Input(Ids.ADD, "n_clicks"),
    State(Ids.KIND, "value"),
    State(Ids.NAME, "value"),
    State(Ids.HELD_ON, "value"),
    State(Ids.HOURS, "value"),
    State(Ids.OWN, "value"),
    State(Ids.INDUCTION, "value"),
    needs=EDIT,
)
def add(
    writing: Writing, _clicks: int, kind: TrainingKind, name: Text, held_on: Day, hours: Whole, own: bool,
    induction: int | None,
) -> Done:  # fmt: skip
    day = held_on or writing.today
    training_id = commands.trainings.hold(writing, kind, name, day, hours or 0, own, induction or None)
    return Done(_("The event was added."), layout.ONE.format(training_id=training_id))


@one.command(WHOLE, Input(Ids.SAVE, "n_clicks"), State(Ids.TICKS, "value"), needs=EDIT)
def tick(writing: Writing, _clicks: int, training_id: int, ticked: list[int]) -> Done:
    commands.trainings.tick(writing, training_id, ticked)
    count = len(ticked)
    said = ngettext("{count} name is on the attendance list.", "{count} names are on the attendance list.", count)
    return Done(said.format(count=count))
