"""Every assignment there has ever been, as columns: found by filter and order in milliseconds however many there are."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.assignments import AssignmentStatus
from domain.times import Span

STATUSES = tuple(AssignmentStatus)
FIELDS = ("ids", "orders", "starts", "clients", "packages", "experts", "statuses")
Positions = NDArray[np.int32]


class SortBy(StrEnum):
    """The columns that the archive may be ordered by."""

    ORDER = auto()
    STARTS = auto()
    CLIENT = auto()
    PACKAGE = auto()
    STATUS = auto()


@dataclass(frozen=True)
class Wanted:
    """None means whichever. `names` are the ids of orderers or packages by name, when the archive is ordered by them."""

    orders: tuple[int, ...] | None = None
    clients: tuple[int, ...] | None = None
    packages: tuple[int, ...] | None = None
    experts: tuple[int, ...] | None = None
    statuses: tuple[AssignmentStatus, ...] | None = None
    since: datetime | None = None
    before: datetime | None = None
    sort: SortBy = SortBy.STARTS
    descending: bool = True
    names: tuple[int, ...] = ()


@dataclass(frozen=True)
class ArchiveRow:
    id: int
    order_id: int
    span: Span
    client: str
    package: str
    municipality: str
    expert: str
    status: AssignmentStatus


@dataclass(frozen=True, eq=False)
class Archive:
    """Columns by id; `starts` are minutes since 1970. `by_time` are the positions by start and id."""

    ids: NDArray[np.int64]
    orders: NDArray[np.int32]
    starts: NDArray[np.int32]
    clients: NDArray[np.int32]
    packages: NDArray[np.int32]
    experts: NDArray[np.int32]
    statuses: NDArray[np.int8]
    by_time: NDArray[np.int32]

    @classmethod
    def build(cls, rows: NDArray[np.int64]) -> Archive:
        """`rows` has the columns of FIELDS and is in the order of ids."""
        columns = _columns(rows)
        return cls(**columns, by_time=_in_time(columns, np.arange(len(rows), dtype=np.int32)))

    def patched(self, rows: NDArray[np.int64]) -> Archive:
        """With these rows as they are now; nothing is ever taken out of the archive."""
        known = np.isin(rows[:, 0], self.ids)
        fresh = rows[~known]
        if len(fresh) and len(self.ids) and fresh[:, 0].min() < self.ids[-1]:
            return self._rebuilt(rows)
        places = np.searchsorted(self.ids, rows[known, 0])
        changed, columns = _columns(rows[known]), {}
        for name, added in _columns(fresh).items():
            columns[name] = np.concatenate([getattr(self, name), added])
            columns[name][places] = changed[name]
        moved = bool(len(fresh)) or not np.array_equal(self.starts[places], changed["starts"])
        order = np.concatenate([self.by_time, np.arange(len(self.ids), len(columns["ids"]), dtype=np.int32)])
        return Archive(**columns, by_time=_in_time(columns, order) if moved else self.by_time)

    def _rebuilt(self, rows: NDArray[np.int64]) -> Archive:
        """A transaction that began earlier has committed later: its id is not the last one."""
        own = np.column_stack([getattr(self, name).astype(np.int64) for name in FIELDS])
        both = np.concatenate([own[~np.isin(self.ids, rows[:, 0])], rows])
        return Archive.build(both[np.argsort(both[:, 0])])

    def block(self, wanted: Wanted, first: int, count: int) -> tuple[list[int], int]:
        """Ids of `count` assignments from the `first` on, and how many there are altogether."""
        found = _found(self, wanted)
        return self.ids[found[first : first + count]].tolist(), len(found)


@functools.lru_cache(maxsize=4)
def _found(archive: Archive, wanted: Wanted) -> Positions:
    """Kept for the blocks that follow: who scrolls asks for the same again and again."""
    fits = _fits(archive, wanted)
    positions = archive.by_time if fits is None else archive.by_time[fits[archive.by_time]]
    if wanted.sort is not SortBy.STARTS:
        positions = positions[np.argsort(_keys(archive, wanted)[positions], kind="stable")]
    return positions[::-1] if wanted.descending else positions


def forget() -> None:
    """What earlier blocks have left behind; an archive that was swapped need not be held for them."""
    _found.cache_clear()


def _keys(archive: Archive, wanted: Wanted) -> NDArray[Any]:
    if wanted.sort is SortBy.ORDER:
        return archive.orders
    if wanted.sort is SortBy.STATUS:
        return archive.statuses
    column = archive.clients if wanted.sort is SortBy.CLIENT else archive.packages
    ranks = np.zeros(max([0, *wanted.names, int(column.max(initial=0))]) + 1, dtype=np.uint16)
    ranks[list(wanted.names)] = np.arange(len(wanted.names))
    return ranks[column]


def _fits(archive: Archive, wanted: Wanted) -> NDArray[np.bool_] | None:
    """None when everything fits."""
    statuses = None if wanted.statuses is None else tuple(map(STATUSES.index, wanted.statuses))
    tests = [
        *(
            _among(getattr(archive, name), getattr(wanted, name))
            for name in ("orders", "clients", "packages", "experts")
        ),
        _among(archive.statuses, statuses),
        None if wanted.since is None else archive.starts >= minutes(wanted.since),
        None if wanted.before is None else archive.starts < minutes(wanted.before),
    ]
    asked = [test for test in tests if test is not None]
    return np.logical_and.reduce(asked) if asked else None


def _among(column: NDArray[Any], values: Sequence[int] | None) -> NDArray[np.bool_] | None:
    if values is None:
        return None
    return column == values[0] if len(values) == 1 else np.isin(column, np.array(values, dtype=column.dtype))


def minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _columns(rows: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    kinds: Mapping[str, Any] = {"ids": np.int64, "statuses": np.int8}
    return {name: rows[:, place].astype(kinds.get(name, np.int32)) for place, name in enumerate(FIELDS)}


def _in_time(columns: Mapping[str, NDArray[Any]], order: NDArray[np.int32]) -> NDArray[np.int32]:
    """`order` sorted anew; nearly sorted it costs little more than a look."""
    keys = (columns["starts"].astype(np.int64) << 32 | columns["ids"])[order]
    return order[np.argsort(keys, kind="stable")]
