"""What the charts look at: a period and its limits, as values and as the words of an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto
from typing import Any

from domain.experts import Period
from domain.orders import Use


class Counted(StrEnum):
    """HELD are the published "toteutuneet toimeksiannot"; PAID has also what costs though it was not held: late
    cancellations and no-shows."""

    HELD = auto()
    PAID = auto()


@dataclass(frozen=True)
class Scope:
    """None does not limit; an empty group or sector means the orderers that have none."""

    period: Period
    group: str | None = None
    sector: str | None = None
    client_id: int | None = None
    package_id: int | None = None
    use: Use | None = None
    counted: Counted = Counted.HELD

    @property
    def limited(self) -> bool:
        return self != Scope(self.period, counted=self.counted)

    def within(self, first: date, last: date) -> Scope:
        return replace(self, period=Period(max(first, self.period.first), min(last, self.period.last)))

    def year_before(self) -> Scope | None:
        """The same days a year earlier; None for a period of several years, which stand beside each other already."""
        first, last = self.period.first, self.period.last
        return replace(self, period=Period(year_before(first), year_before(last))) if first.year == last.year else None


@dataclass(frozen=True)
class Names:
    """Of the orderer and the package that a scope is limited to."""

    client: str = ""
    package: str = ""


@dataclass(frozen=True)
class Asked:
    """A scope read from an address, and the names of the words that could not be understood and limit nothing."""

    scope: Scope
    misread: tuple[str, ...] = ()


EMPTY = "-"
"""How an address writes an empty group or sector: an empty word would be left out of it."""


def read(words: Mapping[str, str], today: date) -> Asked:
    """This year unless told; days in the wrong order are put right."""
    found: dict[str, Any] = {}
    misread = []
    for name, text in ((name, words[name]) for name in _READERS if name in words):
        try:
            found[name] = _READERS[name](text.strip())
        except ValueError:
            misread.append(name)
    period = _period(found.pop("since", None), found.pop("until", None), today)
    return Asked(Scope(period, **{_FIELDS.get(name, name): value for name, value in found.items()}), tuple(misread))


def words(scope: Scope) -> dict[str, str]:
    """What `read` understands as this scope."""
    named = {name: getattr(scope, _FIELDS.get(name, name)) for name in LIMITS}
    named["counted"] = None if scope.counted is Counted.HELD else scope.counted
    limits = {name: str(value) or EMPTY for name, value in named.items() if value is not None}
    return {"since": scope.period.first.isoformat(), "until": scope.period.last.isoformat(), **limits}


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _period(first: date | None, last: date | None, today: date) -> Period:
    first = first or date((last or today).year, 1, 1)
    last = last or date(max(first, today).year, 12, 31)
    return Period(min(first, last), max(first, last))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not 2000 <= day.year < 2100:
        raise ValueError("a year the bank cannot have")
    return day


def _id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError("not an id")
    return int(text)


def _name(text: str) -> str:
    if not text.isprintable():
        raise ValueError("not a name")
    return "" if text == EMPTY else text


_READERS: Mapping[str, Callable[[str], object]] = {
    "since": _day,
    "until": _day,
    "group": _name,
    "sector": _name,
    "client": _id,
    "package": _id,
    "use": Use,
    "counted": Counted,
}
_FIELDS = {"client": "client_id", "package": "package_id"}
LIMITS = ("group", "sector", "client", "package", "use", "counted")
