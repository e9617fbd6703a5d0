"""Column sets: those that are shipped, and over them those that the bank has edited or taken into use."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

from sqlalchemy import select

from db import tables
from db.session import Reading
from domain import column_sets
from domain.column_sets import ColumnSet, Stored
from domain.errors import Missing

SHIPPED = resources.files("db") / "reference" / "column_sets.toml"


@functools.cache
def shipped() -> tuple[ColumnSet, ...]:
    told = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(column_sets.of(key, each) for key, each in told.items())


def every(reading: Reading) -> tuple[Stored, ...]:
    """Shipped ones in their own order, the bank's own after them by name."""
    row = tables.ColumnSet
    own = {
        found.key: Stored(column_sets.from_text(found.key, found.body), found.in_use, found.version)
        for found in reading.session.execute(select(row.key, row.body, row.in_use, row.version))
    }
    given = [own.pop(each.key, Stored(each, False, 0)) for each in shipped()]
    return (*given, *sorted(own.values(), key=lambda each: each.column_set.name))


def one(reading: Reading, key: str) -> Stored:
    found = {each.column_set.key: each for each in every(reading)}
    if key not in found:
        raise Missing()
    return found[key]


def in_use(reading: Reading) -> tuple[ColumnSet, ...]:
    """A payroll file is made in each of these beside the workbook."""
    return tuple(each.column_set for each in every(reading) if each.in_use)
