"""Everyone's work as numpy columns of its own, kept apart from the register so that it can be stored and read whole."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

import numpy as np

from domain import bookings, times
from domain.bookings import UNKNOWN, Municipality
from domain.matching.arrays import Bools, Ints, still
from domain.times import Span

FORM = 1
"""Changes with the columns: one stored in another form is built anew."""
REMOTE, NO_PLACE = -1, -2


@dataclass(frozen=True)
class Work:
    """One assignment that counts, on Helsinki's `day`; `cents` is what it is expected to pay, `group` a group's key."""

    expert_id: int
    span: Span
    day: date
    client_id: int
    task_type_id: int
    group: int
    place: Municipality | None
    cents: int


@dataclass(frozen=True, eq=False)
class History:
    """One value per assignment, by expert and start. Times are minutes since 1970, `day` Helsinki's ordinal."""

    expert: Ints
    first: Ints
    last: Ints
    day: Ints
    minutes: Ints
    client: Ints
    task_type: Ints
    group: Ints
    place: Ints
    cents: Ints

    @classmethod
    def of(cls, work: Iterable[Work]) -> History:
        rows = [_row(one) for one in work]
        table = np.array(rows, np.int32).reshape(-1, len(fields(cls)))
        return cls(*(still(column) for column in table[np.lexsort((table[:, 1], table[:, 0]))].T))

    def __len__(self) -> int:
        return len(self.expert)

    def with_these(self, expert_ids: Collection[int], work: History) -> History:
        """The work of these experts as it is now; the rest untouched."""
        return self.where(~np.isin(self.expert, np.array(list(expert_ids), np.int32))).joined(work)

    def where(self, rows: Bools | slice) -> History:
        return History(*(still(getattr(self, one.name)[rows]) for one in fields(History)))

    def joined(self, other: History) -> History:
        both = [np.concatenate([getattr(one, name.name) for one in (self, other)]) for name in fields(History)]
        order = np.lexsort((both[1], both[0]))
        return History(*(still(column[order]) for column in both))

    def packed(self) -> bytes:
        kept = io.BytesIO()
        np.save(kept, np.stack([getattr(self, one.name) for one in fields(History)]), allow_pickle=False)
        return kept.getvalue()

    @classmethod
    def unpacked(cls, data: bytes) -> History:
        return cls(*(still(column) for column in np.load(io.BytesIO(data), allow_pickle=False)))


def _row(work: Work) -> tuple[int, ...]:
    first, last = bookings.minutes_of(work.span)
    place = REMOTE if work.place is None else NO_PLACE if work.place == UNKNOWN else int(work.place.code)
    facts = (work.client_id, work.task_type_id, work.group, place, work.cents)
    return (work.expert_id, first, last, work.day.toordinal(), work.span.minutes, *facts)


def begun(on: date) -> int:
    """The first minute of Helsinki's day."""
    start: datetime = times.start_of(on)
    return int(start.timestamp()) // 60
