"""Framework agreements."""

from __future__ import annotations

from enum import StrEnum, auto


class AgreementKind(StrEnum):
    ASSIGNMENT = auto()
    EMPLOYMENT = auto()
    VOLUNTARY = auto()
