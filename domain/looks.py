"""Reading a person's page is an event: an authority keeps a log of the use of its systems (906/2019, section 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from domain.trail import Entry

AGAIN = timedelta(minutes=10)
"""A page that draws itself anew after a command is one look."""


class Place(StrEnum):
    CARD = auto()
    TOLD = auto()
    PAYMENTS = auto()


@dataclass(frozen=True)
class Seen:
    """One person's data seen by one of the staff: a page opened (`place`), or an event of the trail (`entry`)."""

    at: datetime
    user_id: int | None
    user: str
    expert_id: int | None
    place: Place | None = None
    entry: Entry | None = None


@dataclass(frozen=True)
class Filter:
    """Both days are included. Without an expert, files about many people are listed too."""

    expert_id: int | None = None
    user_id: int | None = None
    first: date | None = None
    last: date | None = None
    before: datetime | None = None


@dataclass(frozen=True)
class Page:
    """`older` is the `before` of the next page; None on the last one."""

    found: tuple[Seen, ...]
    older: datetime | None
