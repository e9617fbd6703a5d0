"""Service packages and task types as an order form offers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True)
class PackageChoice:
    """`agree` is what orderer and expert agree beforehand; `price` is the client's today."""

    id: int
    name: str
    text: str
    agree: str
    minutes: int
    price: Money | None


@dataclass(frozen=True)
class PriceRow:
    """What the orderer is charged today and from the next change on; None while there is no price."""

    id: int
    name: str
    price: Money | None
    since: date | None
    next: Money | None
    next_from: date | None


@dataclass(frozen=True)
class TaskTypeChoice:
    id: int
    name: str
