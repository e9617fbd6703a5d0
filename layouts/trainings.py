"""Training events, and one event's attendance list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.experts import TrainingKind
from domain.trainings import Present, TrainingRow
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, tables
from layouts.parts.badges import Look, Tone
from texts import _, formats, ngettext

LIST = "/trainings"
ONE = "/trainings/{training_id}"


class Ids(IdEnum):
    DIALOG = auto()
    KIND = auto()
    NAME = auto()
    HELD_ON = auto()
    HOURS = auto()
    OWN = auto()
    ADD = auto()
    TICKS = auto()
    SAVE = auto()


KINDS = {
    TrainingKind.BASIC: Look(Tone.ACCENT, "mortarboard"),
    TrainingKind.INDUCTION: Look(Tone.INFO, "signpost-split"),
    TrainingKind.REFRESHER: Look(Tone.GOOD, "arrow-repeat"),
    TrainingKind.MENTORING: Look(Tone.BUSY, "people"),
    TrainingKind.EXTRA: Look(Tone.NEUTRAL, "plus-circle"),
}


def page(rows: Sequence[TrainingRow], may_edit: bool, today: date) -> Component:
    opener = dialogs.opener(_("New event"), Ids.DIALOG, kind="primary", icon="plus-lg")
    lead = _("Attendance decides eligibility: whoever is ticked is eligible from the same moment.")
    back = actions.link(_("All experts"), "/experts", kind="quiet")
    header = cards.page_header(_("Trainings"), back, *([opener] if may_edit else []), lead=lead)
    dialog = [_dialog(today)] if may_edit else []
    return html.Div([header, _listed(rows, today), *dialog], className="page")


def _listed(rows: Sequence[TrainingRow], today: date) -> Component:
    if not rows:
        return empty.empty(_("No events yet"), _("Enter the first event, then tick who was there."), icon="mortarboard")
    columns = [
        tables.Column(_("Date"), lambda row: formats.date(row.held_on)),
        tables.Column(_("Event"), lambda row: dcc.Link(row.name, href=ONE.format(training_id=row.id))),
        tables.Column(_("Kind"), lambda row: _kind(row.kind)),
        tables.Column(_("Training hours"), lambda row: formats.number(row.hours), numeric=True),
        tables.Column(_("Held by"), lambda row: _held_by(row.own)),
        tables.Column(_("Present"), lambda row: _present(row, today), numeric=True),
    ]
    return tables.table(columns, rows, _("Trainings"), caption_hidden=True)


def _kind(kind: TrainingKind) -> Component:
    look = KINDS[kind]
    return badges.badge(texts.words(kind), look.tone, look.icon)


def _held_by(own: bool) -> str:
    return _("the bank") if own else _("someone else")


def _present(row: TrainingRow, today: date) -> str:
    return _("coming") if row.held_on > today else formats.number(row.attended)


def _dialog(today: date) -> Component:
    kinds = [(kind.value, texts.words(kind)) for kind in TrainingKind]
    fields = forms.fields(
        forms.select(Ids.KIND, _("Kind"), kinds, TrainingKind.REFRESHER.value),
        forms.text(Ids.NAME, _("Name"), maxlength=200),
        forms.date(Ids.HELD_ON, _("Date"), today, _("the last day of a longer one")),
        forms.number(Ids.HOURS, _("Training hours"), 3, min=0, max=1000),
    )
    own = forms.check(Ids.OWN, _("Held by the bank itself"), True)
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Add"), Ids.ADD, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("New event"), [fields, own], buttons)


def event(row: TrainingRow, people: Sequence[Present], may_edit: bool, today: date) -> Component:
    back = actions.link(_("All trainings"), LIST, kind="quiet")
    header = cards.page_header(row.name, back)
    facts = cards.facts(
        [
            (_("Kind"), _kind(row.kind)),
            (_("Date"), formats.date(row.held_on)),
            (_("Training hours"), formats.number(row.hours)),
            (_("Held by"), _held_by(row.own)),
            (_("Present"), _present(row, today)),
        ]
    )
    listed = _attendance(row, people, may_edit, today)
    return html.Div([header, cards.card(_("Event"), facts), *listed], className="page")


def _attendance(row: TrainingRow, people: Sequence[Present], may_edit: bool, today: date) -> list[Component]:
    if row.held_on > today:
        sentence = _("Attendance is ticked once the event has been held, on {day}.").format(
            day=formats.date(row.held_on)
        )
        return [badges.notice(sentence, Tone.INFO, "calendar-event")]
    if not may_edit:
        there = [html.Li(person.name) for person in people if person.present]
        return [cards.card(_("Attendance list"), html.Ul(there))]
    count = sum(person.present for person in people)
    summary = ngettext(
        "{count} name was ticked when the list was opened", "{count} names were ticked when the list was opened", count
    )
    save = actions.button(_("Save the list"), Ids.SAVE, kind="primary", icon="check2")
    return [
        cards.card(_("Attendance list"), html.P(_("Tick everyone who was there."), className="muted"), _ticks(people)),
        actions.bar(summary.format(count=count), save),
    ]


def _ticks(people: Sequence[Present]) -> Component:
    """Names run down the columns, as on a paper list."""
    checklist = dbc.Checklist(
        id=Ids.TICKS,
        options=[{"value": person.expert_id, "label": person.name} for person in people],
        value=[person.expert_id for person in people if person.present],
        className="names",
    )
    return forms.group(_("Experts"), checklist)
