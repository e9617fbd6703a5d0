"""Feedback of an order's tasks: what each side has said, and the three questions to write an answer under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.assignments import LIVE, AssignmentRow, Party
from domain.feedback import SCALE, SIDES, Given
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import N_, _, formats

QUESTIONS: Mapping[Party, tuple[str, str, str]] = {
    Party.CLIENT: (
        N_("Did the expert's work answer the need?"),
        N_("Did the arrangements work?"),
        N_("Did the participants benefit?"),
    ),
    Party.EXPERT: (
        N_("Did the task go as agreed?"),
        N_("Did you get the information and support you needed?"),
        N_("How are you after the task?"),
    ),
}
"""The expert's third one is about well-being: coordinators only."""
ANSWERS: Mapping[int, str] = {1: N_("badly"), 2: N_("rather badly"), 3: N_("fairly"), 4: N_("well"), 5: N_("very well")}


class Ids(IdEnum):
    OPEN = auto()
    DIALOG = auto()
    ANSWER = auto()
    COMMENT = auto()
    GIVE = auto()


def card(tasks: Sequence[AssignmentRow], given: Sequence[Given], now: datetime) -> list[Component]:
    """Nothing before the first task is over."""
    over = [task for task in tasks if task.status in LIVE and task.span.end <= now]
    if not over:
        return []
    known = {(one.assignment_id, one.side): one for one in given}
    columns = (
        tables.Column(_("Time"), lambda task: formats.day_and_time(task.span.start)),
        tables.Column(_("Expert"), lambda task: task.expert),
        *(_side(side, known) for side in SIDES),
    )
    title = _("Feedback")
    return [cards.card(title, tables.table(columns, over, title, caption_hidden=True, in_cards=True))]


def dialog(task: AssignmentRow, side: Party, given: Given | None) -> Component:
    answers = (given.first, given.second, given.third) if given else (None, None, None)
    options = [(value, _(ANSWERS[value])) for value in SCALE]
    body = [
        html.P(f"{task.expert}, {formats.day_and_time(task.span.start, task.span.end)}", className="muted"),
        *(
            forms.radios(Ids.ANSWER.of(question=place), _(question), options, answers[place], inline=True)
            for place, question in enumerate(QUESTIONS[side])
        ),
        forms.free_text(Ids.COMMENT, _("In their own words"), given.comment if given else "", rows=2),
    ]
    save = actions.button(_("Save the feedback"), Ids.GIVE.of(task=task.id, side=side.value), "primary")
    title = _("The orderer's feedback") if side is Party.CLIENT else _("The expert's feedback")
    return dialogs.dialog(Ids.DIALOG, title, body, [dialogs.cancel(Ids.DIALOG.value), save], open=True, size="lg")


def _side(side: Party, known: Mapping[tuple[int, Party], Given]) -> tables.Column:
    return tables.Column(texts.words(side).capitalize(), lambda task: _cell(task, side, known.get((task.id, side))))


def _cell(task: AssignmentRow, side: Party, given: Given | None) -> Component:
    label = _("Change the answers") if given else _("Write down")
    about = f"{label}: {texts.words(side)}, {task.expert}"
    act = actions.button(label, Ids.OPEN.of(task=task.id, side=side.value), "quiet", **{"aria-label": about})
    return html.Div([*(_told(side, given) if given else []), act])


def _told(side: Party, given: Given) -> list[Component]:
    answers = zip(QUESTIONS[side], (given.first, given.second, given.third), strict=True)
    lines = [html.Li(f"{_(question)} {_(ANSWERS[value])}") for question, value in answers if value is not None]
    return [html.Ul(lines, className="lines"), *([html.P(given.comment)] if given.comment else [])]
