"""What a listener is told of the change log: rows by noun, without the nouns that their rights do not cover.

A message is `{"seq": 7, "changes": {"orders": [1, 2]}}`; null in place of a list means more rows than are worth naming.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson

from db.changes import Change
from domain.permissions import Permission as P
from domain.permissions import Viewer

MOST_ROWS = 500

SEEN_WITH: Mapping[str, frozenset[P]] = {
    "orders": frozenset({P.SEE_ORDERS}),
    "assignments": frozenset({P.SEE_ORDERS, P.SEE_REPORTS}),
    "reports": frozenset({P.SEE_REPORTS}),
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
    "packages": frozenset({P.SEE_ORDERS, P.SEE_TARIFFS}),
    "tariffs": frozenset({P.SEE_TARIFFS}),
    "users": frozenset({P.SEE_USERS, P.CONFIRM_ROLES}),
}
"""Noun of the change log → the rights of which one is enough to be told that a row of it has changed. Of batches the order
queue hears because paid orders leave its lanes."""


class Pending:
    """What a listener has not been told yet; never more than MOST_ROWS ids of a noun."""

    def __init__(self, rows: Iterable[Change] = (), seq: int = 0) -> None:
        self._ids: dict[str, dict[int, None] | None] = {}
        self.seq = seq
        self.add(rows)

    @classmethod
    def everything(cls, seq: int) -> Pending:
        pending = cls(seq=seq)
        pending._ids = dict.fromkeys(SEEN_WITH)
        return pending

    def add(self, rows: Iterable[Change]) -> None:
        for seq, noun, row_id in rows:
            self.seq = max(self.seq, seq)
            ids = self._ids.setdefault(noun, {})
            if ids is not None:
                ids[row_id] = None
                if len(ids) > MOST_ROWS:
                    self._ids[noun] = None

    def take(self, viewer: Viewer) -> dict[str, list[int] | None]:
        """All that was pending, without the nouns that this person may not see."""
        seen = {noun: ids if ids is None else list(ids) for noun, ids in self._ids.items() if may_see(viewer, noun)}
        self._ids = {}
        return seen


def may_see(viewer: Viewer, noun: str) -> bool:
    return any(viewer.may(right) for right in SEEN_WITH.get(noun, ()))


def message(pending: Pending, seen: dict[str, list[int] | None]) -> bytes:
    return orjson.dumps({"seq": pending.seq, "changes": seen})
