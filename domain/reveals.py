"""Sealed fields opened one at a time: who may open which, for how long, and what is asked before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain import prose
from domain.errors import Refused
from domain.permissions import Permission

SECONDS = 30
A_DAY = 20
"""Reveals by one person in a day before a second reason is asked, unless the office has set another number."""
LIMIT = "reveals_a_day"
SHORTEST_REASON = 5
TOLD_DAYS = 14
REASON, SECOND_REASON = "reason", "second_reason"
"""Of which a reveal keeps the words under the person's own key."""


class Sealed(StrEnum):
    """`CONTACT` is the address, and of a protected contact also municipality, telephone and e-mail."""

    CONTACT = auto()
    SERVICE_PATH = auto()
    OWN_WORDS = auto()
    IDENTITY_CODE = auto()
    ACCOUNT = auto()


NEEDS: Mapping[Sealed, Permission] = {
    Sealed.CONTACT: Permission.SEE_EXPERTS,
    Sealed.SERVICE_PATH: Permission.SEE_EXPERTS,
    Sealed.OWN_WORDS: Permission.SEE_EXPERTS,
    Sealed.IDENTITY_CODE: Permission.SEE_PAYROLL_DETAILS,
    Sealed.ACCOUNT: Permission.SEE_PAYROLL_DETAILS,
}
PAYROLL = frozenset({Sealed.IDENTITY_CODE, Sealed.ACCOUNT})


@dataclass(frozen=True)
class Asked:
    """What is about to be opened; `done` of `limit` reveals has this person made today."""

    expert_id: int
    expert: str
    field: Sealed
    done: int
    limit: int

    @property
    def over(self) -> bool:
        return self.done >= self.limit


@dataclass(frozen=True)
class Busy:
    """Somebody's day of reveals over the limit: how many, never whose."""

    day: date
    person: str
    count: int
    over: int


def checked(asked: Asked, reason: str, second: str) -> tuple[str, str]:
    """The reasons as they are kept; the second is empty below the limit."""
    first = _said(reason)
    if not asked.over:
        return first, ""
    if not prose.line(second):
        raise Refused(
            "You have opened {count} sealed fields today. Say also why this one is needed today.", count=asked.done
        )
    return first, _said(second)


def _said(reason: str) -> str:
    words = prose.line(reason)
    if len(words) < SHORTEST_REASON:
        raise Refused("Say in a few words why it is opened.")
    return words


def check_limit(limit: int) -> None:
    if not 1 <= limit <= 999:
        raise Refused("The limit is from 1 to 999.")
