"""The rows behind a chart as a workbook, with what they were limited to written above them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from documents import workbook as workbooks
from documents.column import Column, Row
from documents.workbook import Sheet
from texts import _


def workbook(
    rows: Collection[Row],
    columns: Sequence[Column[Row]],
    filters_in_words: Sequence[str],
    *,
    title: str,
    made_at: datetime,
    demo: bool = False,
) -> bytes:
    """`title` and the columns' headings are message ids, the filters words already."""
    named = [replace(column, header=_(column.header)) for column in columns]
    notes = [*([_("demo data")] if demo else []), *filters_in_words]
    return workbooks.build([Sheet(_(title), named, rows, notes)], made_at)
