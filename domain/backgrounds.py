"""The two sealed levels of an expert's background, the service path and the own words; the two above them are themes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain import prose
from domain.consents import Consent
from domain.errors import Refused

_DIAGNOSIS = re.compile(r"\b(?:[A-TV-Z]\d{2}\.\d{1,2}|F\d{2})\b", re.IGNORECASE)
"""A code of ICD-10 with its decimal; of mental and behavioural disorders also without. No bus, room or vitamin is so."""


class Level(StrEnum):
    SERVICE_PATH = auto()
    OWN_WORDS = auto()


@dataclass(frozen=True)
class Background:
    """One sealed level of one expert: whether something is written, and what consent it rests on."""

    level: Level
    written: bool
    consent: Consent | None

    def opens_on(self, day: date) -> bool:
        return self.written and self.consent is not None and day in self.consent


def checked(words: str) -> str:
    """Diagnoses are never stored; the obvious ones are refused here, the form asks for none."""
    clean = prose.paragraph(words)
    if _DIAGNOSIS.search(clean):
        raise Refused("The text holds a code of a diagnosis. Diagnoses are not stored: tell it in other words.")
    return clean
