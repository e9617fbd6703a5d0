"""Framework agreements, and who pays what is done under one."""

from __future__ import annotations

from enum import StrEnum, auto


class AgreementKind(StrEnum):
    ASSIGNMENT = auto()
    EMPLOYMENT = auto()
    VOLUNTARY = auto()


class Payer(StrEnum):
    """Who pays the expert. Only what the bank pays becomes lines: an association has its own rules and an own invoice
    goes to purchases."""

    BANK = auto()
    ASSOCIATION = auto()
    OWN_INVOICE = auto()
