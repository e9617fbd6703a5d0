"""The archive's columns: what fits, in which order, a block at a time, and the same after every change as built anew."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from domain.archive import FIELDS, STATUSES, Archive, SortBy, Wanted, minutes
from domain.assignments import AssignmentStatus

NOON = datetime(2026, 12, 2, 10, 0, tzinfo=UTC)
DONE, CANCELLED = (STATUSES.index(status) for status in (AssignmentStatus.DONE, AssignmentStatus.CANCELLED))
AALTO, KOSKI = 7, 3


def row(number: int, day: int, client: int = AALTO, expert: int = 1, status: int = DONE) -> list[int]:
    return [number, number // 2 * 2, minutes(NOON + timedelta(days=day)), client, 1, expert, status]


def archive(*rows: list[int]) -> Archive:
    return Archive.build(np.array(rows, dtype=np.int64))


FOUR = archive(
    row(1, day=3, client=KOSKI), row(2, day=1, expert=2), row(3, day=3, status=CANCELLED), row(4, day=2, client=KOSKI)
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), [3, 1, 4, 2]),
        (Wanted(descending=False), [2, 4, 1, 3]),
        (Wanted(sort=SortBy.ORDER, descending=False), [1, 2, 3, 4]),
        (Wanted(sort=SortBy.STATUS, descending=False), [2, 4, 1, 3]),
        (Wanted(sort=SortBy.CLIENT, names=(KOSKI, AALTO), descending=False), [4, 1, 2, 3]),
        (Wanted(sort=SortBy.CLIENT, names=(AALTO, KOSKI), descending=False), [2, 3, 4, 1]),
        (Wanted(clients=(KOSKI,)), [1, 4]),
        (Wanted(clients=(KOSKI, AALTO), experts=(2,)), [2]),
        (Wanted(statuses=(AssignmentStatus.CANCELLED,)), [3]),
        (Wanted(since=NOON + timedelta(days=2), before=NOON + timedelta(days=3)), [4]),
        (Wanted(experts=()), []),
        (Wanted(orders=(4,)), [4]),
    ],
)
def test_what_is_asked_for_comes_in_the_order_that_is_asked_for(wanted: Wanted, expected: list[int]) -> None:
    assert FOUR.block(wanted, 0, 10) == (expected, len(expected))


def test_blocks_follow_each_other_without_a_gap_and_end_where_the_archive_ends() -> None:
    blocks = [FOUR.block(Wanted(), first, 3) for first in (0, 3, 6)]
    assert blocks == [([3, 1, 4], 4), ([2], 4), ([], 4)]


def test_an_empty_archive_answers_too() -> None:
    nothing = Archive.build(np.empty((0, len(FIELDS)), dtype=np.int64))
    assert nothing.block(Wanted(sort=SortBy.CLIENT), 0, 100) == ([], 0)
    assert same(nothing.patched(np.array([row(1, day=1)], dtype=np.int64)), archive(row(1, day=1)))


def same(one: Archive, other: Archive) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in (*FIELDS, "by_time"))


@pytest.mark.parametrize("seed", range(5))
def test_a_patched_archive_equals_one_built_anew(seed: int) -> None:
    """New ones, moved ones, changed ones, and one whose transaction committed after that of a later id."""
    draw = random.Random(seed)
    rows = {number: row(number, draw.randrange(30), draw.choice([AALTO, KOSKI])) for number in range(2, 60, 2)}
    kept = archive(*rows.values())
    for _ in range(20):
        touched = {draw.choice([*rows, max(rows) + 1, draw.randrange(1, 60)]) for _ in range(3)}
        new = {number: row(number, draw.randrange(30), status=draw.randrange(5)) for number in sorted(touched)}
        rows |= new
        kept = kept.patched(np.array(list(new.values()), dtype=np.int64))
        assert same(kept, archive(*(rows[number] for number in sorted(rows))))
