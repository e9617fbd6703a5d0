"""A cancellation heard on the telephone, also by somebody who does not see the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dash import ALL, Input, Output
from dash.development.base_component import Component

import commands.assignments
from callbacks.posted import Clicks
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.assignments import Party
from domain.flow import Seen
from domain.permissions import Permission
from layouts import absences as layout
from layouts import shell
from layouts.absences import Ids
from texts import _

page = Page(layout.ONE, under="/", see=Permission.RECORD_ABSENCES)


@dataclass(frozen=True)
class By:
    by: Literal[Party.EXPERT, Party.CLIENT]
    version: int


@page.view
def show(reading: Reading, task_id: int) -> Component:
    task, client, package = queries.assignments.one(reading, task_id)
    return layout.page(task, client, package, reading.now)


@page.command(
    Output(shell.Ids.MAIN, "children", allow_duplicate=True), Input(Ids.CANCEL.of(by=ALL, version=ALL), "n_clicks")
)
def cancel(writing: Writing, on: By, _clicks: Clicks, task_id: int) -> Done:
    commands.assignments.cancel(writing, task_id, Seen(on.version), on.by)
    return Done(_("Written down. The coordinator sees it at once."))
