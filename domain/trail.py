"""The trail's chain: what an event says and how each link is tied to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any

from domain import times

GENESIS = "0" * 64


class Outcome(StrEnum):
    DONE = auto()
    REFUSED = auto()


class Act(StrEnum):
    """Every tag the trail knows. Workflow actions carry their own name here."""

    ATTEMPT = auto()
    CREATE = auto()
    CHANGE = auto()
    MOVE = auto()
    LOG_IN = auto()
    LOG_IN_FAILED = auto()
    LOG_OUT = auto()
    DISABLE = auto()
    GRANT = auto()
    CONFIRM = auto()
    PROPOSE = auto()
    CLAIM = auto()
    CLOSE_UNFILLED = auto()
    REOPEN = auto()
    CANCEL = auto()
    OFFER = auto()
    ANSWER = auto()
    ACCEPT = auto()
    DECLINE = auto()
    EXPIRE = auto()
    WITHDRAW = auto()
    ASSIGN = auto()
    COMPLETE = auto()
    MARK_NO_SHOW = auto()
    VOID = auto()
    REPORT = auto()
    APPROVE = auto()
    RETURN = auto()
    DISPUTE = auto()
    SETTLE = auto()
    CORRECT = auto()
    HOLD = auto()
    RELEASE = auto()
    COLLECT = auto()
    CHECK = auto()
    TICK = auto()
    EXPORT = auto()
    FETCH = auto()
    ACKNOWLEDGE = auto()
    IMPORT = auto()
    REVEAL = auto()


@dataclass(frozen=True)
class Event:
    """One act of one person on one row. `facts` holds JSON values only, never an identity code, account or background."""

    at: datetime
    actor_id: int | None
    act: Act
    noun: str
    row_id: int | None
    outcome: Outcome
    facts: str


def facts_text(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def link(previous_hash: str, seq: int, event: Event) -> str:
    """SHA-256 over the previous link and every field of this event in a canonical form."""
    fields = [
        previous_hash,
        seq,
        times.instant(event.at).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        event.actor_id,
        event.act.value,
        event.noun,
        event.row_id,
        event.outcome.value,
        event.facts,
    ]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Entry:
    """One event as the data-protection reader sees it: staff by name, everything else by its number.

    `values` is what fields held and hold, as JSON knows them, where they were opened for whoever may read them.
    """

    seq: int
    at: datetime
    actor_id: int | None
    actor: str
    act: Act
    noun: str
    row_id: int | None
    outcome: Outcome
    facts: Mapping[str, object]
    values: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """What of the trail is looked at; both days are included. `before` leaves out that event and all later ones."""

    actor_id: int | None = None
    noun: str = ""
    outcome: Outcome | None = None
    first: date | None = None
    last: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Page:
    """`older` is the `before` of the next page; None on the last one."""

    entries: tuple[Entry, ...]
    older: int | None
