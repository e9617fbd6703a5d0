"""The same workbook made by openpyxl alone, cell by cell: what the streamed rows are compared with."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.cell import Cell

from documents import sheet_rows, workbook
from documents.column import Column, Kind
from documents.workbook import Sheet
from domain.money import Money

WRITTEN = {
    Kind.TEXT: str,
    Kind.INTEGER: sheet_rows.whole,
    Kind.DECIMAL: sheet_rows.finite,
    Kind.EUROS: Money.euros,
    Kind.DATE: sheet_rows.day,
    Kind.DATETIME: sheet_rows.moment,
}


def build(sheets: Sequence[Sheet[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        target = workbook.frame(book, sheet)
        for number, row in enumerate(sheet.rows, start=sheet.head + 1):
            for place, column in enumerate(sheet.columns, start=1):
                _write(target.cell(number, place), column.value(row), column)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _write(cell: Cell, value: Any, column: Column[Any]) -> None:
    if value is None or (column.kind is Kind.TEXT and not sheet_rows.legible(value)):
        return
    if column.kind is Kind.TEXT:
        workbook.text(cell, value)
    else:
        cell.value = WRITTEN[column.kind](value)
        cell.number_format = workbook.FORMS[column.kind].number_format
