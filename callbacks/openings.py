"""Tarjoa jotain: what one expert could be offered now."""

from __future__ import annotations

from dash.development.base_component import Component

from callbacks.wiring import Page
from db import queries
from db.session import Reading
from domain.permissions import Permission
from layouts import openings as layout

page = Page(layout.ADDRESS, see=Permission.MATCH)


@page.view
def show(reading: Reading, expert_id: int) -> Component:
    return layout.page(queries.openings.of_expert(reading, expert_id))
