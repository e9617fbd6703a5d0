"""Who handles orders, and who stands in for whom while they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import Refused


@dataclass(frozen=True)
class Colleague:
    """`open_orders` counts what the person has in hand, where that has been asked for."""

    id: int
    name: str
    open_orders: int = 0


@dataclass(frozen=True)
class DeputyRow:
    """Both days are included."""

    id: int
    user_id: int
    user: str
    deputy_id: int
    deputy: str
    first_day: date
    last_day: date


def check(user_id: int, deputy_id: int, first_day: date, last_day: date, today: date) -> None:
    if user_id == deputy_id:
        raise Refused("Nobody stands in for themselves.")
    if last_day < first_day:
        raise Refused("The last day must not come before the first.")
    if last_day < today:
        raise Refused("These days have already passed.")
