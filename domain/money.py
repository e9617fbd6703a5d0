"""Money in whole cents and the one place that rounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from domain.errors import Refused


@dataclass(frozen=True, order=True)
class Money:
    """Whole euro cents; never made from a float or a bool."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"cents must be int, not {type(self.cents).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def times(self, quantity: int | Decimal | Fraction) -> Money:
        """Half a cent rounds away from zero (Finnish accounting practice); the only rounding in the program.

        A Fraction keeps 50 minutes exact: 5/6 of an hour has no end as a Decimal.
        """
        if isinstance(quantity, bool) or not isinstance(quantity, int | Decimal | Fraction):
            raise TypeError("quantity must be int, Decimal or Fraction")
        exact = self.cents * Fraction(quantity)
        whole, rest = divmod(abs(exact), 1)
        nearest = int(whole) + (2 * rest >= 1)
        return Money(nearest if exact >= 0 else -nearest)

    def euros(self) -> Decimal:
        return Decimal(self.cents).scaleb(-2)


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    return sum(amounts, ZERO)


def parse(text: str) -> Money:
    """Finnish or plain notation: "1 234,50", "30", "-12.5"; more than two decimals are refused."""
    cleaned = text.replace("\u00a0", "").replace(" ", "").replace("€", "").replace("\u2212", "-").replace(",", ".")
    try:
        value = Decimal(cleaned)
    except InvalidOperation:
        raise Refused("{text} is not a sum of money.", text=text) from None
    cents = value.scaleb(2) if value.is_finite() else Decimal("NaN")
    if not value.is_finite() or cents != cents.to_integral_value() or abs(cents) > 10**12:
        raise Refused("{text} is not a sum of money.", text=text)
    return Money(int(cents))
