"""The payroll file as a real LibreOffice opens it: no repair, the same rows and the same sums."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from documents import payroll, workbook
from documents.column import Column, Kind
from documents.workbook import Sheet
from domain.money import Money
from tests import payrolls, plain_workbooks

MADE_AT = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
"""Semicolons, quotes, UTF-8, cells as shown, and one file a sheet (LibreOffice's own filter options)."""


ODD = (
    "=1+1",
    "+358401234567",
    "_x0041_",
    "#N/A",
    "1234",
    "3.12.2026",
    " alussa ja lopussa ",
    "kaksi\nriviä",
    'Aal;to "Aino"',
    "Öljyä, € – ’ 🙂",
    "]]>",
    "<b>&amp;",
)


def convert(folder: Path, name: str, content: bytes) -> None:
    """A file of semicolons for each sheet."""
    office = shutil.which("soffice")
    if office is None and os.environ.get("CI") != "true":
        pytest.skip("no LibreOffice on this machine (apt-get install libreoffice-calc)")
    (folder / f"{name}.xlsx").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    converted = [office or "soffice", home, "--headless", "--convert-to", EVERY_SHEET, f"{name}.xlsx"]
    subprocess.run(converted, cwd=folder, check=True, capture_output=True, timeout=180)


@pytest.mark.soak
def test_libreoffice_reads_odd_cells_as_they_were_written(tmp_path: Path) -> None:
    columns: tuple[Column[tuple[int, str]], ...] = (
        Column("Teksti", lambda row: row[1]),
        Column("Luku", lambda row: row[0], Kind.INTEGER),
        Column("Summa", lambda row: Money(-row[0]), Kind.EUROS),
        Column("Päivä", lambda row: date(2026, 1, 1) + timedelta(days=row[0]), Kind.DATE),
    )
    sheet = Sheet("Oudot", columns, list(enumerate(ODD)))
    convert(tmp_path, "plain", plain_workbooks.build([sheet]))
    convert(tmp_path, "odd", workbook.build([replace(sheet, total="Yhteensä")], MADE_AT))
    *read, total = rows(tmp_path / "odd-Oudot.csv")
    assert [row["Teksti"] for row in read] == list(ODD)
    assert [row["Luku"] for row in read] == [str(number) for number in range(len(ODD))]
    assert [euros(row["Summa"]) for row in read] == [Decimal(-number) / 100 for number in range(len(ODD))]
    assert read == rows(tmp_path / "plain-Oudot.csv")
    assert (total["Teksti"], euros(total["Summa"])) == ("Yhteensä", Decimal("-0.66"))


@pytest.mark.soak
def test_libreoffice_reads_the_same_sums(tmp_path: Path) -> None:
    convert(tmp_path, "payroll", payroll.workbook(payrolls.march(), MADE_AT))
    people, lines = rows(tmp_path / "payroll-Henkilöt.csv"), rows(tmp_path / "payroll-Rivit.csv")
    assert [row["Nimi"] for row in people] == ["Aalto Aino", *["Öhman Örjan"] * 3, ""]
    sums = [Decimal(text) for text in ("109.77", "8.10", "20.00", "79.00", "216.87")]
    assert [euros(row["Yhteensä"]) for row in people] == sums
    assert sum(euros(row["Summa"]) for row in lines) == Decimal("216.87")


def rows(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def euros(shown: str) -> Decimal:
    return Decimal(shown.replace("\u00a0", "").replace(" ", "").replace("€", "").replace(",", "."))
