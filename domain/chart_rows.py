"""The rows behind a bar, one by one: assignments and orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.chosen import Chosen
from domain.facts import ENDINGS, OUTCOMES, Ending, Orders, Outcome, Tasks
from domain.legends import Client, Legend, Package
from domain.money import Money


@dataclass(frozen=True)
class Task:
    """One assignment on its local day, agreed on `to_match` days after its order and `to_done` days before it. `fee` and
    `travel` are None until the report is approved, `charge` is None where no price was agreed; `expert` is empty for those
    who may not see names."""

    id: int
    order_id: int
    day: date
    client: Client
    package: Package
    themes: tuple[str, ...]
    area: str
    remote: bool
    ending: Ending
    minutes: int
    to_match: int
    to_done: int
    fee: Money | None
    travel: Money | None
    charge: Money | None
    expert: str = ""


@dataclass(frozen=True)
class OrderRow:
    """One order on the local day when it came; `found` of the `needed` places have somebody."""

    id: int
    day: date
    client: Client
    package: Package
    themes: tuple[str, ...]
    area: str
    remote: bool
    needed: int
    found: int
    outcome: Outcome


@dataclass(frozen=True)
class _Named:
    """What a legend says of the same few numbers again and again."""

    legend: Legend
    _themes: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def themes(self, bits: int) -> tuple[str, ...]:
        if bits not in self._themes:
            self._themes[bits] = tuple(theme.name for bit, theme in self.legend.by_bit.items() if bits >> bit & 1)
        return self._themes[bits]

    def area(self, code: int) -> str:
        return self.legend.areas.get(code, "")


def tasks(rows: Chosen[Tasks], names: Mapping[int, str], first: int = 0, last: int | None = None) -> tuple[Task, ...]:
    """By day; `names` may be empty. Only those between the places `first` and `last`."""
    named, legend = _Named(rows.legend), rows.legend
    fields = ("id", "order", "day", "client", "package", "themes", "area", "remote", "ending", "minutes")
    moments = ("received", "agreed")
    paid = ("fee", "travel", "charge", "approved", "priced", "expert")
    return tuple(
        Task(
            number,
            order,
            date.fromordinal(day),
            legend.clients[client],
            legend.packages[package],
            named.themes(themes),
            named.area(area),
            bool(remote),
            ENDINGS[ending],
            minutes,
            agreed - received,
            day - agreed,
            Money(fee) if approved else None,
            Money(travel) if approved else None,
            Money(charge) if priced else None,
            names.get(expert, ""),
        )
        for number, order, day, client, package, themes, area, remote, ending, minutes, received, agreed, fee, travel,
        charge, approved, priced, expert in _lines(rows, (*fields, *moments, *paid), first, last)
    )  # fmt: skip


def orders(rows: Chosen[Orders], first: int = 0, last: int | None = None) -> tuple[OrderRow, ...]:
    named, legend = _Named(rows.legend), rows.legend
    fields = ("id", "day", "client", "package", "themes", "area", "remote", "needed", "found", "outcome")
    return tuple(
        OrderRow(
            number,
            date.fromordinal(day),
            legend.clients[client],
            legend.packages[package],
            named.themes(themes),
            named.area(area),
            bool(remote),
            needed,
            found,
            OUTCOMES[outcome],
        )
        for number, day, client, package, themes, area, remote, needed, found, outcome in _lines(
            rows, fields, first, last
        )
    )


def _lines(
    rows: Chosen[Tasks] | Chosen[Orders], names: Sequence[str], first: int, last: int | None
) -> Iterator[tuple[int, ...]]:
    places = rows.places[first:last]
    return zip(*(getattr(rows.table, name)[places].tolist() for name in names), strict=True)
