"""Feedback of an order's tasks, and whose expert should be asked how they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, literal, null, select

from db import tables
from db.queries import clients, offers
from db.session import Reading
from domain.assignments import LIVE, Party
from domain.feedback import CHECK_IN_DAYS, Given
from domain.permissions import Permission
from domain.today import ToAsk


def of_order(reading: Reading, order_id: int) -> tuple[Given, ...]:
    """What is about an expert's well-being leaves the database only for whoever may see it."""
    own, assignment = tables.Feedback, tables.Assignment
    rows = reading.session.execute(
        select(own.assignment_id, own.side, own.first, own.second, *_about_wellbeing(reading))
        .join(assignment, assignment.id == own.assignment_id)
        .where(assignment.order_id == order_id)
        .order_by(own.assignment_id, own.side)
    )
    return tuple(Given(*row) for row in rows)


def to_ask(reading: Reading) -> tuple[ToAsk, ...]:
    """Experts whose task was over within the last days, and whom nobody has asked yet; the longest waiting first."""
    assignment, order, asked = tables.Assignment, tables.Order, tables.CheckIn
    rows = reading.session.execute(
        select(assignment.id, assignment.order_id, assignment.expert_id, clients.name(), assignment.ends_at)
        .join(order, order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == order.client_id)
        .outerjoin(asked, asked.assignment_id == assignment.id)
        .where(
            assignment.status.in_(LIVE),
            assignment.ends_at <= reading.now,
            # The start has the index; no session is longer than a day.
            assignment.starts_at > reading.now - timedelta(days=CHECK_IN_DAYS),
            asked.assignment_id.is_(None),
        )
        .order_by(assignment.ends_at, assignment.id)
    ).all()
    people = offers.reachable(reading, {row.expert_id for row in rows})
    return tuple(
        ToAsk(row[0], row[1], people[row.expert_id].name, people[row.expert_id].phone, row[3], row[4]) for row in rows
    )


def _about_wellbeing(reading: Reading) -> tuple[Any, Any]:
    own = tables.Feedback
    if reading.viewer.may(Permission.SEE_WELLBEING):
        return own.third, own.comment
    of_orderer = own.side == Party.CLIENT
    return case((of_orderer, own.third), else_=null()), case((of_orderer, own.comment), else_=literal(""))
