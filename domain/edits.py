"""Two people's changes to the same thing, brought together field by field, so that neither loses a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum, auto
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(StrEnum):
    """Whose value stays."""

    MINE = auto()
    THEIRS = auto()


@dataclass(frozen=True)
class Clash:
    """A field that both have changed, each in their own way."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge(Generic[T]):
    """`form` holds everybody's changes once no clash is left; `version` is the one it was brought together with."""

    form: T
    clashes: tuple[Clash, ...]
    version: int


def merged(base: T, mine: T, theirs: T, version: int, kept: Mapping[str, Kept]) -> Merge[T]:
    """All three are the same frozen dataclass; `base` is what the person saw when they began."""
    values: dict[str, Any] = {}
    clashes = []
    for field in fields(base):  # type: ignore[arg-type]
        name = field.name
        began, own, other = (getattr(each, name) for each in (base, mine, theirs))
        if other in (began, own):
            continue
        if own == began or kept.get(name) is Kept.THEIRS:
            values[name] = other
        elif kept.get(name) is not Kept.MINE:
            clashes.append(Clash(name, own, other))
    return Merge(replace(mine, **values), tuple(clashes), version)  # type: ignore[type-var]
