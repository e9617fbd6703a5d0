"""Training events as the office lists them, and who was present."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.experts import Ineligible, TrainingKind


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


@dataclass(frozen=True)
class Lapsing:
    """A duty that an expert fulfils today and no longer after `last`; `event` is the next one that would mend it."""

    expert_id: int
    name: str
    duty: Ineligible
    last: date
    event: TrainingRow | None


MENDED_BY = {
    Ineligible.INDUCTION: TrainingKind.INDUCTION,
    Ineligible.REFRESHER: TrainingKind.REFRESHER,
    Ineligible.MENTORING: TrainingKind.MENTORING,
}
