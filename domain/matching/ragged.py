"""Several rows per expert in flat arrays, sorted by key so that an order reads only the slice it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from domain.matching.arrays import Ints, still


@dataclass(frozen=True, eq=False)
class Ragged:
    """`owner` is the expert's place in the columns; `values` has one row per further value."""

    key: Ints
    owner: Ints
    values: Ints

    @classmethod
    def of(cls, width: int, rows: Iterable[tuple[int, ...]]) -> Ragged:
        """Rows are (owner, key, values …)."""
        return cls.sorted(width, np.array(list(rows), np.int32))

    @classmethod
    def sorted(cls, width: int, rows: Ints) -> Ragged:
        """Of a table with such rows."""
        table = rows.astype(np.int32).reshape(-1, 2 + width)
        owner, key, *values = table[np.lexsort((*table.T[:1:-1], table[:, 0], table[:, 1]))].T
        return cls(still(key), still(owner), still(np.array(values, np.int32).reshape(width, len(key))))

    def at(self, key: int) -> tuple[Ints, Ints]:
        """Owners and values of one key."""
        first, last = np.searchsorted(self.key, (key, key + 1))
        return self.owner[first:last], self.values[:, first:last]

    def until(self, key: int) -> slice:
        """Rows whose key is at most this."""
        return slice(0, int(np.searchsorted(self.key, key, side="right")))

    def between(self, first: int, last: int) -> slice:
        """Rows whose key is from first to last, both included."""
        begin, end = np.searchsorted(self.key, (first, last + 1))
        return slice(int(begin), int(end))

    def without(self, places: Ints) -> Ragged:
        """The rows of these sorted places are gone and the later owners move up."""
        kept = ~np.isin(self.owner, places)
        owner = self.owner[kept]
        moved = owner - np.searchsorted(places, owner).astype(np.int32)
        return Ragged(still(self.key[kept]), still(moved), still(self.values[:, kept]))

    def inserted(self, places: Ints, fresh: Ragged) -> Ragged:
        """`places` are where the new experts go in the old numbering, sorted."""
        owner = self.owner + np.searchsorted(places, self.owner, side="right").astype(np.int32)
        fresh_owner = (places + np.arange(len(places)))[fresh.owner].astype(np.int32)
        rows = np.searchsorted(_order(self.key, owner), _order(fresh.key, fresh_owner))
        return Ragged(
            still(np.insert(self.key, rows, fresh.key)),
            still(np.insert(owner, rows, fresh_owner)),
            still(np.insert(self.values, rows, fresh.values, axis=1)),
        )


def _order(key: Ints, owner: Ints) -> Ints:
    return (key.astype(np.int64) << 32) | owner
