"""Hyvä tietää: short dated cards about what tasks suit an expert, and which of them count in matching."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto

from domain import prose
from domain.errors import Refused
from domain.messages import Message

MOST = 140
USUAL_DAYS, LONGEST_DAYS = 365, 730


class Source(StrEnum):
    """Who has said it."""

    EXPERT = auto()
    ORDERER = auto()
    COORDINATOR = auto()


class Leaning(StrEnum):
    """What the card says of such tasks; NEITHER is only good to know."""

    FOR = auto()
    NEITHER = auto()
    AGAINST = auto()


@dataclass(frozen=True, kw_only=True)
class HintForm:
    """Never about health. `task_type_id` None: of all tasks. Without `valid_until` the card is kept for a year."""

    text: str
    source: Source
    leaning: Leaning = Leaning.NEITHER
    task_type_id: int | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", prose.required(prose.line(self.text), Message("What is good to know").message))
        if len(self.text) > MOST:
            raise Refused("A card is short: at most {most} characters.", most=MOST)
        if self.leaning is Leaning.AGAINST and self.source is not Source.EXPERT:
            raise Refused("Only the expert's own wish may lower a place in matching.")


@dataclass(frozen=True)
class HintRow:
    """`task_type` is empty for a card about all tasks."""

    id: int
    version: int
    expert_id: int
    text: str
    source: Source
    leaning: Leaning
    task_type_id: int | None
    task_type: str
    written_on: date
    written_by: str
    valid_until: date
    gone_through_on: date | None


def last_day(form: HintForm, today: date) -> date:
    """How long the card is kept; Refused for a day that has passed or lies too far."""
    until = form.valid_until or today + timedelta(days=USUAL_DAYS)
    if not today <= until <= today + timedelta(days=LONGEST_DAYS):
        raise Refused("A card expires today or later, and in two years at the latest.")
    return until


def counts(source: Source, gone_through_on: date | None) -> bool:
    """The expert's own words count at once; another's only when they have been gone through with the expert."""
    return source is Source.EXPERT or gone_through_on is not None


def leaning_of(leanings: set[Leaning]) -> int:
    """Of cards that count: the expert's own wish against outweighs what speaks for."""
    if Leaning.AGAINST in leanings:
        return -1
    return 1 if Leaning.FOR in leanings else 0
