"""Fees and travel rates: proposed by one person for a day to come, confirmed by another."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select

from commands.acting import needs
from db.session import Writing
from db.tables import FeeRate, TravelRate
from domain import prose, tariffs
from domain.errors import Refused
from domain.money import Money
from domain.permissions import Permission
from domain.tariffs import Confidence, FeeForm, IncomeType, OverrunPolicy, TravelKind
from domain.trail import Act

Rate = TypeVar("Rate", FeeRate, TravelRate)
SAME = (
    "name_fi",
    "name_sv",
    "name_en",
    "unit",
    "price",
    "income_type",
    "min_minutes",
    "max_minutes",
    "includes_preparation",
    "includes_after_work",
    "overrun",
    "overrun_code",
)
"""What a proposal leaves as it was, unless it says otherwise."""
PAYROLLS = ("payroll_word", "payroll_word_by_id", "payroll_word_on")
"""Payroll's word is about the income type, so it holds as long as the type does."""


@needs(Permission.PROPOSE_TARIFFS)
def propose_fee(writing: Writing, form: FeeForm) -> int:
    """The id of the proposal; it is no price before `confirm_fee`."""
    tariffs.check_not_past(form.valid_from, writing.today)
    rate = FeeRate(**vars(form), proposed_by_id=writing.viewer.id)
    writing.session.add(rate)
    writing.record(Act.PROPOSE, rate, **_told(rate))
    return rate.id


@needs(Permission.PROPOSE_TARIFFS)
def propose_price(
    writing: Writing,
    code: str,
    price: Money | None,
    valid_from: date,
    source: str,
    income_type: IncomeType | None = None,
    overrun: OverrunPolicy | None = None,
) -> int:
    """A new price, income type or overrun policy of a fee that is known already; what is None stays as in its newest."""
    newest = writing.session.execute(
        select(FeeRate).where(FeeRate.code == code).order_by(FeeRate.valid_from.desc()).limit(1)
    ).scalar_one_or_none()
    if newest is None:
        raise Refused("There is no fee {code}.", code=code)
    facts = {name: getattr(newest, name) for name in SAME}
    if price is not None:
        facts["price"] = price
    if income_type is not None:
        facts["income_type"] = income_type
    if overrun is not None:
        facts |= {"overrun": overrun.decision, "overrun_code": overrun.code}
    if all(getattr(newest, name) == value for name, value in facts.items()):
        raise Refused("Nothing would change: write a price, or choose an income type or what a longer session pays.")
    rate_id = propose_fee(writing, FeeForm(code=code, valid_from=valid_from, source=source, **facts))
    if facts["income_type"] == newest.income_type:
        rate = writing.session.get_one(FeeRate, rate_id)
        for name in PAYROLLS:
            setattr(rate, name, getattr(newest, name))
    return rate_id


@needs(Permission.PROPOSE_TARIFFS)
def confirm_fee(writing: Writing, rate_id: int) -> None:
    _confirm(writing, writing.locked(FeeRate, rate_id))


@needs(Permission.PROPOSE_TARIFFS)
def confirm_income_type(writing: Writing, rate_id: int, word: str) -> None:
    """`word` says when and how payroll confirmed the fee's income type; another type is a new price from a day on."""
    rate = writing.locked(FeeRate, rate_id)
    words = prose.line(word)
    if not words:
        raise Refused("Say how payroll confirmed the income type, for instance its message and day.")
    if rate.payroll_word:
        raise Refused("The income type of this fee has been confirmed already.")
    rate.payroll_word, rate.payroll_word_by_id, rate.payroll_word_on = words, writing.viewer.id, writing.today
    writing.changed(rate)
    writing.record(Act.CONFIRM, rate, code=rate.code, income_type=rate.income_type.value)


@needs(Permission.PROPOSE_TARIFFS)
def withdraw_fee(writing: Writing, rate_id: int) -> None:
    _withdraw(writing, writing.locked(FeeRate, rate_id))


@needs(Permission.PROPOSE_TARIFFS)
def propose_travel(
    writing: Writing,
    kind: TravelKind,
    price: Money,
    valid_from: date,
    source: str,
    confidence: Confidence = Confidence.UNVERIFIED,
) -> int:
    """`price` is for one kilometre, day or meal. A ticket has its own price and no rate."""
    if kind is TravelKind.TICKET:
        raise Refused("A ticket is repaid by its price: it has no rate.")
    tariffs.check_price(price)
    tariffs.check_not_past(valid_from, writing.today)
    rate = TravelRate(
        kind=kind,
        price=price,
        valid_from=valid_from,
        source=prose.line(source),
        confidence=confidence.value,
        proposed_by_id=writing.viewer.id,
    )
    writing.session.add(rate)
    writing.record(Act.PROPOSE, rate, **_told(rate))
    return rate.id


@needs(Permission.PROPOSE_TARIFFS)
def confirm_travel(writing: Writing, rate_id: int) -> None:
    _confirm(writing, writing.locked(TravelRate, rate_id))


@needs(Permission.PROPOSE_TARIFFS)
def withdraw_travel(writing: Writing, rate_id: int) -> None:
    _withdraw(writing, writing.locked(TravelRate, rate_id))


def _confirm(writing: Writing, rate: Rate) -> None:
    """The day is checked again: a proposal may have waited until its day was behind."""
    _check_open(rate)
    tariffs.check_two_persons(rate.proposed_by_id, writing.viewer)
    tariffs.check_not_past(rate.valid_from, writing.today)
    rate.confirmed_by_id = writing.viewer.id
    writing.changed(rate)
    writing.record(Act.CONFIRM, rate, **_told(rate))


def _withdraw(writing: Writing, rate: Rate) -> None:
    """Only a proposal can go: nothing has been paid by it. The trail keeps what it was."""
    _check_open(rate)
    writing.record(Act.WITHDRAW, rate, **_told(rate))
    writing.session.delete(rate)
    writing.session.flush()


def _told(rate: FeeRate | TravelRate) -> dict[str, Any]:
    """Which price it was, for the day when the row itself is gone."""
    own = {"code": rate.code} if isinstance(rate, FeeRate) else {"kind": rate.kind.value}
    return {**own, "cents": rate.price.cents, "valid_from": rate.valid_from.isoformat()}


def _check_open(rate: Rate) -> None:
    if rate.confirmed_by_id is not None:
        raise Refused("This rate has been confirmed already.")
