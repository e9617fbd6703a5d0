"""Counts of few people are hidden so that they cannot be worked out either."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import suppression


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20, 30], [10, 20, 30]),
        ([10, 20, 4], [None, 20, None]),
        ([10, 3, 4], [10, None, None]),
        ([10, 2, 2, 7], [10, None, None, None]),
        ([10, 0, 4, 7], [10, 0, None, None]),
        ([4], [None]),
        ([5, 5], [5, 5]),
        ([], []),
    ],
)
def test_few_people_are_hidden_and_the_next_fewest_with_them(counts: list[int], shown: list[int | None]) -> None:
    hidden = suppression.suppressed(counts)
    assert [None if out else count for count, out in zip(counts, hidden, strict=True)] == shown


@given(st.lists(st.integers(0, 30), max_size=12))
def test_what_is_hidden_is_neither_shown_nor_left_over_from_the_total(counts: list[int]) -> None:
    hidden = suppression.suppressed(counts)
    assert not any(suppression.few(count) and not out for count, out in zip(counts, hidden, strict=True))
    covered = [count for count, out in zip(counts, hidden, strict=True) if out]
    everybody = all(out or not count for count, out in zip(counts, hidden, strict=True))
    assert not covered or everybody or (len(covered) > 1 and sum(covered) >= suppression.FEW)
