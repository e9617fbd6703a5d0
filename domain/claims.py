"""Who has an order in hand: when a claim lapses, and which of the waiting orders comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain import times
from domain.errors import Refused

CLAIM_WORKING_DAYS = 2
"""How many working days an order may lie with its handler before it falls back among the new ones."""
SOON_WORKING_DAYS = 5
NO_DATE = datetime.max.replace(tzinfo=UTC)


def is_soon(start: datetime, today: date) -> bool:
    """Less than five working days are left to find someone."""
    return today <= times.day_of(start) < times.working_days_later(today, SOON_WORKING_DAYS)


def lapsed(handled_at: datetime | None, today: date) -> bool:
    """`handled_at` is when the handler last did something; None for an order taken before that was kept."""
    return handled_at is not None and times.working_days_later(times.day_of(handled_at), CLAIM_WORKING_DAYS) <= today


def urgency(start: datetime | None, urgent: bool, received_at: datetime, today: date) -> tuple[object, ...]:
    """The smaller the sooner: what starts within five working days, then what is marked urgent, then by date and age.

    An order whose time is still open comes after those with a date, unless it is urgent.
    """
    soon = start is not None and start < times.start_of(times.working_days_later(today, SOON_WORKING_DAYS))
    return (not soon, not urgent, start or NO_DATE, received_at)


def check_other(handler_id: int | None, to_id: int) -> None:
    if handler_id == to_id:
        raise Refused("The order is with this person already.")
