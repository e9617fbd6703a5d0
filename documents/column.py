"""A file's column as data: its heading, where its value comes from and what kind of value it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Kind(StrEnum):
    TEXT = auto()
    INTEGER = auto()
    DECIMAL = auto()
    EUROS = auto()
    DATE = auto()
    DATETIME = auto()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """`value` gives exactly the type of its kind (str, int, Decimal, Money, date, aware datetime) or None for an empty
    cell; `width` is in characters."""

    header: str
    value: Callable[[Row], object]
    kind: Kind = Kind.TEXT
    width: int | None = None
