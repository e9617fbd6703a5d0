"""Column sets: the list of them, and the form of one with a preview of invented lines beside it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.column_sets import (
    ColumnSet,
    Content,
    CsvColumn,
    DateForm,
    DecimalSign,
    Delimiter,
    Encoding,
    LineEnd,
    Stored,
)
from domain.fees import LineKind
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from layouts.parts.icons import icon
from texts import _

LIST = "/column-sets"
ROOMY = {"minWidth": "9rem"}


class Ids(IdEnum):
    OPENED = auto()
    ADD_DIALOG = auto()
    NEW_NAME = auto()
    LIKE = auto()
    ADD = auto()
    NAME = auto()
    DELIMITER = auto()
    ENCODING = auto()
    DECIMAL_SIGN = auto()
    DATES = auto()
    LINE_END = auto()
    HEADINGS = auto()
    IN_USE = auto()
    PAY_CODE = auto()
    COLUMNS = auto()
    HEADING = auto()
    CONTENT = auto()
    FIXED = auto()
    MOVE = auto()
    PREVIEW = auto()
    SAVE = auto()


class Move(StrEnum):
    UP = auto()
    DOWN = auto()
    REMOVE = auto()
    ADD = auto()


def page(sets: Sequence[Stored], opened: Stored | None) -> Component:
    if opened is not None:
        back = actions.link(_("All column sets"), LIST, kind="quiet")
        return html.Div([cards.page_header(opened.column_set.name, back), *_form(opened)], className="page")
    add = dialogs.opener(_("New column set"), Ids.ADD_DIALOG, icon="plus-lg")
    lead = _("How each payroll system wants the lines as a text file. A set in use makes a file of every batch.")
    header = cards.page_header(_("Column sets"), add, lead=lead)
    return html.Div([header, _list(sets), _add_dialog(sets)], className="page")


def _list(sets: Sequence[Stored]) -> Component:
    columns = [
        tables.Column(_("Name"), lambda each: dcc.Link(each.column_set.name, href=address(each.column_set.key))),
        tables.Column(_("In use"), lambda each: _in_use(each.in_use)),
        tables.Column(_("Form"), lambda each: _told(each.column_set)),
        tables.Column(_("Columns"), lambda each: str(len(each.column_set.columns)), numeric=True),
        tables.Column(_("Source"), lambda each: each.column_set.source or "–"),
    ]
    return tables.table(columns, sets, _("Column sets"), caption_hidden=True)


def address(key: str) -> str:
    return f"{LIST}?open={key}"


def _in_use(in_use: bool) -> Component:
    return badges.badge(_("in use"), Tone.GOOD, "check2") if in_use else badges.badge(_("not in use"))


def _told(own: ColumnSet) -> str:
    return ", ".join(texts.words(each) for each in (own.delimiter, own.encoding, own.dates))


def _form(opened: Stored) -> list[Component]:
    own = opened.column_set
    seen = {"key": own.key, "version": opened.version, "source": own.source}
    save = actions.button(_("Save"), Ids.SAVE, kind="primary")
    return [
        dcc.Store(id=Ids.OPENED, data=seen),
        cards.card(_("Form"), *([html.P(own.source, className="muted")] if own.source else []), _shape(opened)),
        cards.card(_("Preview with invented lines"), html.Div(id=Ids.PREVIEW)),
        cards.card(_("Columns"), html.Div(columns(own.columns), id=Ids.COLUMNS, className="stack")),
        cards.card(_("Payroll's codes"), *_pay_codes(own)),
        actions.bar(own.name, save),
    ]


def _shape(opened: Stored) -> Component:
    own = opened.column_set
    fields = forms.fields(
        forms.text(Ids.NAME, _("Name"), own.name, maxlength=200, debounce=True),
        forms.select(Ids.DELIMITER, _("Delimiter"), _choices(Delimiter), own.delimiter.name),
        forms.select(Ids.ENCODING, _("Encoding"), _choices(Encoding), own.encoding.name),
        forms.select(Ids.DECIMAL_SIGN, _("Decimal sign"), _choices(DecimalSign), own.decimal_sign.name),
        forms.select(Ids.DATES, _("Dates"), _choices(DateForm), own.dates.name),
        forms.select(Ids.LINE_END, _("Line ends"), _choices(LineEnd), own.line_end.name),
    )
    ticks = [
        forms.check(Ids.HEADINGS, _("The first line has the headings"), own.headings),
        forms.check(Ids.IN_USE, _("In use: a file is made of every batch"), opened.in_use),
    ]
    return html.Div([fields, html.Div(ticks, className="mt-3")])


def _choices(kind: type[StrEnum]) -> list[tuple[str | int, str]]:
    """By name: a browser trims a tab away."""
    return [(each.name, texts.words(each)) for each in kind]


def columns(own: Sequence[CsvColumn]) -> list[Component]:
    """Drawn anew when one is moved, added or removed; nothing is stored before the whole form is."""
    head = [_("Column"), _("Heading"), _("What it holds"), _("Fixed value"), ""]
    rows = [_column(place, column, len(own)) for place, column in enumerate(own)]
    table = html.Table(
        [html.Thead(html.Tr([html.Th(word, scope="col") for word in head])), html.Tbody(rows)], className="table"
    )
    frame = {"aria-label": _("Columns"), "role": "region"}
    add = actions.button(_("Add a column"), Ids.MOVE.of(action=Move.ADD.value, place=len(own)), icon="plus-lg")
    return [html.Div(table, className="table-frame", tabIndex="0", **frame), add]


def _column(place: int, column: CsvColumn, count: int) -> Component:
    options = [{"value": each.value, "label": texts.words(each)} for each in Content]
    content = dbc.Select(id=Ids.CONTENT.of(place=place), options=options, value=column.content.value)
    return html.Tr(
        [
            html.Th(str(place + 1), scope="row"),
            html.Td(_input(Ids.HEADING, place, column.heading, _("Heading"))),
            html.Td(_labelled(_("What it holds"), place, content)),
            html.Td(_input(Ids.FIXED, place, column.fixed, _("Fixed value"))),
            html.Td(html.Div(_moves(place, count), className="d-flex flex-nowrap")),
        ]
    )


def _input(id: Ids, place: int, value: str, label: str) -> Component:
    return _labelled(label, place, dbc.Input(id=id.of(place=place), value=value, maxlength=200, debounce=True))


def _labelled(label: str, place: int, control: Component) -> Component:
    """The heading of the table is the label for those who see it."""
    return html.Label(
        [html.Span(f"{label} {place + 1}", className="visually-hidden"), control], className="w-100", style=ROOMY
    )


def _moves(place: int, count: int) -> list[Component]:
    moves = [
        (Move.UP, "arrow-up", _("Move up"), place == 0),
        (Move.DOWN, "arrow-down", _("Move down"), place == count - 1),
        (Move.REMOVE, "trash", _("Remove"), count == 1),
    ]
    return [
        html.Button(
            icon(picture),
            id=Ids.MOVE.of(action=move.value, place=place),
            type="button",
            className="btn btn-quiet btn-sm",
            disabled=off,
            **{"aria-label": f"{label}: {place + 1}"},
        )
        for move, picture, label, off in moves
    ]


def _pay_codes(own: ColumnSet) -> list[Component]:
    lead = html.P(_("Without a code the income type stands in its place."), className="muted")
    inputs = [
        forms.text(
            Ids.PAY_CODE.of(kind=kind.value),
            texts.words(kind),
            own.pay_codes.get(kind, ""),
            maxlength=80,
            debounce=True,
        )
        for kind in LineKind
    ]
    return [lead, forms.fields(*inputs)]


def preview(text: str) -> Component:
    frame = {"aria-label": _("Preview with invented lines"), "role": "region"}
    return html.Div(
        html.Pre(text, className="m-0 p-3 small overflow-visible"), className="table-frame", tabIndex="0", **frame
    )


def problem(sentence: str) -> Component:
    return badges.notice(sentence, Tone.WARN, "exclamation-triangle")


def _add_dialog(sets: Sequence[Stored]) -> Component:
    likes = [(each.column_set.key, each.column_set.name) for each in sets]
    fields = forms.fields(
        forms.text(Ids.NEW_NAME, _("Name"), maxlength=200),
        forms.select(Ids.LIKE, _("Begins as a copy of"), likes, likes[0][0]),
    )
    add = actions.button(_("Add"), Ids.ADD, kind="primary")
    return dialogs.dialog(Ids.ADD_DIALOG, _("New column set"), [fields], [dialogs.cancel(Ids.ADD_DIALOG), add])
