"""One expert's card: contact, standing, themes with their consent, work, free time, trainings and assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.experts import ContactRoute, Ineligible
from domain.hints import HintRow
from domain.register import Choices, ExpertCard
from domain.reveals import Sealed
from domain.trail import Entry
from domain.unwanted import UnwantedRow
from layouts import agreements, backgrounds, consents, experts, free_time, hints, histories, openings, reveals, unwanted
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from texts import _, formats, ngettext

NOTHING = "–"
SHOWN = 6
"""The latest trainings before the rest is folded."""


class Ids(IdEnum):
    EDIT = auto()
    VERSION = auto()
    PAUSE_DIALOG = auto()
    PAUSE_FROM = auto()
    PAUSE_TO = auto()
    PAUSE = auto()


@dataclass(frozen=True)
class Known:
    """What else is known of the expert; `experts` are the others, for choosing."""

    hints: Sequence[HintRow]
    unwanted: Sequence[UnwantedRow]
    experts: Sequence[tuple[int, str]]
    history: Sequence[Entry] = ()


def card(
    expert: ExpertCard, known: Known, choices: Choices, may_edit: bool, today: date, may_offer: bool = False
) -> Component:
    edits = (
        [
            dialogs.opener(_("Break …"), Ids.PAUSE_DIALOG, icon="pause-circle"),
            actions.button(_("Edit"), Ids.EDIT, kind="primary", icon="pencil"),
        ]
        if may_edit
        else []
    )
    back = actions.link(_("All experts"), experts.LIST, kind="quiet")
    pay = actions.link(_("When is it paid?"), f"/experts/{expert.id}/payments", icon="cash-stack")
    offer = actions.link(_("Offer something"), openings.ADDRESS.format(expert_id=expert.id), icon="person-plus")
    acts = [back, pay, *([offer] if may_offer else []), *edits]
    header = cards.page_header(expert.name, *acts, lead=_lead(expert))
    left = [
        _contact(expert),
        consents.card(expert.themes, choices, may_edit, today),
        backgrounds.card(expert.id, expert.backgrounds, may_edit, today),
        free_time.card(expert.form),
    ]
    right = [
        _standing(expert, today),
        hints.card(expert.id, known.hints, choices.task_types, may_edit),
        _work(expert, choices),
        unwanted.card(known.unwanted, choices.clients, known.experts, may_edit),
        _trainings(expert),
    ]
    grid = cards.columns(html.Div(left, className="stack"), html.Div(right, className="stack"))
    version = html.Data(id=Ids.VERSION, value=str(expert.version))
    asked = [_pause_dialog(expert)] if may_edit else []
    history = histories.card(known.history, "experts")
    rest = [
        agreements.card(expert.agreements, may_edit, today),
        _assignments(expert),
        history,
        version,
        reveals.place(),
    ]
    return html.Div([header, *_left(expert), grid, *rest, *asked], className="page")


def _lead(expert: ExpertCard) -> str:
    known = _("known as {name}").format(name=expert.form.preferred_name) if expert.form.preferred_name else ""
    number = _("number {number}").format(number=expert.form.number)
    joined = (
        _("in the bank since {day}").format(day=formats.date(expert.form.joined_on)) if expert.form.joined_on else ""
    )
    return " · ".join(part for part in (number, known, joined) if part)


def _left(expert: ExpertCard) -> list[Component]:
    if expert.form.left_on is None:
        return []
    sentence = _("Leaves or has left the bank: {day} is the last day.").format(day=formats.date(expert.form.left_on))
    return [badges.notice(sentence, Tone.WARN, "door-open")]


def _contact(expert: ExpertCard) -> Component:
    form = expert.form
    hidden = form.contact_protected
    route = texts.words(form.contact_route)
    if form.contact_route is ContactRoute.ASSOCIATION:
        route = f"{route}: {expert.association}"
    facts = cards.facts(
        [
            (_("Telephone"), _protected() if hidden else telephone(form.phone)),
            (_("Email"), _protected() if hidden else form.email),
            (_("How to be reached"), form.contact_way),
            (_("Best hours"), form.contact_hours),
            (_("Contact"), route),
            (_("Municipality"), _protected() if hidden else expert.municipality),
            (_("Address"), _("sealed") if expert.has_address else None),
        ]
    )
    opener = reveals.opener(expert.id, Sealed.CONTACT, _("Open …"))
    why = [html.P(_("Contact goes through the bank: nothing of it is given to orderers."), className="muted")]
    opens = [actions.buttons(opener)] if hidden or expert.has_address else []
    return cards.card(_("Contact"), facts, *(why if hidden else []), *opens)


def _protected() -> Component:
    return badges.badge(_("protected"), Tone.WARN, "shield-lock")


def telephone(number: str) -> Component | None:
    return html.A(number, href=f"tel:{number.replace(' ', '')}") if number else None


def _standing(expert: ExpertCard, today: date) -> Component:
    lacking = {lack.reason: lack for lack in expert.standing.lacking_on(today)}
    columns = [
        tables.Column(_("Condition"), texts.words),
        tables.Column(_("Today"), lambda duty: _fulfilled(duty not in lacking)),
        tables.Column(_("Valid until"), lambda duty: _until(expert.standing.valid_until(duty))),
    ]
    duties = tables.table(columns, list(expert.standing.duties()), _("Conditions of acting"), caption_hidden=True)
    break_ = [badges.notice(_pause_words(expert), Tone.NEUTRAL, "pause-circle")] if Ineligible.PAUSED in lacking else []
    badge = experts.standing_badge(expert.standing, today)
    return cards.card(_("Eligibility"), *break_, duties, actions=[badge])


def _fulfilled(yes: bool) -> Component:
    return (
        badges.badge(_("in order"), Tone.GOOD, "check-circle")
        if yes
        else badges.badge(_("lacking"), Tone.BAD, "x-octagon")
    )


def _until(day: date | None) -> str:
    if day is None:
        return NOTHING
    return _("for the time being") if day == date.max else formats.date(day)


def _pause_words(expert: ExpertCard) -> str:
    if expert.paused_from is None and expert.paused_to is None:
        return _("On a break until told otherwise.")
    first = formats.date(expert.paused_from) if expert.paused_from else ""
    last = formats.date(expert.paused_to) if expert.paused_to else ""
    return _("On a break {first}–{last}.").format(first=first, last=last)


def _work(expert: ExpertCard, choices: Choices) -> Component:
    form = expert.form
    places, tasks = dict(choices.municipalities), dict(choices.task_types)
    ways = [word for word, true in ((_("on site"), form.on_site), (_("remotely"), form.remote)) if true]
    cap = [formats.euros(form.monthly_cap)] if form.monthly_cap else []
    cap += [formats.hours(form.monthly_cap_minutes)] if form.monthly_cap_minutes else []
    facts = cards.facts(
        [
            (_("Wants work"), texts.words(form.work_wish)),
            (_("Works"), ", ".join(ways)),
            (_("Areas"), _protected() if form.contact_protected else _names(form.areas, places)),
            (_("Languages"), ", ".join(formats.language(code) for code in form.languages)),
            (_("Task types"), _names(form.task_type_ids, tasks) or _("all")),
            (_("Practical wishes"), form.practical_wishes),
            (_("Own monthly limit"), ", ".join(cap)),
        ]
    )
    return cards.card(_("Work"), facts)


def _names(keys: tuple[object, ...], names: Mapping[object, str] | Mapping[str, str] | Mapping[int, str]) -> str:
    return ", ".join(names.get(key, str(key)) for key in keys)  # type: ignore[call-overload]


def _trainings(expert: ExpertCard) -> Component:
    if not expert.attended:
        return cards.card(_("Trainings"), html.P(_("No attendance yet."), className="muted"))
    columns = [
        tables.Column(_("Name"), lambda row: dcc.Link(row.name, href=f"/trainings/{row.training_id}")),
        tables.Column(_("Date"), lambda row: formats.date(row.held_on)),
        tables.Column(_("Training hours"), lambda row: formats.number(row.hours), numeric=True),
    ]
    newest, older = expert.attended[:SHOWN], expert.attended[SHOWN:]
    listed = [tables.table(columns, newest, _("Trainings"), caption_hidden=True)]
    if older:
        said = ngettext("{count} earlier training", "{count} earlier trainings", len(older)).format(count=len(older))
        folded = tables.table(columns, older, said, caption_hidden=True)
        listed.append(html.Details([html.Summary(said), folded], className="data-table"))
    return cards.card(_("Trainings"), *listed)


def _assignments(expert: ExpertCard) -> Component:
    if not expert.assignments:
        return cards.card(_("Assignments"), html.P(_("No assignments yet."), className="muted"))
    columns = [
        tables.Column(_("Time"), lambda row: _order_link(row.order_id, row.span)),
        tables.Column(_("Unit"), lambda row: row.client),
        tables.Column(_("Package"), lambda row: row.package),
        tables.Column(_("Status"), lambda row: texts.words(row.status)),
    ]
    count = expert.assignment_count
    heading = ngettext("{count} assignment", "{count} assignments", count).format(count=count)
    shown = _("{heading}, the latest {shown}").format(heading=heading, shown=len(expert.assignments))
    caption = heading if count == len(expert.assignments) else shown
    return cards.card(_("Assignments"), tables.table(columns, expert.assignments, caption))


def _order_link(order_id: int, span) -> Component:  # type: ignore[no-untyped-def]
    return dcc.Link(formats.day_and_time(span.start, span.end), href=f"/orders/{order_id}")


def _pause_dialog(expert: ExpertCard) -> Component:
    sentence = html.P(
        _("During a break nothing is offered. Empty both days to end the break. The reason is not asked.")
    )
    fields = forms.fields(
        forms.date(Ids.PAUSE_FROM, _("First day"), expert.paused_from),
        forms.date(Ids.PAUSE_TO, _("Last day"), expert.paused_to),
    )
    buttons = [dialogs.cancel(Ids.PAUSE_DIALOG), actions.button(_("Save"), Ids.PAUSE, kind="primary")]
    return dialogs.dialog(Ids.PAUSE_DIALOG, _("Break"), [sentence, fields], buttons)
