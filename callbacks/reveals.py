"""Opening a sealed field, on the expert's card and in the payroll details: asked, put on the trail, then shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component

import commands.reveals
from callbacks import payroll_details, today
from callbacks.posted import Clicks, Text
from callbacks.wiring import Done
from db import queries
from db.session import Reading, Writing
from domain import reveals
from domain.permissions import Permission
from domain.reveals import Sealed
from layouts import payroll_details as details
from layouts import reveals as layout
from layouts.reveals import Ids

PLACE = Output(Ids.PLACE, "children", allow_duplicate=True)
house = today.page
"""Two pages have such buttons and no address says whose field is meant, so the callbacks belong to neither."""


@dataclass(frozen=True)
class OnField:
    expert: int
    field: Sealed


@dataclass(frozen=True)
class OnRow:
    id: int
    action: str


def asking(reading: Reading, expert_id: int, field: Sealed) -> Component:
    reading.viewer.need(reveals.NEEDS[field])
    return layout.asking(queries.reveals.asked(reading, expert_id, field))


@house.query(PLACE, Input(Ids.ASK.of(expert=ALL, field=ALL), "n_clicks"), needs=Permission.REVEAL)
def ask(reading: Reading, _clicks: Clicks, on: OnField) -> Component:
    return asking(reading, on.expert, on.field)


@payroll_details.page.query(PLACE, Input(details.Ids.OPENED, "data"), needs=Permission.REVEAL)
def ask_of_row(reading: Reading, asked: OnRow) -> Any:
    """The other acts of a row are not about what is sealed."""
    return asking(reading, asked.id, Sealed(asked.action)) if asked.action in reveals.PAYROLL else no_update


@house.command(
    PLACE,
    Input(Ids.OPEN.of(expert=ALL, field=ALL), "n_clicks"),
    State(Ids.REASON, "value"),
    State(Ids.SECOND, "value"),
    needs=Permission.REVEAL,
)
def reveal(writing: Writing, on: OnField, _clicks: Clicks, reason: Text, second: Text) -> Done:
    commands.reveals.reveal(writing, on.expert, on.field, reason, second)
    return Done(shown=partial(opened, on=on))


def opened(reading: Reading, on: OnField) -> Component:
    asked = queries.reveals.asked(reading, on.expert, on.field)
    return layout.shown(asked, queries.reveals.opened(reading, on.expert, on.field))
