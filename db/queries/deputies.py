"""Coordinators with what each has in hand, and who stands in for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import aliased

from db.queries.users import in_force
from db.session import Reading
from db.tables import Deputy, RoleGrant, User
from domain.deputies import Colleague, DeputyRow
from domain.orders import CLOSED_LANES, QueueRow
from domain.permissions import GRANTS, Permission

HANDLERS = tuple(role for role, rights in GRANTS.items() if Permission.EDIT_ORDERS in rights)


def colleagues(reading: Reading) -> tuple[Colleague, ...]:
    """Everybody who may handle orders today, by name."""
    may = select(RoleGrant.user_id).where(RoleGrant.role.in_(HANDLERS), in_force(reading.today))
    rows = reading.session.execute(
        select(User.id, User.name).where(User.id.in_(may), User.disabled_at.is_(None)).order_by(User.name, User.id)
    )
    return tuple(Colleague(*row) for row in rows)


def holders(queue: Iterable[QueueRow]) -> tuple[Colleague, ...]:
    """Everybody who has unfinished orders of the queue in hand, also those who have left; by name."""
    held = Counter((row.handler, row.handler_id) for row in queue if row.handler_id and row.lane not in CLOSED_LANES)
    return tuple(Colleague(handler_id, name, count) for (name, handler_id), count in sorted(held.items()))


def standing_in(reading: Reading) -> tuple[DeputyRow, ...]:
    """Deputies of today and of the days to come."""
    absent, deputy = aliased(User), aliased(User)
    rows = reading.session.execute(
        select(Deputy.id, Deputy.user_id, absent.name, Deputy.deputy_id, deputy.name, Deputy.first_day, Deputy.last_day)
        .join(absent, absent.id == Deputy.user_id)
        .join(deputy, deputy.id == Deputy.deputy_id)
        .where(Deputy.last_day >= reading.today)
        .order_by(Deputy.first_day, Deputy.id)
    )
    return tuple(DeputyRow(*row) for row in rows)


def mine(reading: Reading) -> frozenset[int]:
    """The people whose orders are the viewer's business today: the viewer, and whoever they stand in for."""
    absent = reading.session.execute(
        select(Deputy.user_id).where(
            Deputy.deputy_id == reading.viewer.id,
            Deputy.first_day <= reading.today,
            Deputy.last_day >= reading.today,
        )
    ).scalars()
    return frozenset({reading.viewer.id, *absent})
