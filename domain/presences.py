"""Who has an order open just now: told, never kept, and never a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

TOLD_EVERY = timedelta(seconds=20)
GONE_AFTER = timedelta(seconds=45)
"""Two tellings missed: a closed lid is no presence. With the sweep it is less than a minute."""


@dataclass(frozen=True)
class Presence:
    """`name` as the row shows it; `writes` when something has been typed there lately."""

    user_id: int
    name: str
    writes: bool
