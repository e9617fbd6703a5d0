"""Somebody has saved the same order meanwhile: both values of each field, and a choice between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum, auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain.edits import Clash, Kept
from domain.times import Span
from layouts.ids import IdEnum
from layouts.order_forms import Choices
from layouts.order_histories import FIELDS
from layouts.parts import actions, dialogs, forms
from texts import N_, _, formats

OTHER_FIELDS: Mapping[str, str] = {"spans": N_("times"), "theme_ids": N_("themes")}
"""Fields that the history knows by another name."""


class Ids(IdEnum):
    DIALOG = auto()
    KEPT = auto()
    SETTLE = auto()


def dialog(clashes: Sequence[Clash], other: str, version: int, choices: Choices) -> Component:
    lead = _(
        "{name} has saved the order while you were writing. Choose what stays; the other changes of you both are kept."
    )
    names = _names(choices)
    body = [html.P(lead.format(name=other or _("Somebody else"))), *(_choice(clash, other, names) for clash in clashes)]
    save = actions.button(_("Save what I chose"), Ids.SETTLE.of(version=version), "primary")
    close = dialogs.cancel(Ids.DIALOG.value, _("Go on writing"))
    return dialogs.dialog(Ids.DIALOG, _("Two people changed the same"), body, [close, save], open=True, size="lg")


def _choice(clash: Clash, other: str, names: Mapping[str, Mapping[Any, str]]) -> Component:
    field = _(FIELDS.get(clash.field) or OTHER_FIELDS.get(clash.field, clash.field))
    told = {
        kept: _told(clash.field, value, names) for kept, value in ((Kept.MINE, clash.mine), (Kept.THEIRS, clash.theirs))
    }
    options = [
        (Kept.MINE.value, _("Yours: {value}").format(value=told[Kept.MINE])),
        (Kept.THEIRS.value, _("{name}: {value}").format(name=other or _("The other's"), value=told[Kept.THEIRS])),
    ]
    return forms.radios(Ids.KEPT.of(field=clash.field), field.capitalize(), options)


def _told(field: str, value: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    if value in (None, "", ()):
        return _("empty")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, StrEnum):
        return texts.words(value)
    if isinstance(value, tuple):
        return ", ".join(_one(field, each, names) for each in value)
    return _one(field, value, names)


def _one(field: str, value: Any, names: Mapping[str, Mapping[Any, str]]) -> str:
    if isinstance(value, Span):
        return formats.day_and_time(value.start, value.end)
    return names.get(field, {}).get(value, str(value))


def _names(choices: Choices) -> dict[str, Mapping[Any, str]]:
    return {
        "client_id": {one.id: one.name for one in choices.clients},
        "contact_id": {one.id: one.name for one in choices.contacts},
        "package_id": {one.id: one.name for one in choices.packages},
        "task_type_id": {one.id: one.name for one in choices.task_types},
        "theme_ids": dict(choices.themes),
        "municipality": dict(choices.municipalities),
        "wished_expert_id": dict(choices.experts),
    }
