"""Cells have the type they show, text stays text, and equal input gives equal bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from documents import workbook
from documents.column import Column, Kind
from documents.workbook import Sheet
from domain.money import Money

ROOT = Path(__file__).parents[2]
MADE_AT = datetime(2026, 4, 13, 21, 30, 5, 999, tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    place: str
    people: int
    hours: Decimal
    cost: Money | None
    day: date
    noted: datetime


VISIT = Visit("Nokia", 3, Decimal("1.5"), Money(1234_50), date(2026, 12, 3), datetime(2026, 12, 3, 7, 15, tzinfo=UTC))
COLUMNS: tuple[Column[Visit], ...] = (
    Column("Paikka", lambda visit: visit.place),
    Column("Henkilöitä", lambda visit: visit.people, Kind.INTEGER),
    Column("Tunteja", lambda visit: visit.hours, Kind.DECIMAL),
    Column("Kulut", lambda visit: visit.cost, Kind.EUROS),
    Column("Päivä", lambda visit: visit.day, Kind.DATE, 30),
    Column("Kirjattu", lambda visit: visit.noted, Kind.DATETIME),
)
TEXT: tuple[Column[str], ...] = (Column("Teksti", lambda text: text),)

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "=1+1",
    "=",
    "+358401234567",
    "-12",
    "@SUM(A1:A9)",
    "\t=1+1",
    '=HYPERLINK("http://example.org","palkkio")',
    "#N/A",
    "#REF!",
    "1234",
    "3.12.2026",
    "TRUE",
    "<b>&amp;</b>",
    " alussa ja lopussa ",
    "kaksi\nriviä",
    "Öljyä, åäö € – ’ 🙂",
)


def sheet_of(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def texts(*values: str) -> bytes:
    return workbook.build([Sheet("Tekstit", TEXT, values)], MADE_AT)


def test_numbers_and_dates_are_typed() -> None:
    row = [cell.value for cell in sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT])], MADE_AT))[2]]
    assert row == ["Nokia", 3, 1.5, 1234.5, datetime(2026, 12, 3), datetime(2026, 12, 3, 9, 15)]


def test_another_reader_sees_the_same_types() -> None:
    content = workbook.build([Sheet("Käynnit", COLUMNS, [VISIT])], MADE_AT)
    (_head, row) = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert row == ["Nokia", 3.0, 1.5, 1234.5, date(2026, 12, 3), datetime(2026, 12, 3, 9, 15)]


def test_sums_and_dates_are_shown_the_finnish_way() -> None:
    cells = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT])], MADE_AT))[2]
    assert [cell.number_format for cell in cells] == [
        "General",
        "0",
        "#,##0.00",
        '#,##0.00\\ "€"',
        "d\\.m\\.yyyy",
        "d\\.m\\.yyyy\\ h:mm",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula_a_number_or_an_error(text: str) -> None:
    cell = sheet_of(texts(text))["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(texts(text))).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("text", HOSTILE)
def test_another_reader_gets_the_text_as_it_was(text: str) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(texts(text))).get_sheet_by_index(0).to_python()
    assert rows == [["Teksti"], [text]]


def test_an_edited_cell_does_not_become_a_formula_either() -> None:
    sheet = sheet_of(texts("=1+1", "Nokia"))
    assert (sheet["A2"].quotePrefix, sheet["A3"].quotePrefix) == (True, False)


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    assert sheet_of(texts("a\x00b\x08c\x0bd\x1fe\ud800f\ufffeg"))["A2"].value == "abcdefg"


def test_headings_stay_in_sight_and_can_be_filtered() -> None:
    sheet = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT, VISIT])], MADE_AT))
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:F3", "$1:$1")
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])


def test_widths_follow_the_column_or_its_kind() -> None:
    sheet = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT])], MADE_AT))
    assert (sheet.column_dimensions["E"].width, sheet.column_dimensions["B"].width) == (30, 12)


def test_a_page_prints_across_the_paper() -> None:
    sheet = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT])], MADE_AT))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_notes_stand_above_the_headings_and_on_every_page() -> None:
    sheet = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [VISIT], ("esittelyaineistoa", "Nokia"))], MADE_AT))
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == ["esittelyaineistoa", "Nokia", "Paikka"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:F4", "$1:$3")


def test_an_empty_list_still_has_its_headings() -> None:
    sheet = sheet_of(workbook.build([Sheet("Käynnit", COLUMNS, [])], MADE_AT))
    assert (sheet.max_row, sheet["A1"].value, sheet.auto_filter.ref) == (1, "Paikka", "A1:F1")


def test_a_title_too_long_or_odd_for_a_sheet_is_made_fit() -> None:
    title = "Tilaajat 2026/11: kaikki [myös ulkoiset] yksiköt"
    assert sheet_of(workbook.build([Sheet(title, COLUMNS, [])], MADE_AT)).title == "Tilaajat 2026 11  kaikki  myös "


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.EUROS, 12.5),
        (Kind.EUROS, Decimal("12.50")),
        (Kind.INTEGER, 1.0),
        (Kind.INTEGER, True),
        (Kind.DECIMAL, 0.1),
        (Kind.DATE, datetime(2026, 12, 3, tzinfo=UTC)),
        (Kind.DATETIME, date(2026, 12, 3)),
        (Kind.TEXT, 5),
        (Kind.TEXT, Kind.TEXT),
    ],
)
def test_a_value_of_another_kind_is_a_fault_and_never_written(kind: Kind, value: object) -> None:
    column: Column[int] = Column("Arvo", lambda _row: value, kind)
    with pytest.raises(TypeError, match="Arvo"):
        workbook.build([Sheet("Arvot", (column,), [1])], MADE_AT)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_has_no_cell(value: Decimal) -> None:
    column: Column[int] = Column("Arvo", lambda _row: value, Kind.DECIMAL)
    with pytest.raises(ValueError, match="no place in a cell"):
        workbook.build([Sheet("Arvot", (column,), [1])], MADE_AT)


def test_the_file_says_when_it_was_approved_and_not_when_it_was_built() -> None:
    properties = openpyxl.load_workbook(io.BytesIO(texts("a"))).properties
    assert properties.created == properties.modified == datetime(2026, 4, 13, 21, 30, 5)
    parts = zipfile.ZipFile(io.BytesIO(texts("a"))).infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}


def test_another_moment_or_value_gives_other_bytes() -> None:
    assert len({texts("a"), texts("b"), workbook.build([Sheet("Tekstit", TEXT, ["a"])], datetime.now(UTC))}) == 3


DIGEST = """
import hashlib
from datetime import UTC, datetime
from documents import payroll
from tests import payrolls
content = payroll.workbook(payrolls.march(), datetime(2026, 4, 13, 21, 30, tzinfo=UTC), demo=True)
print(hashlib.sha256(content).hexdigest())
"""


def digest(zone: str, seed: str) -> str:
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_two_machines_make_the_same_bytes() -> None:
    first, second = digest("Europe/Helsinki", "1"), digest("America/Los_Angeles", "4242")
    assert len(first) == 64
    assert first == second
