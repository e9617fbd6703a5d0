"""Streamed rows are, cell by cell, what openpyxl alone would have written, whatever stands in them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from documents import sheet_rows, workbook
from documents.column import Column, Kind
from documents.workbook import Sheet
from domain.errors import Refused
from domain.money import Money
from tests import plain_workbooks

WITHOUT_EXPLAINING = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
MADE_AT = datetime(2026, 4, 13, 21, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Odd:
    words: str | None
    count: int | None
    hours: Decimal | None
    cost: Money | None
    day: date | None
    noted: datetime | None


COLUMNS: tuple[Column[Odd], ...] = (
    Column("Teksti", lambda row: row.words),
    Column("Määrä", lambda row: row.count, Kind.INTEGER),
    Column("Tunnit", lambda row: row.hours, Kind.DECIMAL),
    Column("Summa", lambda row: row.cost, Kind.EUROS),
    Column("Päivä", lambda row: row.day, Kind.DATE),
    Column("Kirjattu", lambda row: row.noted, Kind.DATETIME),
)
WORDS = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "=1+1",
        "\t=1",
        "#N/A",
        "_x0041_",
        "_x000D_",
        "a_x",
        "]]>",
        "<is>",
        "&amp;",
        " a ",
        "a\r\nb",
        "\ud800",
        "🙂",
    ]
)
CENTS = st.integers(-(10**15) + 1, 10**15 - 1)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC))
ODD = st.builds(
    Odd,
    st.none() | WORDS,
    st.none() | CENTS,
    st.none() | st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9),
    st.none() | st.builds(Money, CENTS),
    st.none() | DAYS,
    st.none() | MOMENTS,
)


def cells(content: bytes, height: int) -> list[list[tuple[Any, ...]]]:
    """Everything a reader can tell of each cell."""
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [
        [
            (cell.value, cell.data_type, cell.number_format, cell.quotePrefix, cell.font.bold, cell.fill.fgColor.rgb)
            for cell in row
        ]
        for row in sheet.iter_rows(max_row=height, max_col=len(COLUMNS))
    ]


def frame(content: bytes) -> list[bytes]:
    """The parts of the workbook without what stands between the rows."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        rest = [parts.read(name) for name in ("xl/workbook.xml", "[Content_Types].xml")]
    return [re.sub(rb"<sheetData>.*</sheetData>| (?=/>)", b"", sheet, flags=re.DOTALL), *rest]


@settings(max_examples=50, deadline=None, phases=WITHOUT_EXPLAINING)
@given(st.lists(ODD, max_size=5))
def test_streamed_cells_are_those_of_openpyxl(rows: list[Odd]) -> None:
    sheet = Sheet("Rivit", COLUMNS, rows, ("suodatin: kaikki",))
    streamed, plain = workbook.build([sheet], MADE_AT), plain_workbooks.build([sheet])
    assert cells(streamed, sheet.last) == cells(plain, sheet.last)


@settings(max_examples=40, deadline=None, phases=WITHOUT_EXPLAINING)
@given(st.lists(WORDS, max_size=12))
def test_another_reader_gets_the_words_as_they_were(words: list[str]) -> None:
    column: Column[str] = Column("Teksti", lambda text: text)
    content = workbook.build([Sheet("Tekstit", (column,), [f"a{text}z" for text in words])], MADE_AT)
    _head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    kept = [
        re.sub("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", re.sub("\r\n?", "\n", text)) for text in words
    ]
    assert rows == [[f"a{text}z"] for text in kept]


def test_around_the_rows_the_workbook_is_openpyxls_own() -> None:
    row = Odd("a", 1, Decimal(1), Money(1), date(2026, 1, 1), MADE_AT)
    sheet = Sheet("Rivit", COLUMNS, [row] * 3, ("suodatin: kaikki",), "PE-12 & muut")
    assert frame(workbook.build([sheet], MADE_AT)) == frame(plain_workbooks.build([sheet]))


def test_a_code_that_excel_would_read_as_a_letter_stays_as_it_was_written() -> None:
    content = workbook.build([Sheet("_x0041_", (Column[str]("_x0042_", lambda text: text),), ["_x0043_"])], MADE_AT)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [["_x0042_"], ["_x0043_"]]


def test_a_text_longer_than_excel_bears_is_cut_where_it_can_be_seen() -> None:
    longest, longer = "a" * 32_767, "🙂" * 16_384
    assert sheet_rows.legible(longest) == longest
    assert sheet_rows.legible(longer) == "🙂" * 16_383 + "…"


def test_one_row_too_many_for_excel_is_refused_before_anything_is_written() -> None:
    column: Column[int] = Column("Luku", lambda row: row, Kind.INTEGER)
    target = io.BytesIO()
    with pytest.raises(Refused, match="do not fit"):
        workbook.write(target, [Sheet("Luvut", (column,), range(1_048_576))], MADE_AT)
    assert target.getvalue() == b""


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.INTEGER, 10**15),
        (Kind.EUROS, Money(-(10**15))),
        (Kind.DATE, date(1900, 2, 28)),
        (Kind.DATETIME, datetime(1900, 2, 28, tzinfo=UTC)),
    ],
)
def test_what_excel_would_show_as_something_else_has_no_cell(kind: Kind, value: object) -> None:
    column: Column[object] = Column("Arvo", lambda row: row, kind)
    with pytest.raises(ValueError, match="no place in a cell"):
        workbook.build([Sheet("Arvot", (column,), [value])], MADE_AT)


def test_one_is_not_true_even_when_one_was_written_before() -> None:
    column: Column[object] = Column("Luku", lambda row: row, Kind.INTEGER)
    with pytest.raises(TypeError, match="not bool"):
        workbook.build([Sheet("Luvut", (column,), [1, True])], MADE_AT)


def test_the_total_follows_the_filter_and_is_there_for_those_who_do_not_calculate() -> None:
    columns: tuple[Column[Money], ...] = (
        Column("Kuka", lambda _row: "a"),
        Column("Summa", lambda row: row, Kind.EUROS),
    )
    content = workbook.build([Sheet("Summat", columns, [Money(10_10), Money(-5)], total="Yhteensä")], MADE_AT)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[4]] == ["Yhteensä", "=SUBTOTAL(109,B2:B3)"]
    assert (sheet.auto_filter.ref, sheet["B4"].font.bold, sheet.dimensions) == ("A1:B3", True, "A1:B4")
    *_rows, total = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert total == ["Yhteensä", 10.05]


def test_more_rows_than_are_held_at_once_come_in_their_order() -> None:
    column: Column[int] = Column("Luku", lambda row: row, Kind.INTEGER)
    content = workbook.build([Sheet("Luvut", (column,), range(1001))], MADE_AT)
    _head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [[float(number)] for number in range(1001)]
