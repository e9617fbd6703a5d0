"""The people of the demo office: who logs in as what, and how the first of them came to have a role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands import users
from dashboard.demo.seasons import PREPARED
from db.session import Writing
from domain.permissions import Role, Viewer

PASSWORD = "tervetuloa-pankkiin"


@dataclass(frozen=True)
class Login:
    """`expert` is the place of the person who is also an expert; the name is then the expert's own."""

    username: str
    name: str
    roles: tuple[Role, ...]
    expert: int | None = None


COORDINATOR = Login("kaisa", "Kaisa Koskela", (Role.COORDINATOR,))
COORDINATOR_2 = Login("kimmo", "Kimmo Kallio", (Role.COORDINATOR,))
CLERK = Login("paula", "Paula Palonen", (Role.CLERK,))
CLERK_2 = Login("pekka", "Pekka Pihlaja", (Role.CLERK,))
MANAGER = Login("paivi", "Päivi Päivärinta", (Role.MANAGER,))
ADMIN = Login("antti", "Antti Alanko", (Role.ADMIN,))
READER = Login("tiina", "Tiina Tammisto", (Role.DATA_PROTECTION,))
BOTH = Login("kerttu", "Kerttu Kivelä", (Role.COORDINATOR, Role.CLERK))
PAID_CLERK = Login("elli", "", (Role.CLERK,), expert=3)

STAFF = (COORDINATOR, COORDINATOR_2, CLERK, CLERK_2, MANAGER, ADMIN, READER, BOTH, PAID_CLERK)
COORDINATORS = (COORDINATOR, COORDINATOR_2, COORDINATOR, BOTH)
CLERKS = (CLERK, CLERK_2)

FOUNDER = Viewer(0, "", frozenset({Role.ADMIN}))
"""Before there is anybody: makes the first two users, who confirm each other's roles."""


def add(
    writing: Writing, login: Login, name: str, password_hash: str, expert_id: int | None = None
) -> tuple[Viewer, list[int]]:
    """The user and the grants that wait for another person."""
    email = f"{login.username}@example.org"
    user_id = users.add(writing, login.username, name, password_hash, email, expert_id=expert_id)
    grants = [users.grant(writing, user_id, role, PREPARED) for role in login.roles]
    return Viewer(user_id, name, frozenset(login.roles), expert_id), grants


def confirm(writing: Writing, grant_ids: Sequence[int]) -> None:
    for grant_id in grant_ids:
        users.confirm(writing, grant_id)
