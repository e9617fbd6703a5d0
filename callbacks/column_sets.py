"""Column sets: opened, edited with a preview of invented lines, stored, added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import pydantic
from dash import ALL, Input, Output, State
from dash.development.base_component import Component

import commands.column_sets
import texts
from callbacks.posted import Clicks, Text
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from documents import column_sets as documents
from documents.example_lines import EXAMPLE
from domain.column_sets import ColumnSet, Content, CsvColumn, DateForm, DecimalSign, Delimiter, Encoding, LineEnd
from domain.errors import Refused
from domain.fees import LineKind
from domain.permissions import Permission
from layouts import column_sets as layout
from layouts import shell
from layouts.column_sets import Ids, Move
from texts import _N, _

page = Page(layout.LIST, see=Permission.EDIT_COLUMN_SETS, label=_N("Column sets"), icon="filetype-csv")
WHOLE = Output(shell.Ids.MAIN, "children", allow_duplicate=True)

Word = Annotated[Text, pydantic.Field(max_length=200)]
Words = Annotated[list[Word], pydantic.Field(max_length=61)]
Contents = Annotated[list[Content], pydantic.Field(max_length=61)]
K = TypeVar("K", bound=StrEnum)


@dataclass(frozen=True)
class Opened:
    key: Annotated[str, pydantic.Field(max_length=60)]
    version: int
    source: Word


@dataclass(frozen=True)
class OfColumn:
    action: Move
    place: Annotated[int, pydantic.Field(ge=0, le=60)]


FIELDS = (
    (Ids.NAME, "value"),
    (Ids.DELIMITER, "value"),
    (Ids.ENCODING, "value"),
    (Ids.DECIMAL_SIGN, "value"),
    (Ids.DATES, "value"),
    (Ids.LINE_END, "value"),
    (Ids.HEADINGS, "value"),
    (Ids.HEADING.of(place=ALL), "value"),
    (Ids.CONTENT.of(place=ALL), "value"),
    (Ids.FIXED.of(place=ALL), "value"),
    (Ids.PAY_CODE.of(kind=ALL), "value"),
)


@page.view
def show(reading: Reading, open: str = "") -> Component:
    """`open` is the key of one set."""
    opened = queries.column_sets.one(reading, open) if open else None
    return layout.page(queries.column_sets.every(reading), opened)


@page.query(
    Output(Ids.COLUMNS, "children"),
    Input(Ids.MOVE.of(action=ALL, place=ALL), "n_clicks"),
    State(Ids.HEADING.of(place=ALL), "value"),
    State(Ids.CONTENT.of(place=ALL), "value"),
    State(Ids.FIXED.of(place=ALL), "value"),
)
def move(_reading: Reading, _clicks: Clicks, headings: Words, contents: Contents, fixed: Words, on: OfColumn) -> Any:
    rows = [CsvColumn(*each) for each in _rows(headings, contents, fixed)]
    if on.action is Move.ADD:
        rows.append(CsvColumn("", Content.FIXED))
    elif on.place < len(rows):
        row = rows.pop(on.place)
        if on.action is not Move.REMOVE:
            rows.insert(max(on.place + (1 if on.action is Move.DOWN else -1), 0), row)
    return layout.columns(rows)


@page.query(
    Output(Ids.PREVIEW, "children"), *(Input(*each) for each in FIELDS), State(Ids.OPENED, "data"), initial=True
)
def preview(
    _reading: Reading, name: Word, delimiter: str, encoding: str, decimal_sign: str, dates: str, line_end: str,
    headed: bool, headings: Words, contents: Contents, fixed: Words, codes: Words, opened: Opened | None,
) -> Any:  # fmt: skip
    """What is wrong is told where the preview would stand: the person is still writing."""
    if opened is None:
        return None
    try:
        shape = (delimiter, encoding, decimal_sign, dates, line_end)
        edited = _edited(opened, name, shape, headed, _rows(headings, contents, fixed), codes)
        return layout.preview(documents.text(edited, EXAMPLE))
    except Refused as refused:
        return layout.problem(texts.message(refused))


@page.command(
    WHOLE,
    Input(Ids.SAVE, "n_clicks"),
    *(State(*each) for each in FIELDS),
    State(Ids.IN_USE, "value"),
    State(Ids.OPENED, "data"),
)
def save(
    writing: Writing, _clicks: int, name: Word, delimiter: str, encoding: str, decimal_sign: str, dates: str,
    line_end: str, headed: bool, headings: Words, contents: Contents, fixed: Words, codes: Words, in_use: bool,
    opened: Opened,
) -> Done:  # fmt: skip
    shape = (delimiter, encoding, decimal_sign, dates, line_end)
    edited = _edited(opened, name, shape, headed, _rows(headings, contents, fixed), codes)
    commands.column_sets.save(writing, edited, in_use, opened.version)
    return Done(_("Saved."))


@page.command(WHOLE, Input(Ids.ADD, "n_clicks"), State(Ids.NEW_NAME, "value"), State(Ids.LIKE, "value"))
def add(writing: Writing, _clicks: int, name: Word, like: Word) -> Done:
    return Done(_("Saved."), layout.address(commands.column_sets.add(writing, name, like)))


Rows = Sequence[tuple[str, Content, str]]


def _rows(headings: Sequence[str], contents: Sequence[Content], fixed: Sequence[str]) -> Rows:
    return list(zip(headings, contents, fixed, strict=False))


def _edited(
    opened: Opened, name: str, shape: tuple[str, ...], headed: bool, rows: Rows, codes: Sequence[str]
) -> ColumnSet:
    kinds = (Delimiter, Encoding, DecimalSign, DateForm, LineEnd)
    delimiter, encoding, decimal_sign, dates, line_end = map(_named, kinds, shape)
    return ColumnSet(
        key=opened.key,
        name=name,
        columns=tuple(CsvColumn(*each) for each in rows),
        delimiter=delimiter,
        encoding=encoding,
        decimal_sign=decimal_sign,
        dates=dates,
        line_end=line_end,
        headings=headed,
        pay_codes={kind: code for kind, code in zip(LineKind, codes, strict=False) if code},
        source=opened.source,
    )


def _named(kind: type[K], name: str) -> Any:
    try:
        return kind[name]
    except KeyError:
        raise Refused("Choose one of the list.") from None
