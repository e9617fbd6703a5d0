"""What the charts look at: a period and its limits, as values and as the words of an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto
from typing import Any, NamedTuple

from domain.experts import Period
from domain.facts import Ending, Outcome
from domain.orders import Use


class Counted(StrEnum):
    """HELD are the published "toteutuneet toimeksiannot"; PAID has also what costs though it was not held: late
    cancellations and no-shows; BROKEN is all that was agreed and not held, paid or not."""

    HELD = auto()
    PAID = auto()
    BROKEN = auto()


class Chart(StrEnum):
    MONTHS = auto()
    YEARS = auto()
    GROUPS = auto()
    SECTORS = auto()
    CLIENTS = auto()
    USES = auto()
    PACKAGES = auto()
    THEMES = auto()
    AREAS = auto()
    MODES = auto()
    ENDINGS = auto()
    TO_MATCH = auto()
    TO_DONE = auto()
    OUTCOMES = auto()
    ORDERER_MARKS = auto()
    EXPERT_MARKS = auto()


class Lead(StrEnum):
    """How many days something took."""

    SAME_DAY = auto()
    TWO_DAYS = auto()
    WEEK = auto()
    TWO_WEEKS = auto()
    MONTH = auto()
    LONGER = auto()


LEADS: Mapping[Lead, int | None] = {
    Lead.SAME_DAY: 0,
    Lead.TWO_DAYS: 2,
    Lead.WEEK: 7,
    Lead.TWO_WEEKS: 14,
    Lead.MONTH: 30,
    Lead.LONGER: None,
}
"""The most days of each."""


class Rest(NamedTuple):
    """What a chart shows together at its end: everything but the bars with these codes."""

    chart: Chart
    without: tuple[int, ...]


@dataclass(frozen=True)
class Scope:
    """None does not limit. An empty group or sector means the orderers that have none, theme or area 0 the orders
    without one, a mark of 0 no feedback.
    `theme` is an id, `area` a municipality's code as a number; `alone` asks for one theme or for several.
    `least` asks for what that many percent of those at work did who did least.
    """

    period: Period
    group: str | None = None
    sector: str | None = None
    client_id: int | None = None
    package_id: int | None = None
    use: Use | None = None
    theme: int | None = None
    alone: bool | None = None
    area: int | None = None
    remote: bool | None = None
    rest: Rest | None = None
    ending: Ending | None = None
    to_match: Lead | None = None
    to_done: Lead | None = None
    outcome: Outcome | None = None
    unmet: bool | None = None
    orderer_mark: int | None = None
    expert_mark: int | None = None
    least: int | None = None
    counted: Counted = Counted.HELD

    @property
    def limited(self) -> bool:
        return self != Scope(self.period, counted=self.counted)

    @property
    def narrows_people(self) -> bool:
        """Few people of a theme or an area could be known by it."""
        return any(value is not None for value in (self.theme, self.alone, self.area)) or (
            self.rest is not None and self.rest.chart in {Chart.THEMES, Chart.AREAS}
        )

    def within(self, first: date, last: date) -> Scope:
        return replace(self, period=Period(max(first, self.period.first), min(last, self.period.last)))

    def year_before(self) -> Scope | None:
        """The same days a year earlier; None for a period of several years, which stand beside each other already."""
        first, last = self.period.first, self.period.last
        return replace(self, period=Period(year_before(first), year_before(last))) if first.year == last.year else None

    def of_charts(self) -> Scope:
        """Without what only the rows behind one bar are limited by."""
        return replace(
            self,
            counted=Counted.HELD,
            ending=None,
            to_match=None,
            to_done=None,
            outcome=None,
            unmet=None,
            orderer_mark=None,
            expert_mark=None,
            least=None,
        )


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
    limits = {name: _written(value) for name, value in named.items() if value is not None}
    return {"since": scope.period.first.isoformat(), "until": scope.period.last.isoformat(), **limits}


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _written(value: object) -> str:
    if isinstance(value, Rest):
        return ".".join(map(str, (value.chart, *value.without)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or EMPTY


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
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("not an id")
    return int(text)


def _percent(text: str) -> int:
    if not 0 < _id(text) <= 100:
        raise ValueError("not a share")
    return int(text)


def _name(text: str) -> str:
    if not text.isprintable():
        raise ValueError("not a name")
    return "" if text == EMPTY else text


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError("neither yes nor no")
    return text == "yes"


def _rest(text: str) -> Rest:
    chart, *without = text.split(".")
    return Rest(Chart(chart), tuple(map(_id, without)))


_READERS: Mapping[str, Callable[[str], object]] = {
    "since": _day,
    "until": _day,
    "group": _name,
    "sector": _name,
    "client": _id,
    "package": _id,
    "use": Use,
    "theme": _id,
    "alone": _yes,
    "area": _id,
    "remote": _yes,
    "rest": _rest,
    "ending": Ending,
    "to_match": Lead,
    "to_done": Lead,
    "outcome": Outcome,
    "unmet": _yes,
    "orderer_mark": _id,
    "expert_mark": _id,
    "least": _percent,
    "counted": Counted,
}
_FIELDS = {"client": "client_id", "package": "package_id"}
LIMITS = tuple(name for name in _READERS if name not in {"since", "until"})
