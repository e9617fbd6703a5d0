"""Search over everything, from any page: each kind only with its own right."""

from __future__ import annotations

from dash import Input, Output
from dash.development.base_component import Component

from callbacks.posted import Text
from callbacks.today import page
from db import queries
from db.session import Reading
from domain import search as rules
from layouts import search as layout
from layouts.search import Ids


@page.query(Output(Ids.FOUND, "children"), Input(Ids.TEXT, "value"), always=True)
def search(reading: Reading, text: Text) -> list[Component]:
    if rules.asked(text[:200]).too_short:
        return layout.nothing_asked()
    return layout.found(queries.search.everything(reading, text[:200]))
