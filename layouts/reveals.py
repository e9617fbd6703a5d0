"""Opening a sealed field: the button, the dialog that asks why, and what is seen for half a minute (assets/reveals.js)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.reveals import SECONDS, Asked, Busy, Sealed
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from texts import N_, _, formats

VALUES: Mapping[str, str] = {
    "phone": N_("Telephone"),
    "email": N_("Email"),
    "municipality": N_("Municipality"),
    "areas": N_("Areas"),
    "address": N_("Address"),
}


class Ids(IdEnum):
    PLACE = auto()
    TOLD = auto()
    ASK = auto()
    DIALOG = auto()
    REASON = auto()
    SECOND = auto()
    OPEN = auto()


def place() -> Component:
    """Where the dialogs come, and where a listener hears how long the value stays."""
    told = html.Div(id=Ids.TOLD, role="status", className="visually-hidden")
    return html.Div([html.Div(id=Ids.PLACE), told])


def opener(expert_id: int, field: Sealed, label: str) -> Component:
    return actions.button(label, Ids.ASK.of(expert=expert_id, field=field), "quiet", "eye")


def asking(asked: Asked) -> Component:
    kept = _("It is shown for {seconds} seconds. The trail keeps who opened what, and why.").format(seconds=SECONDS)
    over = _(
        "You have opened {count} sealed fields today; the usual limit is {limit}. It opens with a second reason, and the "
        "manager and the data-protection reader see how many you have opened."
    )
    body = [
        html.P(f"{asked.expert}: {texts.words(asked.field)}"),
        html.P(kept, className="muted"),
        forms.text(
            Ids.REASON, _("Why is it opened?"), hint=_("Write nothing of the person's life here."), maxlength=200
        ),
        *([badges.notice(over.format(count=asked.done, limit=asked.limit), Tone.WARN)] if asked.over else []),
        html.Div(
            forms.text(Ids.SECOND, _("Why one more today?"), maxlength=200),
            hidden=not asked.over,
        ),
    ]
    go = actions.button(_("Open"), Ids.OPEN.of(expert=asked.expert_id, field=asked.field), "primary", "eye")
    return dialogs.dialog(Ids.DIALOG, _("Open a sealed field"), body, [dialogs.cancel(Ids.DIALOG), go], open=True)


def shown(asked: Asked, values: Mapping[str, str]) -> Component:
    """Gone by itself: the page forgets the value, and nothing else has held it."""
    said = [
        (_(VALUES[name]) if name in VALUES else texts.words(asked.field), _value(text)) for name, text in values.items()
    ]
    left = [_("Hidden in"), " ", html.Strong(str(SECONDS), className="left"), " s"]
    spoken = {
        "data-reveal": str(SECONDS),
        "data-place": Ids.PLACE.value,
        "data-told": Ids.TOLD.value,
        "data-left": _("{seconds} seconds left"),
        "data-gone": _("The opened field has been hidden again."),
    }
    body = html.Div([cards.facts(said), html.P(left, className="muted", **{"aria-hidden": "true"})], **spoken)
    title = f"{asked.expert}: {texts.words(asked.field)}"
    return dialogs.dialog(Ids.DIALOG, title, body, [dialogs.cancel(Ids.DIALOG, _("Hide now"))], open=True)


def _value(text: str) -> Component:
    return html.Span(text or "–", className="prose")


def busy(days: Sequence[Busy]) -> list[Component]:
    """For the manager and the data-protection reader: who and how many, not whose lives."""
    if not days:
        return []
    title = _("Sealed fields opened over the daily limit")
    columns = [
        tables.Column(_("Date"), lambda each: formats.date(each.day)),
        tables.Column(_("Person"), lambda each: each.person),
        tables.Column(_("Opened"), lambda each: formats.number(each.count), numeric=True),
        tables.Column(_("Over the limit"), lambda each: formats.number(each.over), numeric=True),
    ]
    return [cards.card(title, tables.table(columns, days, title, caption_hidden=True))]
