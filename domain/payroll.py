"""What payroll gets of one approved batch: people, lines and controls that agree to the cent. Gross sums only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain import batches, payees
from domain.errors import Refused
from domain.fees import FEES, MEASURED, LineKind, PaymentLine, told
from domain.money import Money, total
from domain.payees import BaseChange, Payee, Person
from domain.tariffs import FeeTable, FeeUnit, IncomeType, TravelKind, TravelRates


class Unit(StrEnum):
    """What `quantity` counts."""

    HOUR = auto()
    OCCASION = auto()
    KILOMETRE = auto()
    PIECE = auto()
    DAY = auto()


class PerDiem(StrEnum):
    FULL = auto()
    PARTIAL = auto()


UNIT_OF_FEE = {FeeUnit.HOUR: Unit.HOUR, FeeUnit.OCCASION: Unit.OCCASION, FeeUnit.ADD_ON: Unit.OCCASION}

UNIT_OF_TRAVEL = {
    LineKind.KILOMETRES: Unit.KILOMETRE,
    LineKind.PASSENGER: Unit.KILOMETRE,
    LineKind.TICKET: Unit.PIECE,
    LineKind.PER_DIEM: Unit.DAY,
    LineKind.MEAL: Unit.PIECE,
}

PER_DIEM_OF = {TravelKind.PER_DIEM_FULL: PerDiem.FULL, TravelKind.PER_DIEM_PARTIAL: PerDiem.PARTIAL}


@dataclass(frozen=True)
class Batch:
    """`content_hash` is the one the approver stated; `edition` grows when payroll refuses a whole file."""

    id: int
    pay_date: date
    content_hash: str
    up_to: date
    edition: int = 1

    @property
    def reference(self) -> str:
        return f"PE-{self.id}"

    @property
    def file_name(self) -> str:
        """Without an ending."""
        again = f"-v{self.edition}" if self.edition > 1 else ""
        return f"{self.reference}-{self.pay_date.isoformat()}{again}"


@dataclass(frozen=True)
class PersonRow:
    """One person's lines of one income type. `first_day` and `last_day` are the first and the last working day paid."""

    payee: Payee
    income_type: IncomeType
    lines: int
    first_day: date
    last_day: date
    kilometres: int | None
    fees: Money
    travel: Money
    total: Money


@dataclass(frozen=True)
class LineRow:
    """One payment line with what the Incomes Register asks of it."""

    line: PaymentLine
    batch: Batch
    payee: Payee
    unit: Unit
    per_diem: PerDiem | None

    @property
    def reference(self) -> str:
        """The payer's own reference; the same in every edition of the file."""
        return line_reference(self.line.id)

    @property
    def corrects(self) -> str:
        """Reference of the line that this one corrects, else empty."""
        return "" if self.line.corrects_id is None else line_reference(self.line.corrects_id)

    @property
    def kilometres(self) -> int | None:
        """Whole, as the register wants them, and only the driver's: a passenger's are the same kilometres."""
        return _kilometres(self.line) if self.unit is Unit.KILOMETRE else None


@dataclass(frozen=True)
class ChangeRow:
    """The one place where an account stands."""

    payee: Payee
    change: BaseChange
    account: str


@dataclass(frozen=True)
class TypeSum:
    income_type: IncomeType
    rows: int
    amount: Money


@dataclass(frozen=True)
class Controls:
    batch: Batch
    people: int
    rows: int
    fees: Money
    travel: Money
    total: Money
    by_type: tuple[TypeSum, ...]


@dataclass(frozen=True)
class Payroll:
    """Sheets whose sums disagree cannot be made."""

    people: tuple[PersonRow, ...]
    lines: tuple[LineRow, ...]
    controls: Controls
    changes: tuple[ChangeRow, ...] = ()

    def __post_init__(self) -> None:
        if not (self._counts_agree() and self._sums_agree()):
            raise Refused("The sheets of the payroll file do not agree with each other. Nothing was written.")

    def _counts_agree(self) -> bool:
        rows = sum(person.lines for person in self.people)
        types = sum(each.rows for each in self.controls.by_type)
        paid = len({person.payee.number for person in self.people})
        return rows == len(self.lines) == self.controls.rows == types and paid == self.controls.people

    def _sums_agree(self) -> bool:
        by_line = _by_type((row.line.income_type, row.line.amount) for row in self.lines)
        by_person = _by_type((row.income_type, row.total) for row in self.people)
        by_control = {each.income_type: each.amount for each in self.controls.by_type}
        fees, travel = total(person.fees for person in self.people), total(person.travel for person in self.people)
        return (
            by_line == by_person == by_control
            and (fees, travel) == (self.controls.fees, self.controls.travel)
            and self.controls.total == fees + travel == total(by_line.values())
            and all(person.total == person.fees + person.travel for person in self.people)
        )


def prepare(
    batch: Batch, people: Iterable[Person], lines: Iterable[PaymentLine], table: FeeTable, rates: TravelRates
) -> Payroll:
    """`people` holds everyone who has a line, `table` and `rates` every rate that a line was priced by."""
    ordered = sorted(lines, key=lambda line: (line.work_date, line.id))
    if batches.content_hash(ordered, batch.pay_date) != batch.content_hash:
        raise Refused("The lines are not the ones that were approved. Nothing was written.")
    own = defaultdict(list)
    for line in ordered:
        own[line.expert_id].append(line)
    known = sorted(people, key=lambda person: (person.name.casefold(), person.expert_id))
    paid = [(person, payees.payee(person)) for person in known if person.expert_id in own]
    words = _Rates({rate.id: rate.unit for rate in table.rates}, {rate.id: rate.kind for rate in rates.rates})
    return Payroll(
        people=tuple(row for person, payee in paid for row in _person_rows(person, payee, own[person.expert_id])),
        lines=tuple(
            _line_row(batch, person, payee, line, words) for person, payee in paid for line in own[person.expert_id]
        ),
        controls=_controls(batch, len(own), ordered),
        changes=tuple(_change_row(person, payee) for person, payee in paid if person.change),
    )


@dataclass(frozen=True)
class _Rates:
    """What the rates that lines were priced by say beside their price, by the rate's id."""

    units: Mapping[int | None, FeeUnit]
    kinds: Mapping[int | None, TravelKind]

    def unit(self, line: PaymentLine) -> Unit:
        return UNIT_OF_FEE[self.units[line.rate_id]] if line.kind in FEES else UNIT_OF_TRAVEL[line.kind]

    def per_diem(self, line: PaymentLine) -> PerDiem | None:
        return PER_DIEM_OF[self.kinds[line.rate_id]] if line.kind is LineKind.PER_DIEM else None


def _person_rows(person: Person, payee: Payee, lines: list[PaymentLine]) -> Iterator[PersonRow]:
    for kind in sorted({line.income_type for line in lines}):
        own = [line for line in lines if line.income_type is kind]
        fees, travel = _fees_and_travel(own)
        driven = [] if person.contact_protected else [km for line in own if (km := _kilometres(line)) is not None]
        yield PersonRow(
            payee=payee,
            income_type=kind,
            lines=len(own),
            first_day=min(line.work_date for line in own),
            last_day=max(line.work_date for line in own),
            kilometres=sum(driven) if driven else None,
            fees=fees,
            travel=travel,
            total=total(line.amount for line in own),
        )


def _kilometres(line: PaymentLine) -> int | None:
    return int(line.quantity) if line.kind is LineKind.KILOMETRES else None


def _line_row(batch: Batch, person: Person, payee: Payee, line: PaymentLine, rates: _Rates) -> LineRow:
    if person.contact_protected and line.kind in MEASURED:
        return LineRow(told(line), batch, payee, Unit.PIECE, None)
    return LineRow(line, batch, payee, rates.unit(line), rates.per_diem(line))


def _change_row(person: Person, payee: Payee) -> ChangeRow:
    if person.change is None or person.account is None:
        raise ValueError("only a change with its account is told")
    return ChangeRow(payee, person.change, person.account.value)


def line_reference(line_id: int) -> str:
    return f"R-{line_id}"


def _controls(batch: Batch, people: int, lines: list[PaymentLine]) -> Controls:
    fees, travel = _fees_and_travel(lines)
    sums = _by_type((line.income_type, line.amount) for line in lines)
    types = [TypeSum(kind, sum(line.income_type is kind for line in lines), amount) for kind, amount in sums.items()]
    return Controls(
        batch=batch,
        people=people,
        rows=len(lines),
        fees=fees,
        travel=travel,
        total=total(line.amount for line in lines),
        by_type=tuple(types),
    )


def _fees_and_travel(lines: list[PaymentLine]) -> tuple[Money, Money]:
    return total(r.amount for r in lines if r.kind in FEES), total(r.amount for r in lines if r.kind not in FEES)


def _by_type(pairs: Iterable[tuple[IncomeType, Money]]) -> dict[IncomeType, Money]:
    sums: dict[IncomeType, Money] = {}
    for kind, amount in sorted(pairs):
        sums[kind] = sums.get(kind, Money(0)) + amount
    return sums
