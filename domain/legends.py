"""What the numbers in the charts' columns stand for: orderers, packages, themes and municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.matching.arrays import Array
from domain.orders import Use

USES = tuple(Use)


@dataclass(frozen=True)
class Client:
    """`group` is the reporting group of the published figures; group and sector may be empty."""

    id: int
    name: str
    group: str
    sector: str


@dataclass(frozen=True)
class Package:
    id: int
    name: str
    use: Use


@dataclass(frozen=True)
class Theme:
    """`bit` is its place in a mask."""

    id: int
    name: str
    bit: int


@dataclass(frozen=True)
class Legend:
    """Everything by its id; municipalities by the number that their code is."""

    clients: Mapping[int, Client]
    packages: Mapping[int, Package]
    themes: Mapping[int, Theme]
    areas: Mapping[int, str]

    @cached_property
    def groups(self) -> Sequence[str]:
        return sorted({client.group for client in self.clients.values()})

    @cached_property
    def sectors(self) -> Sequence[str]:
        return sorted({client.sector for client in self.clients.values()})

    @cached_property
    def by_bit(self) -> Mapping[int, Theme]:
        return {theme.bit: theme for theme in self.themes.values()}

    @cached_property
    def group_of(self) -> Array:
        """Client id → place in `groups`."""
        return _lookup(self.clients.values(), lambda client: self.groups.index(client.group))

    @cached_property
    def sector_of(self) -> Array:
        return _lookup(self.clients.values(), lambda client: self.sectors.index(client.sector))

    @cached_property
    def use_of(self) -> Array:
        """Package id → place in USES."""
        return _lookup(self.packages.values(), lambda package: USES.index(package.use))


def _lookup(owners: Iterable[Client] | Iterable[Package], code: Callable[..., int]) -> Array:
    codes = {owner.id: code(owner) for owner in owners}
    table = np.zeros(max(codes, default=0) + 1, np.int16)
    table[list(codes)] = list(codes.values())
    return table
