"""Training events, and one event's attendance list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import auto

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.experts import TrainingKind
from domain.inductions import Induction, Requirement
from domain.trail import Entry
from domain.trainings import Lapsing, Present, TrainingRow
from layouts import histories, inductions
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, tables
from layouts.parts.badges import Look, Tone
from texts import _, formats, ngettext

LIST = "/trainings"
ONE = "/trainings/{training_id}"
SHOWN = 8
"""The soonest lapses before the rest is folded."""


class Ids(IdEnum):
    DIALOG = auto()
    KIND = auto()
    NAME = auto()
    HELD_ON = auto()
    HOURS = auto()
    OWN = auto()
    INDUCTION = auto()
    ADD = auto()
    TICKS = auto()
    SEARCH = auto()
    SAVE = auto()


KINDS = {
    TrainingKind.BASIC: Look(Tone.ACCENT, "mortarboard"),
    TrainingKind.INDUCTION: Look(Tone.INFO, "signpost-split"),
    TrainingKind.REFRESHER: Look(Tone.GOOD, "arrow-repeat"),
    TrainingKind.MENTORING: Look(Tone.BUSY, "people"),
    TrainingKind.EXTRA: Look(Tone.NEUTRAL, "plus-circle"),
}


def page(
    rows: Sequence[TrainingRow],
    lapsing: Sequence[Lapsing],
    taught: Sequence[Induction],
    packages: Sequence[Requirement],
    may_edit: bool,
    today: date,
) -> Component:
    opener = dialogs.opener(_("New event"), Ids.DIALOG, kind="primary", icon="plus-lg")
    lead = _("Attendance decides eligibility: whoever is ticked is eligible from the same moment.")
    back = actions.link(_("All experts"), "/experts", kind="quiet")
    header = cards.page_header(_("Trainings"), back, *([opener] if may_edit else []), lead=lead)
    dialog = [_dialog(taught, today)] if may_edit else []
    required = inductions.card(taught, packages, may_edit)
    return html.Div([header, _lapsing(lapsing), required, _listed(rows, today), *dialog], className="page")


def _lapsing(rows: Sequence[Lapsing]) -> Component:
    """Whom to ask to the next event, before anything has lapsed."""
    title = _("Lapses within 60 days")
    if not rows:
        return cards.card(title, html.P(_("Nothing lapses within 60 days."), className="muted"))
    columns = [
        tables.Column(_("Name"), lambda row: dcc.Link(row.name, href=f"/experts/{row.expert_id}")),
        tables.Column(_("Condition"), lambda row: texts.words(row.duty)),
        tables.Column(_("Last day"), lambda row: formats.date(row.last)),
        tables.Column(_("Next event"), _mended),
    ]
    first, rest = rows[:SHOWN], rows[SHOWN:]
    listed = [tables.table(columns, first, title, caption_hidden=True)]
    if rest:
        said = ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))
        table = tables.table(columns, rest, said, caption_hidden=True)
        listed.append(html.Details([html.Summary(said), table], className="data-table"))
    return cards.card(title, _counts(rows), *listed)


def _counts(rows: Sequence[Lapsing]) -> Component:
    """By duty: how many people the next event has to reach."""
    counted = Counter(row.duty for row in rows)
    told = ", ".join(f"{texts.words(duty)} {formats.number(count)}" for duty, count in counted.most_common())
    return html.P(told, className="muted")


def _mended(row: Lapsing) -> Component | str:
    if row.event is None:
        return "–"
    late = _("after it has lapsed") if row.event.held_on > row.last else ""
    day = dcc.Link(formats.date(row.event.held_on), href=ONE.format(training_id=row.event.id))
    return html.Span([day, *([f", {late}"] if late else [])])


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


def _dialog(taught: Sequence[Induction], today: date) -> Component:
    kinds = [(kind.value, texts.words(kind)) for kind in TrainingKind]
    fields = forms.fields(
        forms.select(Ids.KIND, _("Kind"), kinds, TrainingKind.REFRESHER.value),
        forms.text(Ids.NAME, _("Name"), maxlength=200),
        forms.date(Ids.HELD_ON, _("Date"), today, _("the last day of a longer one")),
        forms.number(Ids.HOURS, _("Training hours"), 3, min=0, max=1000),
        forms.select(
            Ids.INDUCTION,
            _("Teaches for certain tasks"),
            [(0, "–"), *((one.id, one.name) for one in taught)],
            0,
            _("an extra training only"),
        ),
    )
    own = forms.check(Ids.OWN, _("Held by the bank itself"), True)
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Add"), Ids.ADD, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("New event"), [fields, own], buttons)


def event(
    row: TrainingRow, people: Sequence[Present], history: Sequence[Entry], may_edit: bool, today: date
) -> Component:
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
    told = histories.card(history, "trainings")
    return html.Div([header, cards.card(_("Event"), facts), *listed, told], className="page")


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
        cards.card(_("Attendance list"), _search(), _ticks(people)),
        actions.bar(summary.format(count=count), save),
    ]


def _search() -> Component:
    """assets/attendance.js narrows the list and ticks."""
    box = dbc.Input(id=Ids.SEARCH, type="text", autocomplete="off", placeholder=_("Part of a name"))
    label = dbc.Label(_("Write a part of a name and press Enter, or tick below."), html_for=Ids.SEARCH.value)
    said = {
        "data-said": _("{name} is ticked."),
        "data-nobody": _("Nobody is found."),
        "data-count": _("Ticked: {count}."),
    }
    told = html.Div(role="status", className="muted", **said)
    return html.Div([label, box, told], className="field", **{"data-ticks": Ids.TICKS.value})


def _ticks(people: Sequence[Present]) -> Component:
    """Names run down the columns, as on a paper list."""
    checklist = dbc.Checklist(
        id=Ids.TICKS,
        options=[{"value": person.expert_id, "label": person.name} for person in people],
        value=[person.expert_id for person in people if person.present],
        className="names",
    )
    return html.Div(forms.group(_("Experts"), checklist), className="drafted")
