"""One payroll sheet of fifteen styled columns, and the writers that make it: the program's own and its peers.

Each peer is used the way its own documentation calls fast, and gives the same cells, formats, widths, filter and total.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from documents import payroll, workbook
from documents.column import Column, Kind
from documents.workbook import BOLD, FORMS, SHADED, WRAPPED, Sheet
from domain.fees import LineKind, LineRole, PaymentLine
from domain.money import Money
from domain.payees import Payee
from domain.payroll import Batch, LineRow, Unit
from domain.payroll_details import TaxCard
from domain.tariffs import IncomeType

HEADINGS = (
    "Rivin tunniste",
    "Palkkioerä",
    "Nimi",
    "Tulolaji",
    "Selite",
    "Määrä",
    "Yksikkö",
    "À-hinta",
    "Summa",
    "Ansaintakausi alkaa",
    "Maksupäivä",
    "Kustannuspaikka",
    "Kilometrit",
    "Tilaus",
    "Työraportti",
)
COLUMNS: tuple[Column[LineRow], ...] = tuple(
    column for heading in HEADINGS for column in payroll.LINES if column.header == heading
)
TITLE, TOTAL = "Rivit", "Yhteensä"
MADE_AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BATCH = Batch(12, date(2026, 12, 15), "0" * 64, date(2026, 11, 22))
PAYEES = [Payee(f"K{n}", "Öhman", f"Åke {n}", "010180-9015", TaxCard.RECEIVED) for n in range(200)]

Rows = Sequence[LineRow]
Writer = Callable[[Path, Rows], None]


def rows(count: int) -> Rows:
    """Fees and journeys by turns, of 200 people and 30 cost centres."""
    return [_row(number) for number in range(1, count + 1)]


def _row(number: int) -> LineRow:
    drives = number % 3 == 0
    quantity = Decimal(number % 190 + 1) if drives else Decimal(1)
    price = Money(55) if drives else Money(30_00)
    line = PaymentLine(
        id=number,
        report_id=number,
        assignment_id=number,
        order_id=number // 2 + 1,
        expert_id=number % 200 + 1,
        role=LineRole.ORIGINAL,
        kind=LineKind.KILOMETRES if drives else LineKind.FEE,
        work_date=date(2026, 1, 1) + timedelta(days=number % 330),
        fee_code="CLIENT_PAIR",
        quantity=quantity,
        unit_price=price,
        amount=price.times(quantity),
        income_type=IncomeType.NON_WAGE_COMPENSATION,
        rate_id=1,
        corrects_id=None,
        reason="",
        cost_centre=f"47{number % 30:02}",
        entered_by_id=1,
    )
    return LineRow(line, BATCH, PAYEES[number % 200], Unit.KILOMETRE if drives else Unit.OCCASION, None)


def kohtaanto(path: Path, lines: Rows) -> None:
    with path.open("wb") as target:
        workbook.write(target, [Sheet(TITLE, COLUMNS, lines, total=TOTAL)], MADE_AT)


def pandas(path: Path, lines: Rows) -> None:
    """As most scripts do it: no formats, no filter, no total."""
    from pandas import DataFrame

    table = DataFrame(([_plain(column.value(line)) for column in COLUMNS] for line in lines), columns=HEADINGS)
    table.to_excel(path, sheet_name=TITLE, index=False)


def openpyxl_normal(path: Path, lines: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = TITLE
    for place, column in enumerate(COLUMNS, start=1):
        _head(sheet.cell(1, place, column.header))
    for number, line in enumerate(lines, start=2):
        for place, column in enumerate(COLUMNS, start=1):
            value = column.value(line)
            if value is not None:
                sheet.cell(number, place, _plain(value)).number_format = FORMS[column.kind].number_format
    for place, words in enumerate(_total_cells(len(lines)), start=1):
        sheet.cell(len(lines) + 2, place, words).font = BOLD
    _lay_out(sheet, len(lines))
    book.save(path)


def openpyxl_write_only(path: Path, lines: Rows) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(TITLE)
    _lay_out(sheet, len(lines))
    sheet.append([_head(WriteOnlyCell(sheet, column.header)) for column in COLUMNS])
    for line in lines:
        cells = []
        for column in COLUMNS:
            cell = WriteOnlyCell(sheet, _plain(column.value(line)))
            cell.number_format = FORMS[column.kind].number_format
            cells.append(cell)
        sheet.append(cells)
    sheet.append(_total_cells(len(lines)))
    book.save(path)


def xlsxwriter(path: Path, lines: Rows) -> None:
    from xlsxwriter import Workbook

    with Workbook(path) as book:
        sheet = book.add_worksheet(TITLE)
        styles = {kind: book.add_format({"num_format": form.number_format}) for kind, form in FORMS.items()}
        head = book.add_format({"bold": True, "bg_color": "#E6ECF2", "text_wrap": True, "valign": "top"})
        writes = {Kind.TEXT: sheet.write_string, Kind.DATE: sheet.write_datetime}
        cells = []
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column.header, head)
            sheet.set_column(place, place, column.width or FORMS[column.kind].width)
            cells.append((place, column.value, writes.get(column.kind, sheet.write_number), styles[column.kind]))
        for number, line in enumerate(lines, start=1):
            for place, value, write, style in cells:
                found = value(line)
                if found is not None:
                    write(number, place, _plain(found), style)
        for place, words in enumerate(_total_cells(len(lines))):
            if words:
                sheet.write(len(lines) + 1, place, words)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(COLUMNS) - 1)


PEERS: dict[str, Writer] = {
    "XlsxWriter": xlsxwriter,
    "openpyxl": openpyxl_normal,
    "openpyxl write-only": openpyxl_write_only,
    "pandas.to_excel": pandas,
}


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.cents / 100
    return float(value) if isinstance(value, Decimal) else value


def _head(cell: Any) -> Any:
    cell.font, cell.fill, cell.alignment = BOLD, SHADED, WRAPPED
    return cell


def _lay_out(sheet: Any, count: int) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width or FORMS[column.kind].width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{count + 1}"


def _total_cells(count: int) -> list[str | None]:
    cells: list[str | None] = [TOTAL]
    for place, column in enumerate(COLUMNS[1:], start=2):
        letter = get_column_letter(place)
        cells.append(f"=SUBTOTAL(109,{letter}2:{letter}{count + 1})" if column.kind is Kind.EUROS else None)
    return cells
