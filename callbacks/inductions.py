"""Inductions for certain tasks, on the page of trainings."""

from __future__ import annotations

from dash import Input, Output, State

import commands.inductions
from callbacks import trainings
from callbacks.posted import Text, Whole
from callbacks.wiring import Done
from db import queries
from db.session import Reading, Writing
from domain.permissions import Permission
from layouts import shell
from layouts.inductions import Ids
from texts import _

page = trainings.page
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_EXPERTS


@page.command(
    WHOLE,
    Input(Ids.ADD, "n_clicks"),
    State(Ids.KEY, "value"),
    State(Ids.NAME, "value"),
    State(Ids.NAME_SV, "value"),
    State(Ids.DAYS, "value"),
    needs=EDIT,
)
def add(writing: Writing, _clicks: int, key: Text, name: Text, name_sv: Text, days: Whole) -> Done:
    commands.inductions.add(writing, key, name, name_sv, days=days)
    return Done(_("The induction was added. Choose the packages that require it."))


@page.query(Output(Ids.REQUIRED, "value"), Input(Ids.PACKAGE, "value"), needs=EDIT)
def required(reading: Reading, package: int) -> list[int]:
    return next((list(one.induction_ids) for one in queries.inductions.by_package(reading) if one.id == package), [])


@page.command(
    WHOLE, Input(Ids.REQUIRE, "n_clicks"), State(Ids.PACKAGE, "value"), State(Ids.REQUIRED, "value"), needs=EDIT
)
def require(writing: Writing, _clicks: int, package: int, wanted: list[int]) -> Done:
    commands.inductions.require(writing, package, wanted)
    return Done(_("Saved."))
