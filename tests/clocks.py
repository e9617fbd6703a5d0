"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from domain.times import HELSINKI

MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=HELSINKI)


class Clock:
    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, now: datetime) -> None:
        self.now = now.astimezone(UTC)

    def pass_by(self, **parts: float) -> None:
        self.now += timedelta(**parts)
