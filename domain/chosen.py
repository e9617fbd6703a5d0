"""The rows of a scope, and the small numbers by which charts part them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain import concentration
from domain.facts import ENDINGS, HELD, NOT_FOUND, OUTCOMES, Table, Tasks
from domain.legends import USES, Legend
from domain.matching.arrays import Array, Bools
from domain.scopes import LEADS, Chart, Counted, Lead, Rest, Scope

T = TypeVar("T", bound=Table)
Codes = NDArray[np.signedinteger[Any]]
NO_THEME, SEVERAL = 64, 65
"""Codes beside those of the themes' places."""


class Measure(StrEnum):
    """What is added up beside the number of rows; PEOPLE counts each expert once."""

    MINUTES = auto()
    FEE = auto()
    TRAVEL = auto()
    CHARGE = auto()
    PEOPLE = auto()


@dataclass(frozen=True, eq=False)
class Chosen(Generic[T]):
    """The rows of a scope: places in the stretch of a table that its period covers."""

    scope: Scope
    legend: Legend
    table: T
    places: NDArray[np.intp]
    _taken: dict[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)

    def column(self, name: str) -> Array:
        if name not in self._taken:
            self._taken[name] = getattr(self.table, name)[self.places]
        return self._taken[name]

    def sum(self, measure: Measure) -> int:
        if measure is Measure.PEOPLE:
            return int(np.count_nonzero(np.bincount(self.column("expert"))))
        return int(self.column(measure).sum(dtype=np.int64))

    @cached_property
    def unapproved(self) -> int:
        """How many have no fee yet."""
        return len(self) - int(np.count_nonzero(self.column("approved")))


def of(table: T, scope: Scope, legend: Legend) -> Chosen[T]:
    first, last = np.searchsorted(table.day, [scope.period.first.toordinal(), scope.period.last.toordinal() + 1])
    part = replace(table, **{name: getattr(table, name)[first:last] for name in table.__dataclass_fields__})
    mask: Bools | None = None
    for limited in _limits(part, scope, legend):
        mask = limited if mask is None else mask & limited
    places = np.arange(len(part)) if mask is None else np.flatnonzero(mask)
    found = Chosen(scope, legend, part, places)
    found = _rest(found, scope.rest) if scope.rest else found
    return _least(found, scope.least) if scope.least is not None and isinstance(part, Tasks) else found


def _limits(part: Table, scope: Scope, legend: Legend) -> list[Bools]:
    limits = {**_LIMITS, **(_OF_TASKS if isinstance(part, Tasks) else _OF_ORDERS)}
    asked = ((limit, getattr(scope, name)) for name, limit in limits.items())
    return [limit(part, value, legend) for limit, value in asked if value is not None]


def _themed(part: Table, theme: int, legend: Legend) -> Bools:
    known = legend.themes.get(theme)
    wanted: Bools = (part.themes & np.uint64(1 << known.bit if known else 0)) != 0 if theme else part.themes == 0
    return wanted


def _among(lookup: Array, names: Sequence[str], name: str, ids: Array) -> Bools:
    wanted: Bools = lookup == (names.index(name) if name in names else -1)
    return wanted[ids]


def _took(since: Array, until: Array, lead: Lead) -> Bools:
    wanted: Bools = _lead_codes(until - since) == list(LEADS).index(lead)
    return wanted


Limit = Callable[[Any, Any, Legend], Bools]
_LIMITS: Mapping[str, Limit] = {
    "client_id": lambda part, value, _: part.client == value,
    "package_id": lambda part, value, _: part.package == value,
    "theme": _themed,
    "alone": lambda part, value, _: (
        (np.bitwise_count(part.themes) == 1) if value else np.bitwise_count(part.themes) > 1
    ),
    "area": lambda part, value, _: part.area == value,
    "remote": lambda part, value, _: part.remote == value,
    "group": lambda part, value, legend: _among(legend.group_of, legend.groups, value, part.client),
    "sector": lambda part, value, legend: _among(legend.sector_of, legend.sectors, value, part.client),
    "use": lambda part, value, legend: (legend.use_of == USES.index(value))[part.package],
}
_COUNTED: Mapping[Counted, Callable[[Tasks], Bools]] = {
    Counted.HELD: lambda part: part.ending == HELD,
    Counted.PAID: lambda part: (part.ending == HELD) | part.owed,
    Counted.BROKEN: lambda part: part.ending > HELD,
}
_OF_TASKS: Mapping[str, Limit] = {
    "counted": lambda part, value, _: _COUNTED[value](part),
    "ending": lambda part, value, _: part.ending == ENDINGS.index(value),
    "to_match": lambda part, value, _: _took(part.received, part.agreed, value),
    "to_done": lambda part, value, _: _took(part.agreed, part.day, value),
    "orderer_mark": lambda part, value, _: part.orderer_mark == value,
    "expert_mark": lambda part, value, _: part.expert_mark == value,
}
_OF_ORDERS: Mapping[str, Limit] = {
    "outcome": lambda part, value, _: part.outcome == OUTCOMES.index(value),
    "unmet": lambda part, value, _: np.isin(part.outcome, list(NOT_FOUND.values())) == value,
}


def _lead_codes(took: Array) -> Codes:
    codes: Codes = np.searchsorted([most for most in LEADS.values() if most is not None], took)
    return codes


def _months(rows: Chosen[Any]) -> Codes:
    """Year and month as one number, looked up by the day: a period has few days."""
    first, last = rows.scope.period.first, rows.scope.period.last
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    found: Codes = months[rows.column("day") - first.toordinal()]
    return found


def _theme_codes(rows: Chosen[Any]) -> Codes:
    themes = rows.column("themes")
    single = np.bitwise_count(themes) == 1
    place = np.log2(np.where(single, themes, np.uint64(1)).astype(np.float64)).astype(np.int64)
    codes: Codes = np.where(single, place, np.where(themes == 0, NO_THEME, SEVERAL))
    return codes


def _rest(rows: Chosen[T], rest: Rest) -> Chosen[T]:
    return replace(rows, places=rows.places[~np.isin(CODES[rest.chart](rows), rest.without)], _taken={})


def _least(rows: Chosen[T], percent: int) -> Chosen[T]:
    kept = concentration.did_least(rows.column("expert"), percent)
    return replace(rows, places=rows.places[kept], _taken={})


CODES: Mapping[Chart, Callable[[Chosen[Any]], Codes]] = {
    Chart.MONTHS: _months,
    Chart.YEARS: lambda rows: _months(rows) // 12,
    Chart.GROUPS: lambda rows: rows.legend.group_of[rows.column("client")],
    Chart.SECTORS: lambda rows: rows.legend.sector_of[rows.column("client")],
    Chart.CLIENTS: lambda rows: rows.column("client"),
    Chart.USES: lambda rows: rows.legend.use_of[rows.column("package")],
    Chart.PACKAGES: lambda rows: rows.column("package"),
    Chart.THEMES: _theme_codes,
    Chart.AREAS: lambda rows: rows.column("area"),
    Chart.MODES: lambda rows: rows.column("remote").astype(np.int8),
    Chart.ENDINGS: lambda rows: rows.column("ending"),
    Chart.TO_MATCH: lambda rows: _lead_codes(rows.column("agreed") - rows.column("received")),
    Chart.TO_DONE: lambda rows: _lead_codes(rows.column("day") - rows.column("agreed")),
    Chart.OUTCOMES: lambda rows: rows.column("outcome"),
    Chart.ORDERER_MARKS: lambda rows: rows.column("orderer_mark"),
    Chart.EXPERT_MARKS: lambda rows: rows.column("expert_mark"),
}
"""One number from 0 on for each row."""
