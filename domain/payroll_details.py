"""What payroll needs of an expert, and how little of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto


class TaxCard(StrEnum):
    MISSING = auto()
    RECEIVED = auto()
    PREPAYMENT_REGISTER = auto()


@dataclass(frozen=True)
class Masked:
    """What a clerk sees of an expert's details; `account_ending` is empty when there is no account."""

    expert_id: int
    number: str
    name: str
    has_identity_code: bool
    account_ending: str
    account_changed_at: datetime | None
    tax_card: TaxCard
    tax_card_until: date | None

    @property
    def payable(self) -> bool:
        return self.has_identity_code and bool(self.account_ending)

    @property
    def account(self) -> str:
        return f"•••• {self.account_ending}" if self.account_ending else ""
