"""What the charts count, as frozen numpy columns: every assignment and every order, sorted by day and patched by orders."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, time
from enum import StrEnum, auto
from typing import Self

import numpy as np
from numpy.typing import NDArray

from domain import times
from domain.assignments import Party
from domain.matching.arrays import Bits, Bools, Ints, still
from domain.orders import UnfilledReason

DAY = 24 * 60 * 60
FORM = 1
"""Changes with the columns: stored ones of another form are read anew."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC).toordinal()


class Ending(StrEnum):
    """What became of an assignment; void ones were never there."""

    AGREED = auto()
    HELD = auto()
    CANCELLED_BY_CLIENT = auto()
    CANCELLED_BY_EXPERT = auto()
    CANCELLED_BY_CUSTOMER = auto()
    NO_SHOW_OF_CLIENT = auto()
    NO_SHOW_OF_EXPERT = auto()
    NO_SHOW_OF_CUSTOMER = auto()


class Outcome(StrEnum):
    """What became of an order. It is filled when somebody was found for every place, also where it was called off later."""

    FILLED = auto()
    PARTLY = auto()
    OPEN = auto()
    NO_THEME = auto()
    NO_AREA = auto()
    NO_TIME = auto()
    NO_LANGUAGE = auto()
    NO_OTHER = auto()
    CANCELLED = auto()


ENDINGS, OUTCOMES = tuple(Ending), tuple(Outcome)
HELD = ENDINGS.index(Ending.HELD)
CANCELLED_BY = {party: ENDINGS.index(Ending(f"cancelled_by_{party}")) for party in Party}
NO_SHOW_OF = {party: ENDINGS.index(Ending(f"no_show_of_{party}")) for party in Party}
NOT_FOUND = {reason: OUTCOMES.index(Outcome(f"no_{reason}")) for reason in UnfilledReason}


NUMBER, CODE, SMALL, BITS, FLAG = ({"dtype": dtype} for dtype in (np.int32, np.int16, np.int8, np.uint64, np.bool_))


@dataclass(frozen=True, eq=False)
class Table:
    """Rows by day and then by id; nothing is changed in place. Days are ordinals of Helsinki, sums cents.

    `client`, `package` and `expert` are ids, `themes` bits of the themes' places, `area` a municipality's code or 0.
    """

    day: Ints = field(metadata=NUMBER)
    id: Ints = field(metadata=NUMBER)
    order: Ints = field(metadata=NUMBER)
    client: Ints = field(metadata=NUMBER)
    package: Ints = field(metadata=NUMBER)
    themes: Bits = field(metadata=BITS)
    area: Ints = field(metadata=CODE)
    remote: Bools = field(metadata=FLAG)

    @classmethod
    def built(cls, rows: NDArray[np.int64]) -> Self:
        """`rows` has the columns in the order of the fields; all 64 bits of the themes stand in a signed number."""
        places = {one.name: place for place, one in enumerate(fields(cls))}
        rows = rows[np.lexsort((rows[:, places["id"]], rows[:, places["day"]]))]
        return cls(**{one.name: still(rows[:, places[one.name]].astype(one.metadata["dtype"])) for one in fields(cls)})

    def __len__(self) -> int:
        return len(self.id)

    def patched(self, orders: Collection[int], fresh: Self) -> Self:
        """`fresh` are the rows of these orders as they are now."""
        kept = np.flatnonzero(~np.isin(self.order, np.array(list(orders), np.int32)))
        days, ids = self.day[kept], self.id[kept]
        places = [_place(days, ids, day, number) for day, number in zip(fresh.day, fresh.id, strict=True)]
        return type(self)(**{
            one.name: still(np.insert(getattr(self, one.name)[kept], places, getattr(fresh, one.name)))
            for one in fields(self)
        })  # fmt: skip

    def differences(self, other: Table) -> list[str]:
        """Names of the columns that are not the same; empty for equal ones."""
        return [
            one.name for one in fields(self) if not np.array_equal(getattr(self, one.name), getattr(other, one.name))
        ]


@dataclass(frozen=True, eq=False)
class Tasks(Table):
    """Assignments on their local days. `minutes` are the reported ones, the planned where no report stands, none where
    nothing was held; `owed` is paid though not held. `fee` and `travel` count once `approved`, `charge` when `priced`.
    The marks are each side's answer to the first question of its feedback, 0 for none.
    """

    expert: Ints = field(metadata=NUMBER)
    ending: Ints = field(metadata=SMALL)
    owed: Bools = field(metadata=FLAG)
    minutes: Ints = field(metadata=NUMBER)
    fee: Ints = field(metadata=NUMBER)
    travel: Ints = field(metadata=NUMBER)
    charge: Ints = field(metadata=NUMBER)
    approved: Bools = field(metadata=FLAG)
    priced: Bools = field(metadata=FLAG)
    received: Ints = field(metadata=NUMBER)
    agreed: Ints = field(metadata=NUMBER)
    orderer_mark: Ints = field(metadata=SMALL)
    expert_mark: Ints = field(metadata=SMALL)


@dataclass(frozen=True, eq=False)
class Orders(Table):
    """Orders on the days they were received."""

    needed: Ints = field(metadata=NUMBER)
    found: Ints = field(metadata=NUMBER)
    outcome: Ints = field(metadata=SMALL)


@dataclass(frozen=True)
class Facts:
    tasks: Tasks
    orders: Orders

    def patched(self, orders: Collection[int], fresh: Facts) -> Facts:
        return Facts(self.tasks.patched(orders, fresh.tasks), self.orders.patched(orders, fresh.orders))

    def differences(self, other: Facts) -> list[str]:
        return self.tasks.differences(other.tasks) + self.orders.differences(other.orders)

    def packed(self) -> bytes:
        kept = io.BytesIO()
        tables = {"tasks": self.tasks, "orders": self.orders}
        np.savez(
            kept,
            **{f"{name}.{one.name}": getattr(rows, one.name) for name, rows in tables.items() for one in fields(rows)},
        )
        return kept.getvalue()

    @classmethod
    def unpacked(cls, data: bytes) -> Facts:
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            columns = {
                kind: {one.name: still(kept[f"{name}.{one.name}"]) for one in fields(kind)}
                for name, kind in (("tasks", Tasks), ("orders", Orders))
            }
        return cls(Tasks(**columns[Tasks]), Orders(**columns[Orders]))


def days(seconds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Seconds since 1970 → ordinals of Helsinki's days. The clocks change in the small hours, so a day's own noon tells
    how far ahead of UTC its midnight lies."""
    if not len(seconds):
        return seconds
    first, last = int(seconds.min()) // DAY, int(seconds.max()) // DAY
    ahead = np.array([_ahead(day) for day in range(first, last + 1)], np.int64)
    return (seconds + ahead[seconds // DAY - first]) // DAY + EPOCH


def _ahead(day: int) -> int:
    noon = datetime.combine(datetime.fromordinal(day + EPOCH), time(12), tzinfo=UTC)
    offset = times.local(noon).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _place(days: Ints, ids: Ints, day: int, number: int) -> int:
    first, last = np.searchsorted(days, [day, day + 1])
    return int(first + np.searchsorted(ids[first:last], number))
