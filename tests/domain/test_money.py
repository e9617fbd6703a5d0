"""Whole cents, one way of rounding, and sums as people write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import money
from domain.errors import Refused
from domain.money import Money

CENTS = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("cents", "quantity", "expected"),
    [
        (20_00, Fraction(50, 60), 16_67),
        (20_00, Fraction(10, 60), 3_33),
        (20_01, Fraction(50, 60), 16_68),
        (55, 42, 23_10),
        (1, Decimal("0.5"), 1),
        (1, Decimal("0.49"), 0),
        (3, Decimal("0.5"), 2),
        (-1, Decimal("0.5"), -1),
        (-3, Fraction(1, 2), -2),
        (2_675, Decimal("0.1"), 268),
        (115, 100, 115_00),
        (20_00, 0, 0),
    ],
)
def test_half_a_cent_rounds_away_from_zero(cents: int, quantity: int | Decimal | Fraction, expected: int) -> None:
    assert Money(cents).times(quantity) == Money(expected)


@pytest.mark.parametrize("quantity", [0.5, True, "2"])
def test_money_is_never_multiplied_by_what_is_not_exact(quantity: object) -> None:
    with pytest.raises(TypeError):
        Money(100).times(quantity)  # type: ignore[arg-type]


@pytest.mark.parametrize("cents", [1.0, True, "1", Decimal(1), None])
def test_money_is_made_of_whole_cents_only(cents: object) -> None:
    with pytest.raises(TypeError):
        Money(cents)  # type: ignore[arg-type]


@given(CENTS, st.integers(1, 100_000))
def test_a_line_is_never_half_a_cent_off_and_a_minus_mirrors_a_plus(cents: int, minutes: int) -> None:
    exact = Fraction(cents * minutes, 60)
    paid = Money(cents).times(Fraction(minutes, 60))
    assert abs(paid.cents - exact) <= Fraction(1, 2)
    assert Money(-cents).times(Fraction(minutes, 60)) == -paid


@given(st.lists(CENTS))
def test_totals_add_what_was_rounded(cents: list[int]) -> None:
    assert money.total(Money(each) for each in cents) == Money(sum(cents))
    assert money.total(Money(each) for each in cents).euros() == sum((Money(c).euros() for c in cents), Decimal(0))


@given(CENTS)
def test_a_written_sum_reads_back_the_same(cents: int) -> None:
    written = f"{Money(cents).euros():,.2f} €".replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    assert money.parse(written) == Money(cents)


@pytest.mark.parametrize(
    ("text", "cents"), [("30", 30_00), ("1 234,50", 1234_50), ("-12.5", -12_50), ("0,55 €", 55), (" 8,1 ", 8_10)]
)
def test_sums_are_read_as_people_write_them(text: str, cents: int) -> None:
    assert money.parse(text) == Money(cents)


@pytest.mark.parametrize(
    "text", ["", "kolme", "1,234", "1.234,50", "1e400", "NaN", "Infinity", "12,505", "99999999999999"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="not a sum of money"):
        money.parse(text)


def test_no_money_is_false_and_a_cent_is_not() -> None:
    assert not Money(0)
    assert Money(1)
    assert Money(-1) < Money(0) < Money(1)


def test_euros_are_taken_from_euros_to_the_cent() -> None:
    assert Money(30_00) - Money(1) == Money(29_99)
