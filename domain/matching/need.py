"""What one order needs, as matching sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain import times
from domain.bookings import Municipality
from domain.experts import ThemeRole
from domain.money import Money
from domain.times import Month, Span


@dataclass(frozen=True)
class Need:
    """`place` is None for remote work and UNKNOWN when it is not told. An order without sessions is judged by `today`.

    `on_order` are the experts who already have it; `unwanted` those who are not placed with this orderer.
    `fee` is what one expert is expected to be paid for one session; None when it is not known.
    """

    order_id: int
    client_id: int
    today: date
    task_type_id: int
    language: str
    place: Municipality | None
    sessions: tuple[Span, ...] = ()
    themes: frozenset[int] = frozenset()
    role: ThemeRole | None = None
    wished_expert_id: int | None = None
    on_order: frozenset[int] = frozenset()
    unwanted: frozenset[int] = frozenset()
    fee: Money | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which an expert must be eligible."""
        return tuple(sorted({times.day_of(session.start) for session in self.sessions})) or (self.today,)

    def months(self) -> dict[Month, tuple[int, int]]:
        """Minutes and cents that the order would add to each month."""
        added: dict[Month, tuple[int, int]] = {}
        for session in self.sessions:
            month = Month.of(times.day_of(session.start))
            minutes, cents = added.get(month, (0, 0))
            added[month] = (minutes + session.minutes, cents + (self.fee.cents if self.fee else 0))
        return added
