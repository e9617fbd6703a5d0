"""What a journey pays by the yearly rules, and what a person must say when paying otherwise."""

from __future__ import annotations

import pytest

from domain import travel
from domain.errors import Refused
from domain.money import Money
from domain.tariffs import TravelKind
from domain.times import Span
from domain.travel import Claim, PerDiemChoice, Ticket
from tests import clerks

LONG = Span(clerks.moment("10.3.2026 8.00"), clerks.moment("10.3.2026 19.00"))
SHORT = Span(clerks.moment("10.3.2026 8.00"), clerks.moment("10.3.2026 12.00"))


@pytest.mark.parametrize("case", clerks.rows("paivarahat.csv"), ids=lambda case: case["tapaus"])
def test_per_diems_are_those_of_the_clerks_examples(case: dict[str, str]) -> None:
    trip = Span(clerks.moment(case["lähtö kotoa"]), clerks.moment(case["paluu kotiin"]))
    away = case["matkaa yhteen suuntaan km"]
    rows = travel.rows(Claim(trip=trip, free_meals=int(case["ilmaisia aterioita"])), int(away) if away else None)
    counted = {(row.kind, row.halved): row.quantity for row in rows}
    expected = {
        (TravelKind.PER_DIEM_FULL, False): int(case["kokopäivärahat"]),
        (TravelKind.PER_DIEM_PARTIAL, False): int(case["osapäivärahat"]),
        (TravelKind.PER_DIEM_FULL, True): int(case["puolitetut kokopäivärahat"]),
        (TravelKind.PER_DIEM_PARTIAL, True): int(case["puolitetut osapäivärahat"]),
    }
    assert counted == {key: days for key, days in expected.items() if days}


def test_the_table_and_the_driven_kilometres_stand_side_by_side_with_the_reason() -> None:
    row, passenger = travel.rows(Claim(kilometres=50, passengers=1, correction="Kiertotie."), 21)
    assert (row.computed, row.quantity, row.correction) == (42, 50, "Kiertotie.")
    assert (passenger.kind, passenger.quantity) == (TravelKind.PASSENGER, 50)


def test_kilometres_off_the_table_need_a_reason() -> None:
    with pytest.raises(Refused, match="would be 42, not 50"):
        travel.rows(Claim(kilometres=50), 21)


def test_kilometres_of_the_table_need_no_reason_and_keep_none() -> None:
    (row,) = travel.rows(Claim(kilometres=42, correction="Turha selitys."), 21)
    assert (row.computed, row.correction) == (42, "")


@pytest.mark.parametrize("away", [None, 0])
def test_where_the_table_says_nothing_kilometres_are_as_told(away: int | None) -> None:
    (row,) = travel.rows(Claim(kilometres=12), away)
    assert (row.computed, row.quantity) == (None, 12)


def test_a_lesser_per_diem_needs_a_reason() -> None:
    claim = Claim(trip=LONG, per_diem=PerDiemChoice.PARTIAL)
    with pytest.raises(Refused, match="Say why"):
        travel.rows(claim, 40)
    (row,) = travel.rows(Claim(trip=LONG, per_diem=PerDiemChoice.PARTIAL, correction="Sovittu."), 40)
    assert (row.kind, row.quantity, row.computed) == (TravelKind.PER_DIEM_PARTIAL, 1, 0)


def test_no_per_diem_may_be_paid_though_the_rules_would_allow_one() -> None:
    assert travel.rows(Claim(trip=LONG, per_diem=PerDiemChoice.NONE), 40) == ()


def test_a_meal_and_a_per_diem_are_refused_when_they_are_entered() -> None:
    with pytest.raises(Refused, match="meal allowance is not paid"):
        travel.rows(Claim(trip=LONG, own_meals=1), 40)


def test_a_second_meal_belongs_to_a_journey_of_over_ten_hours() -> None:
    (long,) = travel.rows(Claim(trip=LONG, own_meals=2), 10)
    assert (long.quantity, long.computed) == (2, 2)
    with pytest.raises(Refused, match="would be 1, not 2"):
        travel.rows(Claim(trip=SHORT, own_meals=2), 10)


def test_any_number_of_tickets_each_with_its_receipt() -> None:
    tickets = tuple(Ticket(Money(3_10), f"Kuitti {number}") for number in range(7))
    rows = travel.rows(Claim(tickets=tickets), None)
    assert [(row.amount, row.receipt) for row in rows] == [(Money(3_10), f"Kuitti {number}") for number in range(7)]


def test_a_ticket_without_a_receipt_is_refused() -> None:
    with pytest.raises(Refused, match="receipt"):
        travel.rows(Claim(tickets=(Ticket(Money(3_10), " "),)), None)


def test_two_meals_are_the_most_and_only_after_more_than_ten_hours() -> None:
    ten = Span(clerks.moment("10.3.2026 8.00"), clerks.moment("10.3.2026 18.00"))
    assert travel.meal_allowances(LONG, 3) == 2
    assert travel.meal_allowances(ten, 3) == 1


def test_a_corrected_meal_keeps_its_reason() -> None:
    (meals,) = travel.rows(Claim(trip=SHORT, own_meals=2, correction=" Kaksi  ateriaa. "), None)
    assert (meals.computed, meals.quantity, meals.correction) == (1, 2, "Kaksi ateriaa.")
