"""Workbooks that someone else made: read by their headings, or refused with one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from documents import cells, imports
from documents.imports import Field
from domain.errors import Refused

FIELDS = (
    Field("name", "Nimi", "Name", required=True),
    Field("day", "Päivä", "Day", cells.day),
    Field("starts", "Alkaa", "Starts", cells.clock),
    Field("count", "Määrä", "Count", cells.whole(1, 20)),
)


def workbook(*rows: Sequence[object], title: str = "Taul1") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(body: bytes, **parts: bytes) -> bytes:
    """The same workbook with some parts replaced or added; `__` in a name stands for `/`."""
    changed = {name.replace("__", "/"): part for name, part in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return stream.getvalue()


def test_excel_types_and_finnish_text_read_the_same() -> None:
    body = workbook(
        ["Nimi", "Päivä", "Alkaa", "Määrä"],
        ["Aino", date(2026, 12, 3), time(9, 0), 2],
        ["Eino", "3.12.2026", "klo 9.00", "2"],
    )
    first, second = imports.read(body, FIELDS).rows
    expected = {"day": date(2026, 12, 3), "starts": time(9), "count": 2}
    assert first.values == {"name": "Aino", **expected}
    assert second.values == {"name": "Eino", **expected}


def test_headings_are_found_in_english_below_a_note_and_in_any_order() -> None:
    body = workbook(["Fill this in, please"], [], ["Count", "NAME *"], [3, "Aino"])
    (row,) = imports.read(body, FIELDS).rows
    assert (row.number, row.values) == (4, {"count": 3, "name": "Aino"})


def test_a_fault_tells_sheet_row_column_and_reason() -> None:
    body = workbook(["Nimi", "Päivä"], ["Aino", "31.2.2026"], [None, "1.3.2026"], title="Lista")
    bad_day, no_name = (row.faults[0] for row in imports.read(body, FIELDS).rows)
    assert (bad_day.sheet, bad_day.row, bad_day.column, bad_day.heading) == ("Lista", 2, "B", "Päivä")
    assert str(bad_day.reason) == "31.2.2026 is not a day. Write it like 3.12.2026."
    assert (no_name.row, no_name.column, str(no_name.reason)) == (3, "A", "This must be filled in.")


def test_an_empty_cell_is_told_apart_from_a_missing_column() -> None:
    (row,) = imports.read(workbook(["Nimi", "Määrä"], ["Aino", None]), FIELDS).rows
    assert row.values == {"name": "Aino", "count": None}


def test_unknown_columns_are_named_and_empty_rows_skipped() -> None:
    table = imports.read(workbook(["Nimi", "Kengännumero"], ["Aino", 38], [], ["  ", None], ["Eino", 44]), FIELDS)
    assert table.ignored == ("Kengännumero",)
    assert [row.number for row in table.rows] == [2, 5]


def test_every_sheet_with_the_headings_is_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ohje"])
    for title in ("Kevät", "Syksy"):
        sheet = book.create_sheet(title)
        sheet.append(["Nimi"])
        sheet.append(["Aino"])
    assert [row.sheet for row in imports.read(saved(book), FIELDS).rows] == ["Kevät", "Syksy"]


def test_a_formula_is_read_by_its_last_value_only() -> None:
    (row,) = imports.read(workbook(["Nimi", "Määrä"], ["Aino", "=1+1"]), FIELDS).rows
    assert row.values["count"] is None


def test_the_template_reads_back_as_an_empty_table() -> None:
    body = imports.template("Tilaukset", FIELDS, datetime(2026, 11, 23, tzinfo=UTC))
    table = imports.read(body, FIELDS)
    assert (table.rows, table.ignored) == ((), ())


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
LEAK = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
GOOD = workbook(["Nimi"], ["Aino"])


def locked() -> bytes:
    """As zip tools protect a part: its header says that it is encrypted."""
    body = bytearray(GOOD)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(signature) + offset] |= 1
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", imports.NOT_A_WORKBOOK),
        (b"nimi;maara\nAino;2\n", imports.NOT_A_WORKBOOK),
        (GOOD[: len(GOOD) // 2], imports.NOT_A_WORKBOOK),
        (repacked(GOOD, **{"xl__worksheets__sheet1.xml": b"<worksheet><sheetData>"}), imports.NOT_A_WORKBOOK),
        (imports.OLD_OFFICE + bytes(512), "This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx)."),
        (
            imports.OLD_OFFICE + bytes(512) + imports.ENCRYPTED,
            "The workbook is protected with a password. Remove the password and save it again.",
        ),
        (locked(), "The workbook is protected with a password. Remove the password and save it again."),
        (repacked(GOOD, **{"xl__styles.xml": BOMB}), imports.HOSTILE),
        (repacked(GOOD, **{"xl__sharedStrings.xml": LEAK}), imports.HOSTILE),
        (repacked(GOOD, extra=bytes(20 * 2**20)), imports.HOSTILE),
        (repacked(GOOD, **{f"part{number}": b"x" for number in range(imports.MAX_PARTS)}), imports.HOSTILE),
        (bytes(imports.MAX_BYTES + 1), imports.TOO_LARGE),
        (workbook(["Otsikko"], ["Aino"]), "No sheet has the headings {headings}."),
        (workbook(["Nimi", "Name"], ["Aino", "Eino"]), "The sheet {sheet} has the column {heading} twice."),
        (workbook(["Nimi"], *[["Aino"]] * (imports.MAX_ROWS + 1)), imports.TOO_LARGE),
    ],
    ids=[
        "empty",
        "csv",
        "cut short",
        "broken sheet",
        "xls",
        "encrypted",
        "locked parts",
        "entity bomb",
        "reads a file",
        "zip bomb",
        "too many parts",
        "too many bytes",
        "other headings",
        "heading twice",
        "too many rows",
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence(body: bytes, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        imports.read(body, FIELDS)
    assert refusal.value.message == message


def test_a_stray_cell_on_the_last_row_of_the_sheet_does_not_stall_the_reading() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["A1048576"] = "Nimi", "Aino", "Eino"
    assert [row.number for row in imports.read(saved(book), FIELDS).rows] == [2, 1048576]
