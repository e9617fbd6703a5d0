"""One March of two people: fees by the occasion and by the hour, all kinds of travel, non-wage and wage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain import batches, payroll
from domain.fees import LineKind, PaymentLine
from domain.identifiers import Hetu, Iban
from domain.money import Money
from domain.payees import BaseChange, Person
from domain.payroll import Batch, Payroll
from domain.payroll_details import TaxCard
from domain.tariffs import IncomeType
from tests import clerks
from tests.lines import line

PAY_DATE = date(2026, 4, 15)
TABLE, RATES = clerks.fee_table(), clerks.travel_rates()

AINO = Person(
    1, "K001", "Aalto", "Aino", Hetu("010180-9015"), Iban("FI2112345600000785"), TaxCard.RECEIVED, BaseChange.NEW_PAYEE
)
ORJAN = Person(2, "K002", "Öhman", "Örjan", Hetu("240375-932A"), Iban("FI5542345670000081"), TaxCard.MISSING)
PEOPLE = (ORJAN, AINO)

TALK = {"expert_id": 2, "report_id": 3, "assignment_id": 3, "order_id": 3, "fee_code": "GROUP_TALK"}


def lines() -> tuple[PaymentLine, ...]:
    return (
        line(1, work_date=date(2026, 3, 3)),
        line(
            2,
            report_id=1,
            assignment_id=1,
            kind=LineKind.KILOMETRES,
            work_date=date(2026, 3, 3),
            quantity=Decimal(42),
            unit_price=Money(55),
            amount=Money(23_10),
            rate_id=104,
        ),
        line(
            3,
            fee_code="CODEV_HOUR",
            work_date=date(2026, 3, 24),
            quantity=Decimal("2.833333"),
            unit_price=Money(20_00),
            amount=Money(56_67),
            rate_id=1,
        ),
        line(4, **TALK, unit_price=Money(20_00), amount=Money(20_00), income_type=IncomeType.LECTURE_FEE, rate_id=4),
        _per_diem(5, Money(54_00), rate_id=112),
        _per_diem(6, Money(25_00), rate_id=116),
        line(
            7,
            **TALK,
            kind=LineKind.TICKET,
            unit_price=Money(8_10),
            amount=Money(8_10),
            income_type=IncomeType.NOT_REPORTED,
            rate_id=None,
        ),
    )


def _per_diem(id: int, price: Money, rate_id: int) -> PaymentLine:
    facts = {"unit_price": price, "amount": price, "income_type": IncomeType.PER_DIEM, "rate_id": rate_id}
    return line(id, **TALK, kind=LineKind.PER_DIEM, **facts)


def batch(*paid: PaymentLine) -> Batch:
    return Batch(12, PAY_DATE, batches.content_hash(paid, PAY_DATE), date(2026, 3, 31))


def march(people: tuple[Person, ...] = PEOPLE) -> Payroll:
    return payroll.prepare(batch(*lines()), people, lines(), TABLE, RATES)
