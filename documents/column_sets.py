"""The payroll lines as a text file in the form of one column set; what a cell holds never starts a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from documents import payroll
from domain.column_sets import ColumnSet, Content, CsvColumn, Encoding
from domain.money import Money
from domain.payroll import LineRow, Unit
from domain.tariffs import IncomeType

Value = str | int | Decimal | Money | date | None

STARTS_A_FORMULA = tuple("=+-@\t\n")
NARROW = (Encoding.LATIN_1, Encoding.WINDOWS)

VALUES: Mapping[Content, Callable[[LineRow], Value]] = {
    Content.IDENTITY_CODE: lambda row: row.payee.identity_code,
    Content.PERSONNEL_NUMBER: lambda row: row.payee.number,
    Content.LAST_NAME: lambda row: row.payee.last_name,
    Content.FIRST_NAME: lambda row: row.payee.first_name,
    Content.NAME: lambda row: row.payee.name,
    Content.INCOME_TYPE: lambda row: _income_type(row),
    Content.DESCRIPTION: payroll.description,
    Content.QUANTITY: lambda row: row.line.quantity,
    Content.HOURS: lambda row: row.line.quantity if row.unit is Unit.HOUR else None,
    Content.UNIT: lambda row: payroll.UNITS[row.unit],
    Content.UNIT_PRICE: lambda row: row.line.unit_price,
    Content.AMOUNT: lambda row: row.line.amount,
    Content.PERIOD_START: lambda row: row.line.work_date,
    Content.PERIOD_END: lambda row: row.line.work_date,
    Content.PAY_DATE: lambda row: row.batch.pay_date,
    Content.COST_CENTRE: lambda row: row.line.cost_centre,
    Content.KILOMETRES: lambda row: row.kilometres,
    Content.PER_DIEM: lambda row: row.per_diem and payroll.PER_DIEMS[row.per_diem],
    Content.REFERENCE: lambda row: row.reference,
    Content.CORRECTS: lambda row: row.corrects,
    Content.BATCH: lambda row: row.batch.reference,
    Content.ORDER: lambda row: row.line.order_id,
    Content.REPORT: lambda row: row.line.report_id,
    Content.RATE: lambda row: row.line.rate_id,
}
"""FIXED and PAY_CODE are the column set's own."""


def text(column_set: ColumnSet, lines: Iterable[LineRow]) -> str:
    """As it would be read; `body` is the same in the set's encoding."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=column_set.delimiter.value, lineterminator=column_set.line_end.value)
    if column_set.headings:
        writer.writerow([column.heading for column in column_set.columns])
    cells = [_cell(column_set, column) for column in column_set.columns]
    writer.writerows([cell(row) for cell in cells] for row in lines)
    return target.getvalue()


def body(column_set: ColumnSet, lines: Iterable[LineRow]) -> bytes:
    """A letter that a narrow encoding lacks is written without its mark (š → s): payroll goes by the identity code."""
    written = text(column_set, lines)
    if column_set.encoding in NARROW:
        written = "".join(_nearest(letter, column_set.encoding) for letter in written)
    return written.encode(column_set.encoding.value, errors="replace")


def _cell(column_set: ColumnSet, column: CsvColumn) -> Callable[[LineRow], str]:
    if column.content is Content.FIXED:
        return lambda _row: column.fixed
    if column.content is Content.PAY_CODE:
        return lambda row: column_set.pay_codes.get(row.line.kind) or _income_type(row)
    value = VALUES[column.content]
    return lambda row: _shown(value(row), column_set)


def _shown(value: Value, column_set: ColumnSet) -> str:
    """Only text is guarded against formulas: the minus of a correction is a number's own."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.strftime(column_set.dates.value)
    if isinstance(value, Money):
        value = value.euros()
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", column_set.decimal_sign.value)
    if isinstance(value, int):
        return str(value)
    plain = " ".join(value.split())
    return f"'{plain}" if plain.startswith(STARTS_A_FORMULA) else plain


def _income_type(row: LineRow) -> str:
    own = row.line.income_type
    return "" if own is IncomeType.NOT_REPORTED else own.value


def _nearest(letter: str, encoding: Encoding) -> str:
    try:
        letter.encode(encoding.value)
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letter)[0]
    return letter
