"""The same thing tried by many at once, each in a thread of its own with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from domain.errors import Refusal

T = TypeVar("T")


def at_once(count: int, act: Callable[[int], T]) -> tuple[list[T], list[Refusal]]:
    """What those who got through were given, and what the others were told; anything but a refusal is raised."""
    barrier = threading.Barrier(count)

    def go(place: int) -> T | Refusal:
        barrier.wait()
        try:
            return act(place)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(count) as pool:
        results = list(pool.map(go, range(count)))
    told = [result for result in results if isinstance(result, Refusal)]
    return [result for result in results if not isinstance(result, Refusal)], told
