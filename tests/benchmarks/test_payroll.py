"""The writers of `payroll` give equal cells, and the program's own row of totals says what the peers leave to Excel."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from benchmarks import payroll, workbooks


@pytest.mark.parametrize("peer", workbooks.PEERS)
def test_every_writer_gives_equal_cells(peer: str, tmp_path: Path) -> None:
    lines = workbooks.rows(40)
    workbooks.kohtaanto(tmp_path / "ours.xlsx", lines)
    workbooks.PEERS[peer](tmp_path / "theirs.xlsx", lines)
    ours = payroll.read(tmp_path / "ours.xlsx", len(lines))
    assert len(ours) == 41
    assert ours[3][:5] == ["R-3", "PE-12", "Öhman Åke 3", "336", "Kilometrikorvaus, toimeksianto 3"]
    assert ours == payroll.read(tmp_path / "theirs.xlsx", len(lines))


def test_a_styled_peer_has_the_same_formats_filter_and_total(tmp_path: Path) -> None:
    lines = workbooks.rows(40)
    sheets = []
    for writer in (workbooks.kohtaanto, workbooks.openpyxl_normal, workbooks.xlsxwriter):
        writer(tmp_path / "lines.xlsx", lines)
        sheets.append(openpyxl.load_workbook(tmp_path / "lines.xlsx").active)
    formats = [[cell.number_format for cell in sheet[4] if cell.value is not None] for sheet in sheets]
    assert formats[0] == formats[1] == formats[2]
    assert [(sheet.auto_filter.ref, sheet["I42"].value) for sheet in sheets] == [
        ("A1:O41", "=SUBTOTAL(109,I2:I41)")
    ] * 3


def test_a_process_of_its_own_tells_what_a_writer_costs(tmp_path: Path) -> None:
    cost = payroll.cost(tmp_path, payroll.OURS, 100)
    assert cost.size == (tmp_path / "cost.xlsx").stat().st_size > 10_000
    assert cost.kb >= 0
