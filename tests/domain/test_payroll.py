"""Three sheets of one batch that agree to the cent, or no file at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain import payees, payroll
from domain.errors import Refused
from domain.fees import LineKind, LineRole, PaymentLine
from domain.money import Money
from domain.payees import BaseChange, Person
from domain.payroll import Payroll, PerDiem, Unit
from domain.tariffs import IncomeType
from tests import payrolls
from tests.lines import line

MARCH = payrolls.march()


def prepared(*lines: PaymentLine, people: tuple[Person, ...] = payrolls.PEOPLE) -> Payroll:
    return payroll.prepare(payrolls.batch(*lines), people, lines, payrolls.TABLE, payrolls.RATES)


def test_a_person_has_one_row_for_each_income_type_in_the_order_of_names() -> None:
    assert [(row.payee.name, row.income_type.value, row.lines, row.total) for row in payrolls.march().people] == [
        ("Aalto Aino", "336", 3, Money(109_77)),
        ("Öhman Örjan", "000", 1, Money(8_10)),
        ("Öhman Örjan", "214", 1, Money(20_00)),
        ("Öhman Örjan", "331", 2, Money(79_00)),
    ]


def test_the_order_of_names_does_not_follow_the_numbers_of_experts() -> None:
    swapped = (replace(payrolls.AINO, last_name="Örn"), replace(payrolls.ORJAN, last_name="aalto"))
    assert list(dict.fromkeys(row.payee.name for row in payrolls.march(swapped).people)) == ["aalto Örjan", "Örn Aino"]


def test_fees_and_travel_of_one_income_type_stand_apart() -> None:
    aino, ticket, _talk, per_diems = payrolls.march().people
    assert (aino.fees, aino.travel) == (Money(86_67), Money(23_10))
    assert (ticket.fees, ticket.travel) == (Money(0), Money(8_10))
    assert (per_diems.fees, per_diems.travel) == (Money(0), Money(79_00))


def test_kilometres_of_an_income_type_are_added_up_whole() -> None:
    assert [row.kilometres for row in payrolls.march().people] == [42, None, None, None]


def test_a_period_runs_from_the_first_to_the_last_working_day_of_its_income_type() -> None:
    aino = payrolls.march().people[0]
    assert (aino.first_day, aino.last_day) == (date(2026, 3, 3), date(2026, 3, 24))


def test_only_who_is_new_to_payroll_or_has_a_new_account_is_on_the_sheet_of_changes() -> None:
    assert [(row.payee.name, row.change, row.account) for row in payrolls.march().changes] == [
        ("Aalto Aino", BaseChange.NEW_PAYEE, "FI2112345600000785")
    ]


def test_a_new_version_of_the_same_lines_has_its_number_in_its_name() -> None:
    assert payrolls.batch().file_name == "PE-12-2026-04-15"
    assert replace(payrolls.batch(), edition=2).file_name == "PE-12-2026-04-15-v2"


def test_the_controls_are_the_sums_of_the_rows() -> None:
    controls = payrolls.march().controls
    assert (controls.people, controls.rows, controls.total) == (2, 7, Money(216_87))
    assert [(each.income_type.value, each.rows, each.amount) for each in controls.by_type] == [
        ("000", 1, Money(8_10)),
        ("214", 1, Money(20_00)),
        ("331", 2, Money(79_00)),
        ("336", 3, Money(109_77)),
    ]


def test_a_line_says_what_its_quantity_counts() -> None:
    assert [(row.line.id, row.unit) for row in payrolls.march().lines] == [
        (1, Unit.OCCASION),
        (2, Unit.KILOMETRE),
        (3, Unit.HOUR),
        (4, Unit.OCCASION),
        (5, Unit.DAY),
        (6, Unit.DAY),
        (7, Unit.PIECE),
    ]


def test_kilometres_are_whole_and_only_the_drivers() -> None:
    assert [row.kilometres for row in payrolls.march().lines] == [None, 42, None, None, None, None, None]
    passenger = line(
        1, kind=LineKind.PASSENGER, quantity=Decimal(42), unit_price=Money(4), amount=Money(1_68), rate_id=108
    )
    assert prepared(passenger).lines[0].kilometres is None


def test_of_a_protected_person_a_journey_is_one_piece_at_its_sum() -> None:
    hidden = payrolls.march((payrolls.ORJAN, replace(payrolls.AINO, contact_protected=True)))
    [journey] = [row for row in hidden.lines if row.line.kind is LineKind.KILOMETRES]
    assert (journey.line.quantity, journey.unit, journey.kilometres) == (Decimal(1), Unit.PIECE, None)
    assert (journey.line.unit_price, journey.line.amount) == (Money(23_10), Money(23_10))
    assert [row.kilometres for row in hidden.people] == [None, None, None, None]
    assert hidden.controls == MARCH.controls


def test_a_full_and_a_partial_per_diem_are_told_apart() -> None:
    kinds = {row.line.id: row.per_diem for row in payrolls.march().lines if row.per_diem}
    assert kinds == {5: PerDiem.FULL, 6: PerDiem.PARTIAL}


def test_a_line_keeps_its_reference_and_a_correction_names_its_original() -> None:
    minus = line(8, role=LineRole.MINUS, corrects_id=1, quantity=Decimal(-1), amount=Money(-30_00))
    (row,) = prepared(minus).lines
    assert (row.reference, row.corrects, row.batch.reference) == ("R-8", "R-1", "PE-12")
    assert payrolls.march().lines[0].corrects == ""


def test_an_overpayment_of_ten_euros_is_a_minus_and_a_plus() -> None:
    minus = line(8, role=LineRole.MINUS, corrects_id=1, quantity=Decimal(-1), amount=Money(-30_00))
    plus = line(9, role=LineRole.PLUS, corrects_id=1, unit_price=Money(20_00), amount=Money(20_00))
    result = prepared(minus, plus)
    assert (result.people[0].total, result.controls.total, result.controls.rows) == (Money(-10_00), Money(-10_00), 2)


def test_a_change_is_told_only_with_its_account() -> None:
    with pytest.raises(ValueError, match=r"^only a change with its account is told$"):
        payroll._change_row(replace(payrolls.AINO, account=None), payees.payee(payrolls.AINO))


def test_lines_other_than_the_approved_are_not_written() -> None:
    approved, changed = payrolls.batch(line(1)), [line(1, amount=Money(30_01))]
    with pytest.raises(Refused, match="not the ones that were approved"):
        payroll.prepare(approved, payrolls.PEOPLE, changed, payrolls.TABLE, payrolls.RATES)


@pytest.mark.parametrize(("missing", "sentence"), [("identity_code", "identity code"), ("account", "account number")])
def test_who_cannot_be_paid_is_named(missing: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        prepared(line(1), people=(replace(payrolls.AINO, **{missing: None}),))
    assert refusal.value.values == {"name": "Aalto Aino"}


def test_a_payee_without_a_person_stops_the_file() -> None:
    with pytest.raises(Refused, match="do not agree"):
        prepared(line(1), line(2, expert_id=77))


def cent_more(amount: Money) -> Money:
    return amount + Money(1)


SPOILT = {
    "a line is dropped": {"lines": MARCH.lines[1:]},
    "a person is dropped": {"people": MARCH.people[1:]},
    "a line differs by a cent": {
        "lines": (
            replace(MARCH.lines[0], line=replace(MARCH.lines[0].line, amount=Money(30_01))),
            *MARCH.lines[1:],
        )
    },
    "a line is of another income type": {
        "lines": (
            replace(MARCH.lines[0], line=replace(MARCH.lines[0].line, income_type=IncomeType.MEETING_FEE)),
            *MARCH.lines[1:],
        )
    },
    "a person's total differs": {
        "people": (replace(MARCH.people[0], total=cent_more(MARCH.people[0].total)), *MARCH.people[1:])
    },
    "a person's fees and travel are swapped": {
        "people": (replace(MARCH.people[0], fees=Money(23_10), travel=Money(86_67)), *MARCH.people[1:])
    },
    "the grand total differs": {"controls": replace(MARCH.controls, total=cent_more(MARCH.controls.total))},
    "the count of rows differs": {"controls": replace(MARCH.controls, rows=8)},
    "the count of people differs": {"controls": replace(MARCH.controls, people=3)},
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_sheets_that_disagree_cannot_be_made(change: dict[str, object]) -> None:
    with pytest.raises(Refused, match="do not agree"):
        replace(MARCH, **change)  # type: ignore[arg-type]
