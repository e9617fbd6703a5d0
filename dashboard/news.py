"""What a listener is told of the change log: rows by noun, and the grids' own rows, by the rights of who listens.

A message is `{"seq": 7, "changes": {"orders": [1, 2]}, "grids": {"orders-queue": […]}, "present": {"1": […]}}`; null in place
of ids or rows means more than are worth telling one by one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

import texts
from callbacks.wiring import Changes, LiveRows
from db.changes import Change
from db.session import Reading
from domain.permissions import Permission as P
from domain.permissions import Role, Viewer
from domain.presences import Presence

MOST_ROWS = 500

SEEN_WITH: Mapping[str, frozenset[P]] = {
    "orders": frozenset({P.SEE_ORDERS, P.SEE_UTILIZATION}),
    "assignments": frozenset({P.SEE_ORDERS, P.SEE_REPORTS, P.SEE_UTILIZATION}),
    "reports": frozenset({P.SEE_REPORTS, P.SEE_UTILIZATION}),
    "lines": frozenset({P.SEE_BATCHES}),
    "batches": frozenset({P.SEE_BATCHES, P.SEE_ORDERS}),
    "experts": frozenset({P.SEE_EXPERTS}),
    "payroll_details": frozenset({P.SEE_PAYROLL_DETAILS}),
    "trainings": frozenset({P.SEE_EXPERTS, P.SEE_UTILIZATION}),
    "inductions": frozenset({P.SEE_ORDERS, P.SEE_EXPERTS}),
    "associations": frozenset({P.SEE_EXPERTS}),
    "vocabulary": frozenset({P.SEE_ORDERS}),
    "settings": frozenset({P.SEE_ORDERS}),
    "clients": frozenset({P.SEE_ORDERS, P.SEE_UTILIZATION}),
    "packages": frozenset({P.SEE_ORDERS, P.SEE_TARIFFS, P.SEE_UTILIZATION}),
    "tariffs": frozenset({P.SEE_TARIFFS}),
    "column_sets": frozenset({P.EXPORT_PAYROLL}),
    "jobs": frozenset({P.IMPORT_EXPERTS, P.IMPORT_ORDERS, P.PREPARE_BATCHES}),
    "users": frozenset({P.SEE_USERS, P.CONFIRM_ROLES}),
}
"""Noun of the change log → the rights of which one is enough to be told that a row of it has changed. Of batches the order
queue hears because paid orders leave its lanes."""

Here = Mapping[int, tuple[Presence, ...]]
"""Order → who has it open."""

EVERYTHING: Changes = dict.fromkeys(SEEN_WITH)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Audience:
    """People who are told the very same."""

    roles: frozenset[Role]
    language: str

    @classmethod
    def of(cls, viewer: Viewer) -> Audience:
        return cls(viewer.roles, viewer.language)

    @property
    def viewer(self) -> Viewer:
        """Nobody in particular, with their rights."""
        return Viewer(0, "", self.roles, None, self.language)


def gather(rows: Iterable[Change]) -> Changes:
    """Each row once, never more than MOST_ROWS of a noun."""
    ids: dict[str, dict[int, None]] = {}
    for _seq, noun, row_id in rows:
        ids.setdefault(noun, {})[row_id] = None
    return {noun: list(some) if len(some) <= MOST_ROWS else None for noun, some in ids.items()}


def heard_by(viewer: Viewer, changes: Changes) -> Changes:
    return {noun: ids for noun, ids in changes.items() if may_see(viewer, noun)}


def may_see(viewer: Viewer, noun: str) -> bool:
    return any(viewer.may(right) for right in SEEN_WITH.get(noun, ()))


def told(reading: Reading, seq: int, changes: Changes, lives: Sequence[LiveRows], **more: Any) -> bytes:
    """The message for everybody who has the reading's rights and language; each grid's rows are read once."""
    heard = heard_by(reading.viewer, changes)
    with texts.using(reading.viewer.language):
        rows = {live.grid: _rows(reading, live, heard) for live in lives if reading.viewer.may(live.permission)}
    grids = {grid: cells for grid, cells in rows.items() if cells is None or cells}
    return orjson.dumps({"seq": seq, "changes": heard, **({"grids": grids} if grids else {}), **more})


def by_text(here: Here) -> dict[str, Sequence[Presence]]:
    """As JSON names it."""
    return {str(order_id): people for order_id, people in here.items()}


def _rows(reading: Reading, live: LiveRows, heard: Changes) -> Sequence[Any] | None:
    """A fault of one grid is its own: the browser reads that grid whole, and meets the fault there."""
    try:
        return live.changed(reading, heard)
    except Exception:
        log.exception("%s cannot tell what has changed", live.name)
        return None
