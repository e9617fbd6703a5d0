"""Payment lines: what one approved report pays, day by day and kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum, auto
from fractions import Fraction
from typing import TypeVar

from domain.agreements import Payer
from domain.errors import Refused
from domain.money import Money
from domain.reports import ReportBasis, TravelRow, Work, check_travel, decisions, needs_decision
from domain.tariffs import FeeRate, FeeTable, FeeUnit, IncomeType, OverrunDecision, TravelKind, TravelRates


class LineKind(StrEnum):
    FEE = auto()
    ADD_ON = auto()
    KILOMETRES = auto()
    PASSENGER = auto()
    TICKET = auto()
    PER_DIEM = auto()
    MEAL = auto()


class LineRole(StrEnum):
    """A correction is a minus line and a plus line that point to the original."""

    ORIGINAL = auto()
    MINUS = auto()
    PLUS = auto()


FEES = frozenset({LineKind.FEE, LineKind.ADD_ON})

LINE_OF = {
    TravelKind.OWN_CAR: LineKind.KILOMETRES,
    TravelKind.PASSENGER: LineKind.PASSENGER,
    TravelKind.TICKET: LineKind.TICKET,
    TravelKind.PER_DIEM_FULL: LineKind.PER_DIEM,
    TravelKind.PER_DIEM_PARTIAL: LineKind.PER_DIEM,
    TravelKind.MEAL: LineKind.MEAL,
}

WITH_WAGE: Mapping[LineKind, IncomeType] = {
    LineKind.KILOMETRES: IncomeType.KILOMETRE_ALLOWANCE,
    LineKind.PASSENGER: IncomeType.KILOMETRE_ALLOWANCE,
    LineKind.TICKET: IncomeType.NOT_REPORTED,
    LineKind.PER_DIEM: IncomeType.PER_DIEM,
    LineKind.MEAL: IncomeType.MEAL_ALLOWANCE,
}
"""Travel beside a wage. Beside non-wage compensation all travel is that compensation (vero.fi, "Kustannusten korvausten
ilmoittaminen tulorekisteriin": the exception of työkorvaus)."""

OCCASIONS = {OverrunDecision.ONE_OCCASION: 1, OverrunDecision.TWO_OCCASIONS: 2, OverrunDecision.HOURS_OVER: 1}

MEASURED = frozenset({LineKind.KILOMETRES, LineKind.PASSENGER})
"""Lines whose quantity tells how far somebody has come."""

PAID_FACTS = ("kind", "work_date", "quantity", "unit_price", "amount", "income_type")

MICRO = Decimal("0.000001")


@dataclass(frozen=True)
class Terms:
    """What was agreed at acceptance. `price` is set when the agreement keeps its rate; else the fee table decides."""

    fee_code: str
    price: Money | None = None
    payer: Payer = Payer.BANK
    voluntary: bool = False
    add_on: str | None = None


@dataclass(frozen=True)
class LineDraft:
    """`rate_id` is a fee rate's for fees and a travel rate's for travel, None for tickets; `ordinal` tells lines of the
    same kind and day apart."""

    kind: LineKind
    work_date: date
    quantity: Decimal
    unit_price: Money
    amount: Money
    income_type: IncomeType
    rate_id: int | None
    text: str
    ordinal: int = 0
    fee_code: str = ""

    def __post_init__(self) -> None:
        if (self.rate_id is None) != (self.kind is LineKind.TICKET):
            raise ValueError("only a ticket is priced without a rate")


@dataclass(frozen=True)
class PaymentLine:
    """A stored line; never changed once written."""

    id: int
    report_id: int
    assignment_id: int
    order_id: int
    expert_id: int
    role: LineRole
    kind: LineKind
    work_date: date
    fee_code: str
    quantity: Decimal
    unit_price: Money
    amount: Money
    income_type: IncomeType
    rate_id: int | None
    corrects_id: int | None
    reason: str
    cost_centre: str
    entered_by_id: int


L = TypeVar("L", LineDraft, PaymentLine)


def told(line: L) -> L:
    """A line of a protected person as it is shown and sent: one piece at its whole sum, for kilometres tell where one lives."""
    if line.kind not in MEASURED:
        return line
    sign = -1 if line.quantity < 0 else 1
    return replace(line, quantity=Decimal(sign), unit_price=Money(sign * line.amount.cents))


def price(
    work: tuple[Work, ...],
    travel: Iterable[TravelRow],
    terms: Terms,
    table: FeeTable,
    rates: TravelRates,
    overrun: OverrunDecision | None = None,
    basis: ReportBasis = ReportBasis.DONE,
) -> tuple[LineDraft, ...]:
    """Each day of `work` at its own day's price, travel at the rates of the first day.

    The work of a late cancellation or a no-show is what was planned.
    """
    if terms.payer is not Payer.BANK:
        return ()
    fees = () if terms.voluntary else (*_fees(work, terms, table, overrun), *_add_on(work, terms, table))
    begun = table.on(terms.fee_code, work[0].day)
    return _numbered((*fees, *_travel(tuple(travel), work[0].day, begun.income_type, rates, basis)))


def asks(terms: Terms, rate: FeeRate, work: Iterable[Work]) -> bool:
    """True when a person decides what a longer session pays: the bank pays it and its fee has no rule for it."""
    paid = terms.payer is Payer.BANK and not terms.voluntary
    return paid and rate.overrun is None and any(needs_decision(rate, part.minutes) for part in work)


def _fees(
    work: tuple[Work, ...], terms: Terms, table: FeeTable, overrun: OverrunDecision | None
) -> Iterator[LineDraft]:
    for part in work:
        rate = table.on(terms.fee_code, part.day)
        unit_price = rate.price if terms.price is None else terms.price
        if rate.unit is FeeUnit.HOUR:
            yield _fee(LineKind.FEE, part.day, Fraction(part.minutes, 60), unit_price, rate)
        elif not needs_decision(rate, part.minutes):
            yield _fee(LineKind.FEE, part.day, Fraction(1), unit_price, rate)
        else:
            yield from _outlasted(rate, part, unit_price, table, overrun or rate.overrun)


def _outlasted(
    rate: FeeRate, part: Work, unit_price: Money, table: FeeTable, decided: OverrunDecision | None
) -> Iterator[LineDraft]:
    """A session longer than its fee was made for, as a person or the fee's own rule has decided."""
    over = part.minutes - (rate.max_minutes or 0)
    if decided not in decisions(rate):
        raise Refused(
            "The session of {day} lasted over {limit} minutes: decide whether it is paid as one or two occasions.",
            day=part.day,
            limit=rate.max_minutes,
        )
    yield _fee(LineKind.FEE, part.day, Fraction(OCCASIONS[decided]), unit_price, rate)
    if decided is OverrunDecision.HOURS_OVER:
        hourly = table.on(rate.overrun_code, part.day)
        yield _fee(LineKind.FEE, part.day, Fraction(over, 60), hourly.price, hourly)


def _add_on(work: tuple[Work, ...], terms: Terms, table: FeeTable) -> Iterator[LineDraft]:
    """Once, however many days the work took (KAP: the planning session before a group's first meeting)."""
    if terms.add_on is not None:
        rate = table.on(terms.add_on, work[0].day)
        yield _fee(LineKind.ADD_ON, work[0].day, Fraction(1), rate.price, rate)


def _fee(kind: LineKind, day: date, quantity: Fraction, unit_price: Money, rate: FeeRate) -> LineDraft:
    stated = (Decimal(quantity.numerator) / quantity.denominator).quantize(MICRO, rounding=ROUND_HALF_UP)
    code = rate.code if kind is LineKind.FEE else ""
    amount = unit_price.times(quantity)
    return LineDraft(kind, day, stated, unit_price, amount, rate.income_type, rate.id, rate.name, fee_code=code)


def _travel(
    rows: tuple[TravelRow, ...], day: date, fee_type: IncomeType, rates: TravelRates, basis: ReportBasis
) -> Iterator[LineDraft]:
    check_travel(rows, basis)
    for row in rows:
        yield _travelled(row, day, fee_type, rates)


def _travelled(row: TravelRow, day: date, fee_type: IncomeType, rates: TravelRates) -> LineDraft:
    kind = LINE_OF[row.kind]
    unit_price, rate_id = _unit_price(row, day, rates)
    income_type = fee_type if fee_type is IncomeType.NON_WAGE_COMPENSATION else WITH_WAGE[kind]
    quantity = Decimal(row.quantity) / 2 if row.halved else Decimal(row.quantity)
    return LineDraft(kind, day, quantity, unit_price, unit_price.times(quantity), income_type, rate_id, row.note)


def _unit_price(row: TravelRow, day: date, rates: TravelRates) -> tuple[Money, int | None]:
    if row.amount is not None:
        return row.amount, None
    rate = rates.on(row.kind, day)
    return rate.price, rate.id


def _numbered(drafts: tuple[LineDraft, ...]) -> tuple[LineDraft, ...]:
    seen: Counter[tuple[LineKind, date]] = Counter()
    numbered = []
    for draft in drafts:
        key = draft.kind, draft.work_date
        numbered.append(replace(draft, ordinal=seen[key]))
        seen[key] += 1
    return tuple(numbered)


def correct(original: PaymentLine, replacement: LineDraft) -> tuple[LineDraft, LineDraft]:
    """The minus that takes the paid line back and the plus that pays what is right, zero when nothing was due; both go
    into the next batch."""
    if original.role is LineRole.MINUS:
        raise Refused("This line takes back an earlier one: correct the line that pays.")
    if all(getattr(original, fact) == getattr(replacement, fact) for fact in PAID_FACTS):
        raise Refused("The correction changes nothing: the new line is the same as the old one.")
    minus = LineDraft(
        kind=original.kind,
        work_date=original.work_date,
        quantity=-original.quantity,
        unit_price=original.unit_price,
        amount=-original.amount,
        income_type=original.income_type,
        rate_id=original.rate_id,
        text=replacement.text,
    )
    return minus, replacement


def check_correction(reason: str) -> None:
    if not reason.strip():
        raise Refused("Say in a few words why the line is corrected.")
