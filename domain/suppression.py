"""Hiding counts of few people by theme, area or language, and as many more as it takes that none can be worked out."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 5
"""Fewer people than this are not shown; none at all is nobody's affair."""


def few(people: int) -> bool:
    return 0 < people < FEW


def suppressed(counts: Sequence[int]) -> tuple[bool, ...]:
    """Which cells are hidden when their total is known: a single hidden cell, or hidden cells of few people together,
    would be known by subtraction, so the smallest of the others is hidden as well."""
    hidden = [few(count) for count in counts]
    while any(hidden) and _told(counts, hidden):
        others = [place for place, count in enumerate(counts) if count and not hidden[place]]
        if not others:
            break
        hidden[min(others, key=lambda place: counts[place])] = True
    return tuple(hidden)


def _told(counts: Sequence[int], hidden: Sequence[bool]) -> bool:
    covered = [count for count, out in zip(counts, hidden, strict=True) if out]
    return len(covered) == 1 or sum(covered) < FEW
