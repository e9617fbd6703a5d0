"""Spreadsheets from columns and rows: typed numbers and dates, text never a formula, equal bytes for equal input."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from documents.column import Column, Kind, Row
from domain import times
from domain.money import Money

NO_TIME = (1980, 1, 1, 0, 0, 0)
A4 = 9

BOLD = Font(bold=True)
ITALIC = Font(italic=True)
SHADED = PatternFill("solid", fgColor="E6ECF2")
WRAPPED = Alignment(wrap_text=True, vertical="top")

ILLEGAL_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ILLEGAL_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
LOOKS_LIKE_FORMULA = tuple("=+-@\t\r")


@dataclass(frozen=True)
class Sheet(Generic[Row]):
    """`notes` stand above the headings and, like them, on every printed page."""

    title: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Form:
    """How one kind of value is written: the only type it takes, what the cell gets, and how that is shown."""

    takes: type
    written: Callable[[Any], object]
    number_format: str
    width: int


def legible(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return ILLEGAL_IN_XML.sub("", text)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError(f"{value} has no place in a cell")
    return value


FORMS = {
    Kind.TEXT: Form(str, legible, "General", 22),
    Kind.INTEGER: Form(int, int, "0", 12),
    Kind.DECIMAL: Form(Decimal, _finite, "#,##0.00", 12),
    Kind.EUROS: Form(Money, Money.euros, '#,##0.00\\ "€"', 14),
    Kind.DATE: Form(date, lambda day: day, "d\\.m\\.yyyy", 13),
    Kind.DATETIME: Form(datetime, lambda at: times.local(at).replace(tzinfo=None), "d\\.m\\.yyyy\\ h:mm", 17),
}


def build(sheets: Iterable[Sheet[Any]], made_at: datetime) -> bytes:
    """An xlsx whose stated time is `made_at`; no clock, time zone or hash seed shows in its bytes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(ILLEGAL_IN_TITLE.sub(" ", legible(sheet.title))[:31]), sheet)
    book.properties.creator = "Kohtaanto"
    book.properties.created = book.properties.modified = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    raw = io.BytesIO()
    # Workbook.save would put the present moment into the properties.
    ExcelWriter(book, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    return _timeless(raw)


def _timeless(raw: io.BytesIO) -> bytes:
    """The same parts without the moment each was zipped."""
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, NO_TIME)
            part.create_system = 3  # else the bytes would tell Windows from the rest
            archive.writestr(part, parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _fill(target: Worksheet, sheet: Sheet[Row]) -> None:
    for place, note in enumerate(sheet.notes, start=1):
        _text(target.cell(place, 1), note).font = ITALIC
    head = len(sheet.notes) + 1
    for place, column in enumerate(sheet.columns, start=1):
        _heading(_text(target.cell(head, place), column.header))
        target.column_dimensions[get_column_letter(place)].width = column.width or FORMS[column.kind].width
    last = head
    for last, row in enumerate(sheet.rows, start=head + 1):
        for place, column in enumerate(sheet.columns, start=1):
            _write(target.cell(last, place), column.value(row), column)
    _lay_out(target, head, f"A{head}:{get_column_letter(len(sheet.columns))}{last}")


def _heading(cell: Cell) -> None:
    cell.font, cell.fill, cell.alignment = BOLD, SHADED, WRAPPED


def _write(cell: Cell, value: object, column: Column[Row]) -> None:
    form = FORMS[column.kind]
    if value is None:
        return
    if type(value) is not form.takes:
        raise TypeError(f"{column.header}: {form.takes.__name__} expected, not {type(value).__name__}")
    if isinstance(value, str):
        _text(cell, value)
    else:
        cell.value = form.written(value)
        cell.number_format = form.number_format


def _text(cell: Cell, text: str) -> Cell:
    """openpyxl takes "=…" for a formula and "#N/A" for an error; here text is text, even after the cell is edited."""
    cell.value = legible(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(LOOKS_LIKE_FORMULA)
    return cell


def _lay_out(target: Worksheet, head: int, table: str) -> None:
    target.freeze_panes = f"A{head + 1}"
    target.auto_filter.ref = table
    target.print_title_rows = f"1:{head}"
    target.page_setup.orientation = "landscape"
    target.page_setup.paperSize = A4
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.oddFooter.center.text = "&A  &P / &N"
