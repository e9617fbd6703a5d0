"""The demo's words and the bank's published figures, read from dashboard/demo_data."""

from __future__ import annotations

import csv
import dataclasses
import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from domain.money import Money

FOLDER = resources.files("dashboard") / "demo_data"
T = TypeVar("T")


@dataclass(frozen=True)
class Unit:
    """An ordering unit. `municipality` is empty for one that orders remote work only."""

    key: str
    group: str
    sector: str
    fi: str
    sv: str
    municipality: str
    cost_centre: str
    internal: bool
    assignments_2023: int


@dataclass(frozen=True)
class Association:
    key: str
    fi: str
    sv: str
    themes: tuple[str, ...]
    contact_route_only: bool


@dataclass(frozen=True, kw_only=True)
class Description:
    """One of the orders around today, in its orderer's own words."""

    key: str
    unit: str
    package: str
    task_type: str
    themes: tuple[str, ...]
    experts: int
    occurrences: int
    minutes: int
    remote: bool
    lane: str
    target_group_fi: str
    fi: str = ""
    sv: str = ""
    language: str = "fi"
    time_open: bool = False
    wished_expert: bool = False

    @property
    def text(self) -> str:
        return self.sv if self.language == "sv" else self.fi


@dataclass(frozen=True)
class Volume:
    """What the bank did in one year, as published."""

    assignments: int
    invoiced: Money


@functools.cache
def units() -> tuple[Unit, ...]:
    return _rows("units", Unit)


@functools.cache
def associations() -> tuple[Association, ...]:
    return _rows("associations", Association)


@functools.cache
def descriptions() -> dict[str, Description]:
    return {each.key: each for each in _rows("order_descriptions", Description)}


@functools.cache
def reasons(kind: str) -> tuple[str, ...]:
    """In Finnish, as the office writes them down."""
    return tuple(row["fi"] for row in _words()["reasons"] if row["kind"] == kind)


@functools.cache
def volumes() -> dict[int, Volume]:
    return {
        int(row["year"]): Volume(int(row["assignments"]), Money(int(row["invoicing_euros_about"]) * 100))
        for row in _table("kap_volumes.csv")
    }


@functools.cache
def people() -> dict[str, int]:
    return {row["fact"]: int(row["value"]) for row in _table("kap_people.csv")}


@functools.cache
def _words() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((FOLDER / "demo_vocabulary.toml").read_text(encoding="utf-8"))


def _rows(noun: str, kind: type[T]) -> tuple[T, ...]:
    known = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return tuple(
        kind(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in known}
        )
        for row in _words()[noun]
    )


def _table(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
