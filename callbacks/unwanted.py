"""Units that an expert does not want and experts who are not placed together, on the expert's card."""

from __future__ import annotations

from dataclasses import dataclass

from dash import ALL, Input, Output, State

import commands.unwanted
from callbacks import experts
from callbacks.posted import Clicks, Day
from callbacks.wiring import Done
from db.session import Writing
from domain.errors import Refused
from domain.permissions import Permission
from layouts import shell
from layouts.unwanted import Ids
from texts import _

card = experts.card
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_EXPERTS


@dataclass(frozen=True)
class Wish:
    id: int


@card.command(
    WHOLE,
    Input(Ids.SAVE, "n_clicks"),
    State(Ids.UNIT, "value"),
    State(Ids.EXPERT, "value"),
    State(Ids.UNTIL, "value"),
    needs=EDIT,
)
def keep(writing: Writing, _clicks: int, expert_id: int, unit: int, other: int, until: Day) -> Done:
    if not (unit or other):
        raise Refused("Choose a unit or an expert.")
    if unit:
        commands.unwanted.unit(writing, expert_id, unit, until)
    if other:
        commands.unwanted.apart(writing, expert_id, other, until)
    return Done(_("Saved."))


@card.command(WHOLE, Input(Ids.END.of(id=ALL), "n_clicks"), needs=EDIT)
def end(writing: Writing, on: Wish, _clicks: Clicks) -> Done:
    commands.unwanted.end(writing, on.id)
    return Done(_("Taken off the list."))
