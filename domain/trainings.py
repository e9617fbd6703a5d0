"""Training events as the office lists them, and who was present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.experts import TrainingKind


@dataclass(frozen=True)
class TrainingRow:
    """`own`: held by the bank itself."""

    id: int
    kind: TrainingKind
    name: str
    held_on: date
    hours: int
    own: bool
    attended: int


@dataclass(frozen=True)
class Present:
    expert_id: int
    name: str
    present: bool
