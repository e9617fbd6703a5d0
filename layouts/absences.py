"""One task as whoever answers the telephone sees it: who, when and where to, and what a cancellation would pay. No themes."""

from __future__ import annotations

from datetime import datetime
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.assignments import AssignmentRow, AssignmentStatus, Party
from layouts import assignments
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards
from layouts.parts.badges import Tone
from texts import _, formats

ONE = "/tasks/{task_id}"


class Ids(IdEnum):
    CANCEL = auto()


def page(task: AssignmentRow, client: str, package: str, now: datetime) -> Component:
    when = formats.day_and_time(task.span.start, task.span.end)
    told = cards.facts(
        [
            (_("Expert"), task.expert),
            (_("Orderer"), client),
            (_("Package"), package),
            (_("Time"), when),
            (_("Status"), texts.words(task.status)),
        ]
    )
    lead = _("Write down what you heard on the telephone. The coordinator sees it at once and finds another expert.")
    header = cards.page_header(_("Agreed task"), lead=lead)
    return html.Div([header, cards.card(when, told), _acts(task, now)], className="page")


def _acts(task: AssignmentRow, now: datetime) -> Component:
    if task.status is not AssignmentStatus.AGREED:
        return badges.notice(_("This task has already ended or been cancelled."), Tone.INFO, "info-circle")
    if task.span.start <= now:
        return badges.notice(
            _("The task has begun. What happened is told in its work report."), Tone.INFO, "info-circle"
        )
    words = {Party.EXPERT: _("The expert cannot come"), Party.CLIENT: _("The orderer cancels")}
    acts = [_act(task, by, word, assignments.cancelled(task, by, now)) for by, word in words.items()]
    note = html.P(_("No reason is asked or written down."), className="muted")
    return cards.card(_("Cannot come, or is cancelled"), *acts, note)


def _act(task: AssignmentRow, by: Party, word: str, consequence: str) -> Component:
    button = actions.button(word, Ids.CANCEL.of(by=by.value, version=task.version))
    return html.Div([button, html.Span(consequence, className="reason")], className="with-reason")
