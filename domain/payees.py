"""Who is paid: what is known of them, and the identity that money cannot go out without."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto

from domain.errors import Refused
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard


class BaseChange(StrEnum):
    """Why payroll is told an account: it has not paid this person before, or not to this account."""

    NEW_PAYEE = auto()
    NEW_ACCOUNT = auto()


@dataclass(frozen=True)
class Masked:
    """What a screen gets of an identity code or an account: never enough to pay by."""

    value: str


@dataclass(frozen=True)
class Person:
    expert_id: int
    number: str
    last_name: str
    first_name: str
    identity_code: Hetu | Masked | None
    account: Iban | Masked | None
    tax_card: TaxCard
    change: BaseChange | None = None
    contact_protected: bool = False

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


@dataclass(frozen=True)
class Payee:
    """With the identity that money cannot go out without."""

    number: str
    last_name: str
    first_name: str
    identity_code: str
    tax_card: TaxCard

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}"


def payee(person: Person) -> Payee:
    if person.identity_code is None:
        raise Refused("{name} has no personal identity code in the payroll details.", name=person.name)
    if person.account is None:
        raise Refused("{name} has no account number in the payroll details.", name=person.name)
    return Payee(person.number, person.last_name, person.first_name, person.identity_code.value, person.tax_card)
