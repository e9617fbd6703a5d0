"""Ids of components, named by the page that draws them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class IdEnum(StrEnum):
    """`auto()` gives "<module>-<name lower>": `LIST = auto()` in layouts/orders.py is "orders-list"."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:  # noqa: ARG004
        return name.lower()

    def __new__(cls, value: str) -> Self:
        # Only here is the class, and with it the module, known: auto() itself sees nothing but the name.
        full = f"{cls.__module__.rpartition('.')[2]}-{value}"
        member = str.__new__(cls, full)
        member._value_ = full
        return member

    def of(self, **parts: object) -> dict[str, object]:
        """A pattern id: one component for each combination of the parts."""
        return {"type": self.value, **parts}
