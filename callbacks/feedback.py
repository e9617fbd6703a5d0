"""Feedback typed in the order's own panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.feedback
from callbacks.order_cards import WHOLE, page
from callbacks.posted import Clicks, Text
from callbacks.wiring import Done
from db import queries
from db.session import Reading, Writing
from domain.assignments import Party
from domain.errors import Missing
from domain.permissions import Permission
from layouts import feedback as layout
from layouts.feedback import Ids
from layouts.order_cards import Ids as Card
from texts import _

WELLBEING = Permission.SEE_WELLBEING


@dataclass(frozen=True)
class OfTask:
    task: int
    side: Literal[Party.CLIENT, Party.EXPERT]


@page.query(
    Output(Card.DIALOG, "children", allow_duplicate=True),
    Input(Ids.OPEN.of(task=ALL, side=ALL), "n_clicks"),
    needs=WELLBEING,
)
def open_feedback(reading: Reading, on: OfTask, _clicks: Clicks, order_id: int) -> Component:
    task = next((row for row in queries.assignments.of_order(reading, order_id) if row.id == on.task), None)
    if task is None:
        raise Missing()
    given = queries.feedback.of_order(reading, order_id)
    known = (one for one in given if (one.assignment_id, one.side) == (on.task, on.side))
    return layout.dialog(task, on.side, next(known, None))


@page.command(
    WHOLE,
    Input(Ids.GIVE.of(task=ALL, side=ALL), "n_clicks"),
    State(Ids.ANSWER.of(question=ALL), "value"),
    State(Ids.COMMENT, "value"),
    needs=WELLBEING,
)
def give(writing: Writing, on: OfTask, _clicks: Clicks, answers: list[int | None], comment: Text) -> Done:
    commands.feedback.give(writing, on.task, on.side, answers, comment)
    return Done(_("The feedback was saved."))
