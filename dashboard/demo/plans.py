"""One order of the demo's plan as pure data: what was wanted, when, by whom it was taken and what became of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto

from dashboard.demo.vocabulary import Unit
from domain import times
from domain.reports import TravelRow
from domain.times import Span


class Fate(StrEnum):
    """What becomes of an order that is not simply held."""

    UNMET = auto()
    CLIENT_CANCELS = auto()
    CLIENT_CANCELS_LATE = auto()
    CUSTOMER_AWAY = auto()


@dataclass(frozen=True, kw_only=True)
class Order:
    """`places` are the people who say yes, `declines` those who are called before them and say no. `calls` has a moment
    for each of them. `trips` holds the travel of one person at one session. `override` is why a rule is set aside.
    """

    number: int
    unit: Unit
    package: str
    task_type: str
    themes: tuple[str, ...]
    target: str
    spans: tuple[Span, ...]
    received: datetime
    remote: bool
    experts: int = 1
    language: str = "fi"
    description: str = ""
    open_time: str = ""
    planning_meeting: bool = False
    wished: int | None = None
    override: str = ""
    fate: Fate | None = None
    places: tuple[int, ...] = ()
    declines: tuple[int, ...] = ()
    calls: tuple[datetime, ...] = ()
    trips: Mapping[tuple[int, int], tuple[TravelRow, ...]] = field(default_factory=dict)

    @functools.cached_property
    def days(self) -> tuple[date, ...]:
        return tuple(times.day_of(span.start) for span in self.spans)
