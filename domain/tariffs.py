"""Dated fee tables and travel rates: what a price was on a day, and who may set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Generic, TypeVar

from domain import prose
from domain.errors import Refused
from domain.money import ZERO, Money
from domain.permissions import Viewer

R = TypeVar("R")
DECEMBER = 12


class FeeUnit(StrEnum):
    OCCASION = auto()
    HOUR = auto()
    ADD_ON = auto()


class IncomeType(StrEnum):
    """The Incomes Register's codes that the lines may carry (vero.fi, wage income types).

    NOT_REPORTED is ours: travel repaid against a carrier's receipt is not reported at all (vero.fi, "Kustannusten
    korvaukset: usein kysyttyä": matkalippujen ja taksikuittien perusteella maksettuja korvauksia ei ilmoiteta).
    """

    TIME_RATE_PAY = "201"
    MEETING_FEE = "210"
    LECTURE_FEE = "214"
    MEAL_ALLOWANCE = "303"
    KILOMETRE_ALLOWANCE = "311"
    PER_DIEM = "331"
    NON_WAGE_COMPENSATION = "336"
    TAXABLE_REIMBURSEMENT = "353"
    NOT_REPORTED = "000"


class TravelKind(StrEnum):
    OWN_CAR = auto()
    PASSENGER = auto()
    TICKET = auto()
    PER_DIEM_FULL = auto()
    PER_DIEM_PARTIAL = auto()
    MEAL = auto()


class OverrunDecision(StrEnum):
    """What a session longer than its fee was made for pays: the fee table leaves it open, so a person decides unless the
    fee says otherwise. HOURS_OVER pays one occasion and the time over it by an hourly fee."""

    ONE_OCCASION = auto()
    TWO_OCCASIONS = auto()
    HOURS_OVER = auto()


class Confidence(StrEnum):
    """Whether the rate has been read in the Tax Administration's own decision."""

    VERIFIED = auto()
    UNVERIFIED = auto()


@dataclass(frozen=True)
class OverrunPolicy:
    """What a longer session pays without asking; `decision` None asks a person, `code` is the hourly fee of the time over."""

    decision: OverrunDecision | None = None
    code: str = ""


@dataclass(frozen=True)
class FeeRate:
    """One price of one fee from a day on. `price` is for one occasion, one hour or one add-on, as `unit` says.

    `overrun` None: a person decides; `overrun_code` is the hourly fee of the time over, empty when there is none.
    `payroll_word` is how payroll has confirmed the income type, empty until it has.
    """

    id: int
    code: str
    name: str
    unit: FeeUnit
    price: Money
    valid_from: date
    min_minutes: int | None
    max_minutes: int | None
    includes_preparation: bool
    includes_after_work: bool
    income_type: IncomeType
    overrun: OverrunDecision | None = None
    overrun_code: str = ""
    payroll_word: str = ""


@dataclass(frozen=True)
class FeeTable:
    """Any number of dated prices of any number of fees; only confirmed ones belong here."""

    rates: tuple[FeeRate, ...]

    def __post_init__(self) -> None:
        if len({(rate.code, rate.valid_from) for rate in self.rates}) != len(self.rates):
            raise ValueError("two prices of one fee begin on the same day")

    def on(self, code: str, day: date) -> FeeRate:
        """The newest price that had begun by `day`."""
        begun = (rate for rate in self.rates if rate.code == code and rate.valid_from <= day)
        newest = max(begun, key=lambda rate: rate.valid_from, default=None)
        if newest is None:
            raise Refused("The fee {code} has no price on {day}.", code=code, day=day)
        return newest

    def codes_on(self, day: date) -> tuple[str, ...]:
        """The fees that have a price on `day`, in the order of the table."""
        return tuple(dict.fromkeys(rate.code for rate in self.rates if rate.valid_from <= day))


@dataclass(frozen=True)
class TravelRate:
    """Whole cents for one kilometre, passenger's kilometre, day or meal."""

    id: int
    kind: TravelKind
    price: Money
    valid_from: date
    confidence: Confidence


@dataclass(frozen=True)
class TravelRates:
    """The Tax Administration decides the rates for one year at a time, so no rate reaches past its own year."""

    rates: tuple[TravelRate, ...]

    def __post_init__(self) -> None:
        if len({(rate.kind, rate.valid_from) for rate in self.rates}) != len(self.rates):
            raise ValueError("two rates of one kind begin on the same day")

    def on(self, kind: TravelKind, day: date) -> TravelRate:
        begun = (r for r in self.rates if r.kind == kind and r.valid_from <= day and r.valid_from.year == day.year)
        newest = max(begun, key=lambda rate: rate.valid_from, default=None)
        if newest is None:
            raise Refused(
                "The travel rate for {year} is missing: {kind}. Add it before paying travel of {day}.",
                year=day.year,
                kind=kind,
                day=day,
            )
        return newest


@dataclass(frozen=True)
class FeeForm:
    """A proposed price of one fee. Minutes are those the fee was made for; None where the table does not say."""

    code: str
    name_fi: str
    name_sv: str
    name_en: str
    unit: FeeUnit
    price: Money
    valid_from: date
    income_type: IncomeType
    min_minutes: int | None = None
    max_minutes: int | None = None
    includes_preparation: bool = True
    includes_after_work: bool = True
    overrun: OverrunDecision | None = None
    overrun_code: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        for name in ("code", "name_fi", "name_sv", "name_en", "source"):
            object.__setattr__(self, name, prose.line(getattr(self, name)))
        prose.required(self.code, "Code")
        prose.required(self.name_fi, "Name in Finnish")
        for name in ("name_sv", "name_en"):
            object.__setattr__(self, name, getattr(self, name) or self.name_fi)
        check_price(self.price)
        if self.min_minutes and self.max_minutes and self.max_minutes < self.min_minutes:
            raise Refused("The longest time must not be shorter than the shortest.")
        if self.overrun is OverrunDecision.HOURS_OVER and not self.overrun_code:
            raise Refused("Choose the hourly fee by which the time over is paid.")


class Stage(StrEnum):
    """Where a price stands on a day; never stored."""

    IN_FORCE = auto()
    COMING = auto()
    PROPOSED = auto()
    PAST = auto()


@dataclass(frozen=True)
class Entry(Generic[R]):
    """A price with its story. Whoever proposed it is known by id too: that person does not confirm it."""

    rate: R
    stage: Stage
    source: str
    proposed_by_id: int | None
    proposed_by: str
    confirmed_by: str


def stage(valid_from: date, confirmed: bool, in_force: bool, today: date) -> Stage:
    """`in_force`: this is the price that `FeeTable.on` or `TravelRates.on` gives today."""
    if not confirmed:
        return Stage.PROPOSED
    if in_force:
        return Stage.IN_FORCE
    return Stage.COMING if valid_from > today else Stage.PAST


def missing_kinds(rates: TravelRates, year: int) -> tuple[TravelKind, ...]:
    """Travel that cannot be paid in the year, because its rate has not been confirmed."""
    known = {rate.kind for rate in rates.rates if rate.valid_from.year == year}
    return tuple(kind for kind in TravelKind if kind is not TravelKind.TICKET and kind not in known)


def years_to_check(today: date) -> tuple[int, ...]:
    """The Tax Administration decides in November, so in December next year's rates should be here."""
    return (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)


def check_price(price: Money) -> None:
    if price <= ZERO:
        raise Refused("The price must be more than zero.")


def check_not_past(valid_from: date, today: date) -> None:
    """A price that began in the past would change what has already been agreed and paid."""
    if valid_from < today:
        raise Refused("A price cannot begin in the past: {day} is already behind.", day=valid_from)


def check_two_persons(proposed_by_id: int | None, confirmer: Viewer) -> None:
    if confirmer.id == proposed_by_id:
        raise Refused("You proposed this price yourself: another person must confirm it.")
