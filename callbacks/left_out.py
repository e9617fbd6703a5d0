"""What stays out of payment, in its own view; a held line is released here too."""

from __future__ import annotations

from typing import Any

from dash import ALL, Input, Output, no_update
from dash.development.base_component import Component
from typing_extensions import TypedDict

import commands.fees
from callbacks.posted import Clicks
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain.payments import Stopped
from domain.permissions import Permission
from layouts import batches, shell
from layouts import left_out as layout
from layouts.left_out import Ids
from texts import _

page = Page(layout.ADDRESS, under=batches.LIST, see=Permission.SEE_BATCHES)
NOUNS = frozenset({"batches", "lines", "reports", "payroll_details"})


class OnLine(TypedDict):
    line: int


@page.view
def show(reading: Reading) -> Component:
    return layout.page(_stopped(reading), reading.viewer, reading.today)


def redrawn(reading: Reading) -> list[Component]:
    return layout.body(_stopped(reading), reading.viewer, reading.today)


@page.query(Output(Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any]) -> Any:
    return redrawn(reading) if NOUNS & live.get("changes", {}).keys() else no_update


@page.command(
    Output(Ids.BODY, "children", allow_duplicate=True),
    Input(Ids.RELEASE.of(line=ALL), "n_clicks"),
    needs=Permission.PREPARE_BATCHES,
    then=redrawn,
)
def release(writing: Writing, _clicks: Clicks, on: OnLine) -> Done:
    commands.fees.release(writing, on["line"])
    return Done(_("The line was released."))


def _stopped(reading: Reading) -> Stopped:
    return queries.pay_runs.stopped(reading, queries.batches.payable(reading, reading.today).left_out)
