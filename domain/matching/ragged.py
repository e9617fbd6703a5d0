"""Several rows per expert in flat arrays, sorted by key so that an order reads only the slice it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from domain.matching.arrays import Bools, Ints, still


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

    def until(self, key: int) -> slice:
        """Rows whose key is at most this."""
        return slice(0, int(self.key.searchsorted(np.int32(key), side="right")))

    def between(self, first: int, last: int) -> slice:
        """Rows whose key is from first to last, both included."""
        # Of another type than the keys, numpy would turn all of them into it first.
        begin, end = self.key.searchsorted(np.array((first, last + 1), np.int32)).tolist()
        return slice(begin, end)

    def owners(self, key: int) -> Ints:
        """Sorted."""
        return self.owner[self.between(key, key)]

    def found(self, key: int, at: Ints) -> tuple[Bools, Ints]:
        """Who of these has a row with the key, which none has twice, and the values of those who have."""
        rows = self.between(key, key)
        owner = self.owner[rows]
        if not len(owner):
            return np.zeros(len(at), np.bool_), self.values[:, rows]
        row = np.minimum(owner.searchsorted(at.astype(np.int32)), len(owner) - 1)
        there: Bools = owner[row] == at
        return there, self.values[:, rows][:, row[there]]

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
