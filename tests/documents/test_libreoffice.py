"""The payroll file as a real LibreOffice opens it: no repair, the same rows and the same sums."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from documents import payroll
from tests import payrolls

MADE_AT = datetime(2026, 4, 13, 9, 0, tzinfo=UTC)
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"
"""Semicolons, quotes, UTF-8, cells as shown, and one file a sheet (LibreOffice's own filter options)."""


@pytest.mark.soak
def test_libreoffice_reads_the_same_sums(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None and os.environ.get("CI") != "true":
        pytest.skip("no LibreOffice on this machine (apt-get install libreoffice-calc)")
    (tmp_path / "payroll.xlsx").write_bytes(payroll.workbook(payrolls.march(), MADE_AT))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    converted = [office or "soffice", home, "--headless", "--convert-to", EVERY_SHEET, "payroll.xlsx"]
    subprocess.run(converted, cwd=tmp_path, check=True, capture_output=True, timeout=180)
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
