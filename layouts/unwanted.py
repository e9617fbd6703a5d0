"""Units that an expert does not want and experts who are not placed together: no reason is asked or kept."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.unwanted import UnwantedRow
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, forms, tables
from texts import _, formats


class Ids(IdEnum):
    DIALOG = auto()
    UNIT = auto()
    EXPERT = auto()
    UNTIL = auto()
    SAVE = auto()
    END = auto()


def card(
    rows: Sequence[UnwantedRow],
    units: Sequence[tuple[int, str]],
    experts: Sequence[tuple[int, str]],
    may_edit: bool,
) -> Component:
    """In matching these only read as "not available", both ways."""
    if rows:
        columns = [
            tables.Column(_("Not placed"), _named),
            tables.Column(_("Until"), lambda row: formats.date(row.until) if row.until else _("until taken back")),
            *([tables.Column(_("Actions"), _end)] if may_edit else []),
        ]
        listed = tables.table(columns, rows, _("Not placed"), caption_hidden=True)
    else:
        listed = html.P(_("No unit or expert has been named."), className="muted")
    opener = dialogs.opener(_("Add …"), Ids.DIALOG, icon="plus-lg")
    more = [actions.buttons(opener), _dialog(units, experts)] if may_edit else []
    return cards.card(_("Not in these units, not with these experts"), listed, *more)


def _named(row: UnwantedRow) -> str:
    if row.unit:
        return row.unit
    return _("not with {expert}").format(expert=row.expert)


def _end(row: UnwantedRow) -> Component | str:
    if not row.own:
        return _("told on the other one's card")
    label = [_("Take off the list"), html.Span(f" {_named(row)}", className="visually-hidden")]
    return html.Button(label, id=Ids.END.of(id=row.id), type="button", className="btn btn-quiet btn-sm")


def _dialog(units: Sequence[tuple[int, str]], experts: Sequence[tuple[int, str]]) -> Component:
    sentence = html.P(_("Choose a unit or an expert. The reason is not asked and not written anywhere."))
    fields = forms.fields(
        forms.select(Ids.UNIT, _("Unit"), [(0, "–"), *units], 0),
        forms.select(Ids.EXPERT, _("Expert"), [(0, "–"), *experts], 0),
        forms.date(Ids.UNTIL, _("Until"), hint=_("empty: until taken back")),
    )
    buttons = [dialogs.cancel(Ids.DIALOG), actions.button(_("Save"), Ids.SAVE, kind="primary")]
    return dialogs.dialog(Ids.DIALOG, _("Not in these units, not with these experts"), [sentence, fields], buttons)
