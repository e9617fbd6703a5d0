"""Staff users as the admin sees them, and the rules of their roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto

from domain.errors import Refused
from domain.permissions import Role, Viewer

SHORTEST_PASSWORD = 12
"""Length is the rule, not odd characters (NIST SP 800-63B)."""


class Phase(StrEnum):
    """Where a granted role stands on a day; never stored."""

    WAITING = auto()
    COMING = auto()
    IN_FORCE = auto()
    ENDED = auto()


@dataclass(frozen=True)
class Grant:
    id: int
    role: Role
    valid_from: date
    valid_to: date | None
    granted_by_id: int | None
    granted_by: str | None
    confirmed_by: str | None
    version: int

    def in_force(self, day: date) -> bool:
        return (
            self.confirmed_by is not None and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )

    def phase(self, day: date) -> Phase:
        if self.valid_to is not None and self.valid_to < day:
            return Phase.ENDED
        if self.confirmed_by is None:
            return Phase.WAITING
        return Phase.IN_FORCE if self.in_force(day) else Phase.COMING


@dataclass(frozen=True)
class UserRow:
    id: int
    username: str
    name: str
    email: str
    disabled_at: datetime | None
    expert_id: int | None
    version: int
    grants: tuple[Grant, ...]


def check_password(password: str, username: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("A password has at least {length} characters.", length=SHORTEST_PASSWORD)
    if username.lower() in password.lower():
        raise Refused("A password does not contain the user name.")


def check_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Refused("The last day must not come before the first.")


def check_confirmer(granted_by_id: int | None, user_id: int, viewer: Viewer) -> None:
    """A role needs two persons, neither of whom gains it."""
    if granted_by_id == viewer.id:
        raise Refused("You granted this role. Another person confirms it.")
    if user_id == viewer.id:
        raise Refused("Nobody confirms a role of their own.")
