"""Ready payment lines: 30 € for one meeting on 10 March 2026, save what the test says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from domain.fees import LineDraft, LineKind, LineRole, PaymentLine
from domain.money import Money
from domain.tariffs import IncomeType

DAY = date(2026, 3, 10)

FACTS: dict[str, Any] = {
    "kind": LineKind.FEE,
    "work_date": DAY,
    "quantity": Decimal(1),
    "unit_price": Money(30_00),
    "amount": Money(30_00),
    "income_type": IncomeType.NON_WAGE_COMPENSATION,
    "rate_id": 3,
}


def draft(**facts: Any) -> LineDraft:
    return LineDraft(**{**FACTS, "text": "", **facts})


def line(id: int = 1, **facts: Any) -> PaymentLine:
    beside = {
        "report_id": id,
        "assignment_id": id,
        "order_id": id,
        "expert_id": 1,
        "role": LineRole.ORIGINAL,
        "fee_code": "CLIENT_PAIR",
        "corrects_id": None,
        "reason": "",
        "cost_centre": "4711",
        "entered_by_id": 3,
    }
    return PaymentLine(id=id, **{**FACTS, **beside, **facts})
