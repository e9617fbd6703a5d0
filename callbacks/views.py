"""Saving and removing views of the queue, and keeping a person's own columns."""

from __future__ import annotations

from dataclasses import dataclass

from dash import ALL, Input, Output, State

import commands.views
from callbacks.addresses import link
from callbacks.orders import page
from callbacks.posted import Clicks, Text
from callbacks.wiring import Done
from db.session import Reading, Writing
from domain.permissions import Role
from layouts import order_queues, orders, shell
from layouts.views import Ids
from texts import _

WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)


@dataclass(frozen=True)
class OfView:
    view: int


@page.command(
    WHOLE,
    Input(Ids.SAVE, "n_clicks"),
    State(order_queues.Ids.STATE, "data"),
    State(Ids.NAME, "value"),
    State(Ids.SHARED, "value"),
    State(Ids.FIRST, "value"),
    State(Ids.ROLE, "value"),
)
def save(
    writing: Writing, _clicks: int, state: Text, name: Text, shared: bool | None, first: bool | None, role: Text
) -> Done:
    chosen = Role(role) if role in set(Role) else None
    view_id = commands.views.save(writing, name, state, bool(shared), chosen, bool(first))
    return Done(_("The view was saved."), link(orders.LIST, view=view_id))


@page.command(WHOLE, Input(Ids.REMOVE.of(view=ALL), "n_clicks"))
def remove(writing: Writing, on: OfView, _clicks: Clicks) -> Done:
    commands.views.remove(writing, on.view)
    return Done(_("The view was removed."), orders.LIST)


def kept(_reading: Reading) -> None:
    """The columns are on the screen already."""


@page.command(Output(order_queues.Ids.WIDTHS, "clear_data"), Input(order_queues.Ids.WIDTHS, "data"), then=kept)
def keep_columns(writing: Writing, columns: Text) -> None:
    commands.views.keep_columns(writing, columns)
