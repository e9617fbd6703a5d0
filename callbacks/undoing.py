"""Undo, from the bar that follows a deed and from an order's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dash import ALL, Input, Output

import commands.undoing
import texts
from callbacks.orders import page
from callbacks.posted import Clicks
from callbacks.wiring import Done
from db.session import Reading, Writing
from domain.permissions import Permission
from layouts.undoing import Ids
from texts import _


@dataclass(frozen=True)
class OfDeed:
    deed: int
    where: Literal["bar", "history"]


def nothing(_reading: Reading) -> None:
    """What was taken back comes to every open page by the live stream."""


@page.command(
    Output(Ids.UNDONE, "children"),
    Input(Ids.UNDO.of(deed=ALL, where=ALL), "n_clicks"),
    needs=Permission.RECORD_ABSENCES,
    then=nothing,
)
def undo(writing: Writing, on: OfDeed, _clicks: Clicks) -> Done:
    refused = commands.undoing.undo(writing, on.deed)
    but = tuple(
        _("Order {number}: {why}").format(number=order_id, why=texts.message(refusal)) for order_id, refusal in refused
    )
    return Done(_("Taken back."), but=but)
