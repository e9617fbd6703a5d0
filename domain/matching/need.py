"""What one order needs, as matching sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from domain import availability, bookings, times
from domain.bookings import Municipality
from domain.experts import ThemeRole, TrainingKind
from domain.inductions import Induction
from domain.money import Money
from domain.times import Month, Span

DAY = 24 * 60
DAYS_AWAY = 7
HOURS_AWAY = (-60, 60, -120, 120, -180, 180)
MORNING, EVENING = 7 * 60, 21 * 60
"""No other time of the day is proposed."""
WEEKEND = 5


@dataclass(frozen=True)
class Need:
    """`place` is None for remote work and UNKNOWN when it is not told. An order without sessions is judged by `today`.

    `on_order` are the experts who already have it; `unwanted` those who are not placed with this orderer.
    `group` is the key of the orderer's group. `inductions` are what the order or its package requires; `taught` and
    `coming` are the days of the next events that would mend a lack before the task. `full`: nobody is lacking any more.
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
    group: int = 0
    inductions: tuple[Induction, ...] = ()
    coming: Mapping[TrainingKind, date] = field(default_factory=dict)
    taught: Mapping[int, date] = field(default_factory=dict)
    full: bool = False

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which an expert must be eligible."""
        return tuple(sorted({times.day_of(session.start) for session in self.sessions})) or (self.today,)

    @property
    def last_day(self) -> date:
        return self.days[-1]

    @cached_property
    def half_hours(self) -> tuple[tuple[date, int], ...]:
        """Every day that the sessions touch with the bits of its half-hours; a night belongs to two days."""
        return tuple(piece for session in self.sessions for piece in availability.half_hours(session))

    @cached_property
    def minutes(self) -> tuple[tuple[int, int], ...]:
        """First and last minute of each session since 1970."""
        return tuple(bookings.minutes_of(session) for session in self.sessions)

    @cached_property
    def months(self) -> dict[Month, tuple[int, int]]:
        """Minutes and cents that the order would add to each month."""
        added: dict[Month, tuple[int, int]] = {}
        for session in self.sessions:
            month = Month.of(times.day_of(session.start))
            minutes, cents = added.get(month, (0, 0))
            added[month] = (minutes + session.minutes, cents + (self.fee.cents if self.fee else 0))
        return added

    @cached_property
    def other_days(self) -> tuple[int, ...]:
        """Minutes to the same hours within a week either way, the nearest first: after today, and on workdays unless the
        order itself is on a weekend."""
        ordinals = [day.toordinal() for day in self.days] if self.sessions else []
        weekend = any(day.weekday() >= WEEKEND for day in self.days)
        return tuple(
            days * DAY
            for days in sorted((step for step in range(-DAYS_AWAY, DAYS_AWAY + 1) if step), key=abs)
            if ordinals
            and ordinals[0] + days > self.today.toordinal()
            # An ordinal's weekday is (ordinal - 1) modulo 7, Monday 0.
            and (weekend or all((ordinal + days - 1) % 7 < WEEKEND for ordinal in ordinals))
        )

    @cached_property
    def other_hours(self) -> tuple[int, ...]:
        """Minutes to some hours earlier or later on the same day, the nearest first."""
        spans = [(times.local(one.start), times.local(one.end)) for one in self.sessions]
        first = min((start.hour * 60 + start.minute for start, _ in spans), default=0)
        ends = [(end.date() - start.date()).days * DAY + end.hour * 60 + end.minute for start, end in spans]
        last = max(ends, default=DAY)
        return tuple(move for move in HOURS_AWAY if first + move >= MORNING and last + move <= EVENING)

    def moved(self, minutes: int) -> Need:
        """The whole order so much later by the clock, whatever summer time does in between."""
        return replace(self, sessions=tuple(_later(session, minutes) for session in self.sessions))


def _later(session: Span, minutes: int) -> Span:
    days, rest = divmod(minutes, DAY)
    start = times.instant(times.local(session.start) + timedelta(days=days, minutes=rest))
    return Span(start, start + (session.end - session.start))
