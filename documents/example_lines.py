"""Invented payroll lines by which a column set is previewed: the one who edits it sees nobody's payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from domain.fees import LineKind, LineRole, PaymentLine
from domain.money import Money
from domain.payees import Payee
from domain.payroll import Batch, LineRow, PerDiem, Unit
from domain.payroll_details import TaxCard
from domain.tariffs import IncomeType

BATCH = Batch(1, date(2026, 12, 15), "", date(2026, 11, 30))
ANNA = Payee("K001", "Esimerkki", "Anna", "010190-900P", TaxCard.RECEIVED)
"""900–999 are numbers that no person has."""
DAY = date(2026, 11, 3)


def _line(id: int, kind: LineKind, quantity: str, price: Money, **facts: Any) -> PaymentLine:
    known = {
        "report_id": 11,
        "assignment_id": 21,
        "order_id": 31,
        "expert_id": 1,
        "role": LineRole.ORIGINAL,
        "work_date": DAY,
        "fee_code": "GROUP_TALK",
        "income_type": IncomeType.LECTURE_FEE,
        "rate_id": 4,
        "corrects_id": None,
        "reason": "",
        "cost_centre": "4711",
        "entered_by_id": 0,
    }
    number = Decimal(quantity)
    return PaymentLine(
        id=id, kind=kind, quantity=number, unit_price=price, amount=price.times(number), **{**known, **facts}
    )


EXAMPLE: tuple[LineRow, ...] = (
    LineRow(_line(1, LineKind.FEE, "2.5", Money(60_00)), BATCH, ANNA, Unit.HOUR, None),
    LineRow(
        _line(2, LineKind.KILOMETRES, "42", Money(55), income_type=IncomeType.KILOMETRE_ALLOWANCE),
        BATCH,
        ANNA,
        Unit.KILOMETRE,
        None,
    ),
    LineRow(
        _line(3, LineKind.PER_DIEM, "1", Money(25_00), income_type=IncomeType.PER_DIEM),
        BATCH,
        ANNA,
        Unit.DAY,
        PerDiem.PARTIAL,
    ),
    LineRow(
        _line(4, LineKind.FEE, "-1", Money(30_00), role=LineRole.MINUS, corrects_id=9), BATCH, ANNA, Unit.OCCASION, None
    ),
)
