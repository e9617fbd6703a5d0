"""The staff of a test bank: one or two of each role, with the same ids in every database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache

from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.orm import Session

from db import tables
from db.session import Database
from domain.permissions import Role, Viewer

PASSWORD = "kolme sanaa riittää"
HIRED = datetime(2021, 1, 4, 8, 0, tzinfo=UTC)

COORDINATOR = Viewer(1, "Kaisa Koordinaattori", frozenset({Role.COORDINATOR}))
COORDINATOR_2 = Viewer(2, "Kimmo Koordinaattori", frozenset({Role.COORDINATOR}))
CLERK = Viewer(3, "Paula Palkanlaskija", frozenset({Role.CLERK}))
CLERK_2 = Viewer(4, "Pekka Palkanlaskija", frozenset({Role.CLERK}))
MANAGER = Viewer(5, "Päivi Päällikkö", frozenset({Role.MANAGER}))
ADMIN = Viewer(6, "Antti Ylläpitäjä", frozenset({Role.ADMIN}))
READER = Viewer(7, "Tiina Tietosuoja", frozenset({Role.DATA_PROTECTION}))
BOTH = Viewer(8, "Kerttu Kaksihattu", frozenset({Role.COORDINATOR, Role.CLERK}))
STAFF = (COORDINATOR, COORDINATOR_2, CLERK, CLERK_2, MANAGER, ADMIN, READER, BOTH)
NOBODY = Viewer(0, "", frozenset())


def username(viewer: Viewer) -> str:
    return f"user{viewer.id}"


def settle(database: Database) -> None:
    """Writes the staff with their roles in force since 2021, granted by one and confirmed by another."""
    with Session(database.engine) as session, session.begin():
        for person in STAFF:
            session.add(_user(person))
        session.flush()
        for person in STAFF:
            session.add_all(_grant(person, role) for role in sorted(person.roles))
        if database.engine.dialect.name == "postgresql":
            session.execute(text("SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users"))


def hire(database: Database, role: Role, ids: Sequence[int]) -> list[Viewer]:
    """So many more of one role, with the same password."""
    hired = [Viewer(each, f"{role.value} {each}", frozenset({role})) for each in ids]
    with Session(database.engine) as session, session.begin():
        session.add_all(map(_user, hired))
        session.flush()
        session.add_all(_grant(person, role) for person in hired)
    return hired


def _user(person: Viewer) -> tables.User:
    return tables.User(
        id=person.id, username=username(person), name=person.name, password_hash=_hash(), language=person.language
    )


def _grant(person: Viewer, role: Role) -> tables.RoleGrant:
    return tables.RoleGrant(
        user_id=person.id,
        role=role,
        valid_from=date(2021, 1, 4),
        granted_by_id=ADMIN.id,
        granted_at=HIRED,
        confirmed_by_id=MANAGER.id,
        confirmed_at=HIRED,
    )


@cache
def _hash() -> str:
    """Cheap on purpose: a test is no burglar."""
    return PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
