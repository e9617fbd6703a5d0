"""An expert's themes, each with the consent that lets matching know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain import consents
from domain.experts import ThemeRole
from domain.register import Choices, ThemeConsent
from domain.themes import Precision
from layouts import backgrounds
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from texts import _


class Ids(IdEnum):
    DIALOG = auto()
    THEME = auto()
    ROLE = auto()
    FROM = auto()
    UNTIL = auto()
    PURPOSE = auto()
    HOW = auto()
    GIVEN_ON = auto()
    GIVEN_TO = auto()
    SAVE = auto()
    WITHDRAW = auto()


def card(themes: Sequence[ThemeConsent], choices: Choices, may_edit: bool, today: date) -> Component:
    if not themes:
        listed: Component = html.P(_("No theme with consent: the expert is found for no theme."), className="muted")
    else:
        columns = [
            tables.Column(_("Theme"), _named),
            tables.Column(_("Consent"), lambda own: _period(own, today)),
            *([tables.Column(_("Actions"), _withdraw)] if may_edit else []),
        ]
        listed = tables.table(columns, themes, _("Themes"), caption_hidden=True)
    opener = dialogs.opener(_("Add a consent"), Ids.DIALOG, icon="plus-lg")
    more = [actions.buttons(opener), _dialog(choices, today)] if may_edit else []
    return cards.card(_("Themes and consents"), listed, *more)


def _named(own: ThemeConsent) -> Component:
    return html.Div(
        [own.theme, html.Small(f"{texts.words(own.level)}, {texts.words(own.role)}", className="d-block muted")]
    )


def _period(own: ThemeConsent, today: date) -> Component:
    """An ended consent stays in sight until it is renewed or withdrawn; matching does not know of it."""
    told: list[Component | str] = [backgrounds.circumstances(own.consent)]
    if today not in own.consent:
        told.append(badges.badge(_("not in force"), Tone.WARN, "shield-lock"))
    return html.Div(told)


def _withdraw(own: ThemeConsent) -> Component:
    label = [
        _("Withdraw the consent"),
        html.Span(f" {own.theme}, {texts.words(own.role)}", className="visually-hidden"),
    ]
    return html.Button(label, id=Ids.WITHDRAW.of(theme=own.id), type="button", className="btn btn-quiet btn-sm")


def _dialog(choices: Choices, today: date) -> Component:
    themes = [(key, _choice(key, name, choices)) for key, name in choices.themes]
    roles = [(role.value, texts.words(role)) for role in ThemeRole]
    fields = forms.fields(
        forms.select(Ids.THEME, _("Theme"), themes, placeholder=_("Choose …")),
        forms.radios(Ids.ROLE, _("Whose experience"), roles, ThemeRole.OWN.value),
        forms.date(Ids.FROM, _("Consent from"), today),
        forms.date(Ids.UNTIL, _("Consent until"), consents.usual_end(today), _("empty: until withdrawn")),
        *backgrounds.given_fields(Ids.PURPOSE, Ids.HOW, Ids.GIVEN_ON, Ids.GIVEN_TO, today),
    )
    sentence = _(
        "The expert has said that they may be asked about this theme. They can withdraw it whenever they want."
    )
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save the consent"), Ids.SAVE, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("Add a consent"), [html.P(sentence), fields], buttons)


def _choice(theme_id: int, name: str, choices: Choices) -> str:
    return f"{name} ({texts.words(Precision.SITUATION)})" if theme_id in choices.situations else name
