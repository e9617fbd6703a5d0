"""Changes of account: proposed by one person, confirmed by another, and in use three working days after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from domain import prose, times
from domain.errors import Refused
from domain.permissions import Viewer

DAYS_BEFORE_USE = 3
"""Working days in which the expert has time to say that the change was not theirs."""


class Choice(StrEnum):
    """What happens to pay that falls due while the account is changing."""

    PAY_OLD = auto()
    WAIT = auto()


@dataclass(frozen=True)
class AccountChange:
    """A change not yet in use. `old_ending` is empty for a first account; `usable_from` is None until confirmed."""

    id: int
    version: int
    expert_id: int
    name: str
    old_ending: str
    ending: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str
    usable_from: date | None
    choice: Choice | None

    @property
    def first(self) -> bool:
        return not self.old_ending


def usable_from(confirmed_on: date, first: bool) -> date:
    """A first account replaces none, so nothing is gained by waiting."""
    return confirmed_on if first else times.working_days_later(confirmed_on, DAYS_BEFORE_USE)


def check_confirmer(proposed_by_id: int, expert_id: int, viewer: Viewer) -> None:
    """By identity, never by role."""
    if viewer.id == proposed_by_id:
        raise Refused("You proposed this account yourself: another person must confirm it.")
    if viewer.expert_id == expert_id:
        raise Refused("Nobody changes their own payroll details. Another person does it.")


def check_verified(verified: str) -> str:
    """How it was verified, as it is kept."""
    words = prose.line(verified)
    if not words:
        raise Refused("Say how the change was verified, for instance by calling the number in the register.")
    return words
