"""Who may log in, with which roles today, and the list the admin sees."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, Date, bindparam, or_, select
from sqlalchemy.orm import aliased

from db.base import among
from db.session import Reading
from db.tables import Expert, RoleGrant, User
from domain.errors import Missing
from domain.permissions import Role, Viewer
from domain.users import Grant, UserRow


class Credentials(NamedTuple):
    user_id: int
    password_hash: str
    session_epoch: int
    disabled_at: datetime | None


def credentials(reading: Reading, username: str) -> Credentials | None:
    row = reading.session.execute(
        select(User.id, User.password_hash, User.session_epoch, User.disabled_at).where(User.username == username)
    ).one_or_none()
    return None if row is None else Credentials(*row)


def username(reading: Reading, user_id: int) -> str | None:
    return reading.session.execute(select(User.username).where(User.id == user_id)).scalar_one_or_none()


def is_new(reading: Reading) -> bool:
    """Whether the viewer has not put the first steps away."""
    knows = select(User.knows_the_house).where(User.id == reading.viewer.id)
    return reading.session.execute(knows).scalar_one_or_none() is False


def viewer(reading: Reading, user_id: int, epoch: int) -> Viewer | None:
    """The user with the roles in force today; None when disabled or when the session's epoch has passed."""
    rows = reading.rows(_VIEWER, {"id": user_id, "epoch": epoch, "day": reading.today})
    if not rows:
        return None
    roles = frozenset(row.role for row in rows if row.role is not None)
    return Viewer(user_id, rows[0].name, roles, rows[0].expert_id, rows[0].language)


def sessions(reading: Reading, user_ids: Collection[int]) -> dict[int, tuple[int, Viewer]]:
    """Of all these users in one query: the epoch that their sessions must have, and who they are today."""
    rows = reading.rows(_SESSIONS, {"ids": user_ids, "day": reading.today})
    roles: dict[int, set[Role]] = {}
    for row in rows:
        held = roles.setdefault(row.id, set())
        if row.role is not None:
            held.add(row.role)
    return {
        row.id: (row.session_epoch, Viewer(row.id, row.name, frozenset(roles[row.id]), row.expert_id, row.language))
        for row in rows
    }


def in_force(day: date | BindParameter[date]):  # type: ignore[no-untyped-def]
    """SQL condition: the grant is confirmed and `day` is within its dates, both ends included."""
    return (
        RoleGrant.confirmed_by_id.is_not(None)
        & (RoleGrant.valid_from <= day)
        & or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to >= day)
    )


_DAY = bindparam("day", type_=Date())
_VIEWER = (
    select(User.name, User.language, User.expert_id, RoleGrant.role)
    .outerjoin(RoleGrant, (RoleGrant.user_id == User.id) & in_force(_DAY))
    .where(User.id == bindparam("id"), User.session_epoch == bindparam("epoch"), User.disabled_at.is_(None))
)
_SESSIONS = (
    select(User.id, User.session_epoch, User.name, User.language, User.expert_id, RoleGrant.role)
    .outerjoin(RoleGrant, (RoleGrant.user_id == User.id) & in_force(_DAY))
    .where(among(User.id), User.disabled_at.is_(None))
)
"""Built once: every request asks the one, every live change the other."""


def everyone(reading: Reading) -> list[UserRow]:
    """Users by name with all their grants, past and waiting ones too."""
    users = reading.session.execute(
        select(User.id, User.username, User.name, User.email, User.disabled_at, User.expert_id, User.version).order_by(
            User.name
        )
    ).all()
    granter, confirmer = aliased(User), aliased(User)
    grants: dict[int, list[Grant]] = {}
    for row in reading.session.execute(
        select(
            RoleGrant.id,
            RoleGrant.user_id,
            RoleGrant.role,
            RoleGrant.valid_from,
            RoleGrant.valid_to,
            RoleGrant.granted_by_id,
            granter.name.label("granted_by"),
            confirmer.name.label("confirmed_by"),
            RoleGrant.version,
        )
        .outerjoin(granter, granter.id == RoleGrant.granted_by_id)
        .outerjoin(confirmer, confirmer.id == RoleGrant.confirmed_by_id)
        .order_by(RoleGrant.valid_from, RoleGrant.id)
    ):
        values = row._asdict()
        grants.setdefault(values.pop("user_id"), []).append(Grant(**values))
    return [UserRow(*row, grants=tuple(grants.get(row.id, ()))) for row in users]


def by_username(reading: Reading, username: str) -> Viewer | None:
    """For the command line's `--as`."""
    found = credentials(reading, username)
    return None if found is None or found.disabled_at else viewer(reading, found.user_id, found.session_epoch)


def holders(reading: Reading, role: Role) -> tuple[str, ...]:
    """Names of those who have this role today and may log in."""
    rows = reading.session.execute(
        select(User.name)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == role, in_force(reading.today), User.disabled_at.is_(None))
        .order_by(User.name)
        .distinct()
    )
    return tuple(rows.scalars())


def usable_roles(reading: Reading, user_id: int) -> frozenset[Role]:
    return frozenset(
        reading.session.execute(
            select(RoleGrant.role).where(RoleGrant.user_id == user_id, in_force(reading.today))
        ).scalars()
    )


def one(reading: Reading, user_id: int) -> UserRow:
    found = next((row for row in everyone(reading) if row.id == user_id), None)
    if found is None:
        raise Missing()
    return found


def expert_number(reading: Reading, user_id: int) -> str:
    """The number of the expert the user also is; the admin sees no more of an expert than that."""
    number = select(Expert.number).join(User, User.expert_id == Expert.id).where(User.id == user_id)
    return reading.session.execute(number).scalar_one_or_none() or ""
