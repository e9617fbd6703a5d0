"""Long work: what a person asked for, how far it has come and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import Any

LEASE = timedelta(seconds=15)
"""A job whose holder has said nothing for this long is taken again."""
MOST_TRIES = 3
"""In a row without getting a step further; after them the job has failed."""
KEPT = timedelta(days=30)
SHOWN = timedelta(hours=12)
"""How long a finished job stands on the page of whoever asked for it."""


class JobKind(StrEnum):
    IMPORT_EXPERTS = auto()
    IMPORT_ORDERS = auto()
    COLLECT = auto()


class Outcome(StrEnum):
    DONE = auto()
    REFUSED = auto()
    FAILED = auto()


@dataclass(frozen=True)
class Task:
    """A job as its steps see it: `papers` are what it was given and what it has written down, `done` how far it has come."""

    request: Mapping[str, Any]
    papers: Mapping[str, bytes]
    done: int
    tally: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """What one transaction has done: `done` of `total` by now; `papers` are kept for the steps to come."""

    done: int
    total: int
    tally: Mapping[str, Any]
    papers: Mapping[str, bytes] | None = None

    @property
    def is_last(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True)
class Job:
    """A job as the person who asked for it sees it; `said` is why it was refused, in that person's language."""

    id: int
    kind: JobKind
    title: str
    outcome: Outcome | None
    done: int
    total: int
    tally: Mapping[str, Any]
    said: str
    asked_at: datetime
