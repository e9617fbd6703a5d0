"""What an expert has consented to: for what, from and to which day, and how, when and to whom it was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, auto

from domain import prose
from domain.errors import Refused

ENDS_WITHIN = 60
"""Days: the coordinator is told so long before a consent ends."""
USUAL_DAYS = 730


class Purpose(StrEnum):
    MATCHING = auto()
    PREPARING = auto()


class GivenHow(StrEnum):
    NOT_TOLD = auto()
    IN_PERSON = auto()
    ON_PAPER = auto()
    BY_TELEPHONE = auto()
    BY_MESSAGE = auto()


@dataclass(frozen=True)
class Given:
    """The circumstances of one consent; `on` is None and `to` empty where an older register did not tell."""

    purpose: Purpose = Purpose.MATCHING
    how: GivenHow = GivenHow.NOT_TOLD
    on: date | None = None
    to: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "to", prose.line(self.to))

    def recorded(self, today: date, writer: str) -> Given:
        """Given today and to the one who writes it down, unless told otherwise."""
        return replace(self, on=self.on or today, to=self.to or writer)


@dataclass(frozen=True)
class Consent:
    """In force on its days, both ends included; without a last day until it is withdrawn."""

    first: date
    last: date | None
    given: Given

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def check(first: date, last: date | None, given: Given, today: date) -> None:
    if last is not None and last < first:
        raise Refused("The last day must not come before the first.")
    if given.on is not None and given.on > today:
        raise Refused("A consent cannot have been given on a day to come.")


def warned_until(today: date) -> date:
    return today + timedelta(days=ENDS_WITHIN)


def usual_end(first: date) -> date:
    """What the form proposes; the expert decides."""
    return first + timedelta(days=USUAL_DAYS)
