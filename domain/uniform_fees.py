"""The same work is paid the same in every unit: what was paid otherwise than the fee table says, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.money import Money


class Because(StrEnum):
    AGREEMENT = auto()
    LONGER_SESSION = auto()
    CORRECTION = auto()


@dataclass(frozen=True)
class PaidOtherwise:
    """`paid` is what the fee lines of one assignment pay, corrections included; `table` what the day's price would.

    `words` are the reason as a person wrote it, empty for an agreement that keeps its price.
    """

    assignment_id: int
    day: date
    fee: str
    client: str
    paid: Money
    table: Money
    because: Because
    words: str

    @property
    def difference(self) -> Money:
        return self.paid - self.table
