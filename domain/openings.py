"""Openings: the open orders that somebody could be offered now."""

from __future__ import annotations

from dataclasses import dataclass

from domain.messages import Message
from domain.orders import QueueRow


@dataclass(frozen=True)
class Opening:
    """An order whose every rule lets the expert take it; `warnings` stop nobody."""

    order: QueueRow
    warnings: tuple[Message, ...]


@dataclass(frozen=True)
class Openings:
    """`asked` orders with one of the expert's themes lack somebody, of which `open` could be offered, the soonest first."""

    expert_id: int
    name: str
    asked: int
    open: tuple[Opening, ...]
