"""Hyvä tietää: the cards of experts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

import texts
from db.session import Reading
from db.tables import Hint, TaskType, User
from domain.hints import HintRow


def in_force(reading: Reading, expert_ids: Collection[int]) -> Mapping[int, tuple[HintRow, ...]]:
    """Those neither ended nor expired, by expert, the newest first; whether one counts is told by `hints.counts`."""
    task_type: Any = func.coalesce(getattr(TaskType, f"name_{texts.current()}"), "")
    rows = reading.session.execute(
        select(
            Hint.id,
            Hint.version,
            Hint.expert_id,
            Hint.text,
            Hint.source,
            Hint.leaning,
            Hint.task_type_id,
            task_type,
            Hint.written_on,
            User.name,
            Hint.valid_until,
            Hint.gone_through_on,
        )
        .join(User, User.id == Hint.written_by_id)
        .outerjoin(TaskType, TaskType.id == Hint.task_type_id)
        .where(Hint.expert_id.in_(expert_ids), Hint.ended_at.is_(None), Hint.valid_until >= reading.today)
        .order_by(Hint.written_on.desc(), Hint.id.desc())
    )
    found = defaultdict(list)
    for row in rows:
        found[row.expert_id].append(HintRow(*row))
    return {expert_id: tuple(cards) for expert_id, cards in found.items()}


def of_expert(reading: Reading, expert_id: int) -> tuple[HintRow, ...]:
    """As `in_force`, of one expert: also what the print view *Näin sinusta kerrotaan* tells."""
    return in_force(reading, [expert_id]).get(expert_id, ())
