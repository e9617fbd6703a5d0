"""The two sealed levels of an expert's background on the card: closed, with the consent each rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import consents
from domain.backgrounds import Background, Level
from domain.consents import Consent, GivenHow, Purpose
from domain.reveals import Sealed
from layouts import reveals
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms
from layouts.parts.actions import Id
from layouts.parts.badges import Tone
from texts import _, formats


class Ids(IdEnum):
    DIALOG = auto()
    LEVEL = auto()
    WORDS = auto()
    PURPOSE = auto()
    FROM = auto()
    UNTIL = auto()
    HOW = auto()
    GIVEN_ON = auto()
    GIVEN_TO = auto()
    SAVE = auto()
    WITHDRAW = auto()


def card(expert_id: int, levels: Sequence[Background], may_edit: bool, today: date) -> Component:
    note = html.P(
        _("Levels 3 and 4 are encrypted, in no list and no file, and unknown to matching."), className="muted"
    )
    rows = [_level(expert_id, each, may_edit, today) for each in levels]
    opener = dialogs.opener(_("Write with a consent"), Ids.DIALOG, icon="plus-lg")
    more = [actions.buttons(opener), _dialog(today)] if may_edit else []
    return cards.card(_("Sealed background"), note, *rows, *more)


def _level(expert_id: int, each: Background, may_edit: bool, today: date) -> Component:
    acts = []
    if each.opens_on(today):
        acts.append(reveals.opener(expert_id, Sealed(each.level), _("Open …")))
    if may_edit and each.written:
        label = _("Withdraw the consent") if each.consent else _("Remove")
        said = [label, html.Span(f" {texts.words(each.level)}", className="visually-hidden")]
        acts.append(html.Button(said, id=Ids.WITHDRAW.of(level=each.level), type="button", className="btn btn-quiet"))
    return html.Div([html.H3(texts.words(each.level)), *_state(each, today), actions.buttons(*acts)])


def _state(each: Background, today: date) -> list[Component]:
    if not each.written:
        return [html.P(_("Nothing has been told."), className="muted")]
    if each.consent is None:
        return [badges.notice(_("No consent is on record: it is not opened before one is."), Tone.WARN, "shield-lock")]
    told = [html.P(circumstances(each.consent))]
    if today not in each.consent:
        told.append(badges.notice(_("The consent is not in force today: it is not opened."), Tone.WARN, "shield-lock"))
    return told


def circumstances(consent: Consent) -> str:
    """ "1.9.2026–31.8.2028, tehtävien välitys; suullisesti 1.9.2026, Kerttu Koordinaattori"."""
    given = consent.given
    until = formats.date(consent.last) if consent.last else ""
    when = formats.date(given.on) if given.on else ""
    how = texts.words(given.how) if given.how is not GivenHow.NOT_TOLD else ""
    said = " ".join(part for part in (how, when) if part)
    source = ", ".join(part for part in (said, given.to) if part)
    period = f"{formats.date(consent.first)}–{until}, {texts.words(given.purpose)}"
    return f"{period}; {source}" if source else period


def given_fields(purpose: Id, how: Id, on: Id, to: Id, today: date) -> list[Component]:
    """How, when, to whom and for what: the same for every level."""
    ways = [(way.value, texts.words(way)) for way in GivenHow if way is not GivenHow.NOT_TOLD]
    purposes = [(each.value, texts.words(each)) for each in Purpose]
    return [
        forms.select(purpose, _("Purpose"), purposes, Purpose.MATCHING.value),
        forms.select(how, _("How was it given?"), ways, GivenHow.BY_TELEPHONE.value),
        forms.date(on, _("Given on"), today),
        forms.text(to, _("To whom"), hint=_("empty: to you"), maxlength=200),
    ]


def _dialog(today: date) -> Component:
    levels = [(level.value, texts.words(level)) for level in Level]
    no = _("No diagnoses, medicines or places of treatment: diagnoses are never stored.")
    fields = forms.fields(
        forms.select(Ids.LEVEL, _("Level"), levels, Level.SERVICE_PATH.value),
        forms.date(Ids.FROM, _("Consent from"), today),
        forms.date(Ids.UNTIL, _("Consent until"), consents.usual_end(today)),
        *given_fields(Ids.PURPOSE, Ids.HOW, Ids.GIVEN_ON, Ids.GIVEN_TO, today),
    )
    body = [
        badges.notice(no, Tone.WARN, "shield-lock"),
        fields,
        forms.free_text(Ids.WORDS, _("In the expert's words, takes the place of what is there"), rows=5),
        html.P(_("Leave the words empty to renew only the consent."), className="muted"),
    ]
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save the consent"), Ids.SAVE, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("Sealed background"), body, buttons)
