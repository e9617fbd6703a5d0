"""Identity codes, account numbers, business ids and reference numbers; a wrong one cannot be made."""

from __future__ import annotations

from dataclasses import dataclass

import schwifty
from schwifty.exceptions import SchwiftyException
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu, ytunnus

from domain.errors import Refused

TEMPORARY = range(900, 1000)


@dataclass(frozen=True)
class Hetu:
    """Finnish personal identity code, upper case. The century sign distinguishes people: the whole text is the code.

    Individual numbers 900–999 are temporary by law and never a person's; demo and tests use only them, so they are accepted.
    """

    value: str

    def __post_init__(self) -> None:
        text = self.value.strip().upper()
        try:
            hetu.validate(text, allow_temporary=True)
        except ValidationError:
            raise Refused("The personal identity code is not right: check every character.") from None
        object.__setattr__(self, "value", text)

    def __repr__(self) -> str:
        return "Hetu(…)"

    @property
    def temporary(self) -> bool:
        return int(self.value[7:10]) in TEMPORARY


@dataclass(frozen=True)
class Iban:
    """Account number without spaces."""

    value: str

    def __post_init__(self) -> None:
        try:
            text = str(schwifty.IBAN(self.value))
        except SchwiftyException:
            raise Refused("The account number is not right: check every character.") from None
        object.__setattr__(self, "value", text)

    def __repr__(self) -> str:
        return f"Iban(…{self.ending})"

    @property
    def ending(self) -> str:
        """Last four characters, enough to tell accounts apart on screen."""
        return self.value[-4:]

    @property
    def bic(self) -> str:
        """Empty when the bank is not known."""
        return str(schwifty.IBAN(self.value).bic or "")


@dataclass(frozen=True)
class BusinessId:
    """Y-tunnus with its dash."""

    value: str

    def __post_init__(self) -> None:
        try:
            text = ytunnus.format(ytunnus.validate(self.value))
        except ValidationError:
            raise Refused("The business ID is not right: check every digit.") from None
        object.__setattr__(self, "value", text)


@dataclass(frozen=True)
class ReferenceNumber:
    """Finnish reference number: 3–19 digits and a check digit by weights 7-3-1 from the right (Finance Finland)."""

    value: str

    def __post_init__(self) -> None:
        text = "".join(self.value.split()).lstrip("0")
        if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 20) or text[-1] != check_digit(text[:-1]):
            raise Refused("The reference number is not right: check every digit.")
        object.__setattr__(self, "value", text)

    @classmethod
    def of(cls, number: int) -> ReferenceNumber:
        return cls(f"{number}{check_digit(str(number))}")

    def __str__(self) -> str:
        """Groups of five from the right."""
        head = len(self.value) % 5
        groups = [self.value[:head]] if head else []
        return " ".join(groups + [self.value[i : i + 5] for i in range(head, len(self.value), 5)])


def check_digit(digits: str) -> str:
    weights = (7, 3, 1)
    summed = sum(int(digit) * weights[place % 3] for place, digit in enumerate(reversed(digits)))
    return str(-summed % 10)
