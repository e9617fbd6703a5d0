"""The places that themes, task types, languages and municipalities have in masks and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from domain.bookings import UNKNOWN, Municipality, distance_km, travel_minutes
from domain.matching.arrays import Ints

T = TypeVar("T")
WORD = 64
NOT_KNOWN = -1


@dataclass(frozen=True)
class Vocabulary:
    """`themes` maps theme ids to bits. A profile that names something else raises KeyError: build the columns anew."""

    themes: Mapping[int, int]
    task_types: tuple[int, ...]
    languages: tuple[str, ...]
    municipalities: tuple[Municipality, ...]

    def __post_init__(self) -> None:
        if any(bit not in range(WORD) for bit in self.themes.values()):
            raise ValueError("a theme's bit does not fit into 64 bits")
        if max(len(self.task_types), len(self.languages)) > WORD:
            raise ValueError("more than 64 task types or languages")

    def theme_bits(self, themes: Iterable[int]) -> int:
        return sum(1 << self.themes[theme] for theme in themes)

    def task_bits(self, task_types: Iterable[int]) -> int:
        return sum(1 << self.task_place[task_type] for task_type in task_types)

    def language_bits(self, languages: Iterable[str]) -> int:
        return sum(1 << self.language_place[language] for language in languages)

    def area_words(self, codes: Iterable[str]) -> list[int]:
        """Municipalities as 64-bit words; codes outside the table are nobody's order's place and are left out."""
        words = [0] * (len(self.municipalities) // WORD + 1)
        for code in codes:
            if code in self._municipality_place:
                word, bit = divmod(self._municipality_place[code], WORD)
                words[word] |= 1 << bit
        return words

    def place(self, municipality: Municipality | None) -> int:
        """Row in `travel`: the municipalities, then UNKNOWN, then remote work."""
        if municipality is None:
            return len(self.municipalities) + 1
        return len(self.municipalities) if municipality == UNKNOWN else self._municipality_place[municipality.code]

    @cached_property
    def task_place(self) -> dict[int, int]:
        return _places(self.task_types)

    @cached_property
    def language_place(self) -> dict[str, int]:
        return _places(self.languages)

    @cached_property
    def _municipality_place(self) -> dict[str, int]:
        return _places(municipality.code for municipality in self.municipalities)

    @cached_property
    def numbered(self) -> dict[int, int]:
        """Places by the municipality's code as a number."""
        return {int(code): place for code, place in self._municipality_place.items()}

    @cached_property
    def travel(self) -> Ints:
        """Minutes between every two places, unknown and remote included."""
        return _table((*self.municipalities, UNKNOWN, None), travel_minutes)

    @cached_property
    def longest_travel(self) -> int:
        return int(self.travel.max())

    @cached_property
    def kilometres(self) -> Ints:
        """NOT_KNOWN to and from UNKNOWN."""
        known = _table(self.municipalities, distance_km)
        return np.pad(known, (0, 1), constant_values=NOT_KNOWN)


def _places(items: Iterable[T]) -> dict[T, int]:
    return {item: place for place, item in enumerate(items)}


def _table(places: tuple[T, ...], measure: Callable[[T, T], int]) -> Ints:
    """Distances are the same in both directions, so half is measured."""
    table = np.zeros((len(places), len(places)), np.int32)
    for row, a in enumerate(places):
        for column, b in enumerate(places[: row + 1]):
            table[row, column] = table[column, row] = measure(a, b)
    return table
