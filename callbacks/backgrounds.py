"""The sealed levels of a background, written and withdrawn on the expert's card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dash import ALL, Input, Output, State

import commands.backgrounds
from callbacks import experts
from callbacks.posted import Clicks, Day, Text
from callbacks.wiring import Done
from db.session import Writing
from domain.backgrounds import Level
from domain.consents import Given, GivenHow, Purpose
from domain.permissions import Permission
from layouts import shell
from layouts.backgrounds import Ids
from texts import _

WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)
EDIT = Permission.EDIT_EXPERTS


@dataclass(frozen=True)
class OnLevel:
    level: Level


@experts.card.command(
    WHOLE,
    Input(Ids.SAVE, "n_clicks"),
    State(Ids.LEVEL, "value"),
    State(Ids.WORDS, "value"),
    State(Ids.FROM, "value"),
    State(Ids.UNTIL, "value"),
    State(Ids.PURPOSE, "value"),
    State(Ids.HOW, "value"),
    State(Ids.GIVEN_ON, "value"),
    State(Ids.GIVEN_TO, "value"),
    needs=EDIT,
)
def tell(
    writing: Writing, _clicks: int, expert_id: int, level: Level, words: Text, first: date, last: Day,
    purpose: Purpose, how: GivenHow, on: Day, to: Text,
) -> Done:  # fmt: skip
    commands.backgrounds.tell(writing, expert_id, level, words, first, last, Given(purpose, how, on, to))
    return Done(_("The consent was saved."))


@experts.card.command(WHOLE, Input(Ids.WITHDRAW.of(level=ALL), "n_clicks"), needs=EDIT)
def withdraw(writing: Writing, expert_id: int, on: OnLevel, _clicks: Clicks) -> Done:
    commands.backgrounds.withdraw(writing, expert_id, on.level)
    return Done(_("The consent was withdrawn and the words were erased."))
