"""What every office starts from: themes, packages, task types and municipalities, read from the files of db/reference."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

from sqlalchemy import select

from commands.acting import needs
from db.base import Base
from db.session import Writing
from db.tables import Induction, MunicipalityPlace, Package, TaskType, Theme
from domain import money
from domain.bookings import Municipality
from domain.orders import Use
from domain.permissions import Permission
from domain.tariffs import Confidence, FeeForm, FeeUnit, IncomeType, TravelKind
from domain.themes import Precision
from domain.trail import Act

FOLDER = resources.files("db") / "reference"
PACKAGE_TEXTS = tuple(f"{part}_{language}" for part in ("text", "agree") for language in ("fi", "sv", "en"))


@needs(Permission.EDIT_USERS)
def load(writing: Writing) -> int:
    """How many rows were missing and were added; what is there already stays as it is."""
    added = sum(_add_missing(writing, *part) for part in _parts())
    if added:
        writing.note(Act.IMPORT, "reference", None, rows=added)
    return added


def first_fees(valid_from: date) -> tuple[FeeForm, ...]:
    """Pirkanmaa's proposed fee table, to be proposed by one person and confirmed by another like any other price."""
    names = {row["code"]: row for row in table("fee_names.csv")}
    return tuple(
        FeeForm(
            code=row["code"],
            name_fi=row["name_fi"],
            name_sv=names[row["code"]]["name_sv"],
            name_en=names[row["code"]]["name_en"],
            unit=FeeUnit(row["unit"]),
            price=money.parse(row["euros"]),
            valid_from=valid_from,
            income_type=IncomeType(row["income_type"]),
            min_minutes=_minutes(row["min_hours"]),
            max_minutes=_minutes(row["max_hours"]),
            includes_preparation=row["includes_preparation"] == "yes",
            includes_after_work=row["includes_after_work"] == "yes",
            source="Pirkanmaan toimintamalli, ehdotus palkkiosta",
        )
        for row in table("fee_table_pirkanmaa.csv")
    )


def travel_rates(year: int) -> tuple[tuple[TravelKind, money.Money, date, str, Confidence], ...]:
    """The Tax Administration's maxima of one year as `tariffs.propose_travel` takes them; empty for a year not known.

    Night travel has no line of its own in the program and is left out.
    """
    return tuple(
        (
            TravelKind(row["kind"]),
            money.parse(row["euros"]),
            date.fromisoformat(row["valid_from"]),
            f"Verohallinnon kustannuspäätös {year}",
            Confidence(row["confidence"]),
        )
        for row in table("travel_allowances.csv")
        if row["valid_from"].startswith(str(year)) and row["kind"] in set(TravelKind)
    )


def municipalities() -> tuple[Municipality, ...]:
    return tuple(
        Municipality(row["code"], row["name_fi"], float(row["lat_approx"]), float(row["lon_approx"]))
        for row in table("municipalities.csv")
    )


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one CSV file of the folder."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _parts() -> Iterator[tuple[type[Base], str, list[dict[str, Any]]]]:
    """Tables with the column that tells their rows apart, and the rows they should have."""
    yield Theme, "key", [_theme(bit, row) for bit, row in enumerate(words("themes"))]
    yield MunicipalityPlace, "code", [_municipality(row) for row in table("municipalities.csv")]
    yield TaskType, "key", [{**_names(row), **_kept(row, "key", "fee_code")} for row in words("task_types")]
    yield Induction, "key", [{**_names(row), "key": row["key"], **_valid(row)} for row in words("inductions")]
    yield (
        Package,
        "code",
        [{**_names(row), **_kept(row, "code", "fee_code", "minutes", *PACKAGE_TEXTS)} for row in words("packages")],
    )


def _add_missing(writing: Writing, kind: type[Base], key: str, rows: list[dict[str, Any]]) -> int:
    held = set(writing.session.execute(select(getattr(kind, key))).scalars())
    missing = [kind(**row) for row in rows if row[key] not in held]
    writing.session.add_all(missing)
    writing.session.flush()
    return len(missing)


def words(noun: str) -> list[dict[str, Any]]:
    """The rows of one TOML file of the folder."""
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{noun}.toml").read_text(encoding="utf-8"))[noun]
    return rows


def _names(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"name_{language}": row[language] for language in ("fi", "sv", "en")}


def _theme(bit: int, row: Mapping[str, Any]) -> dict[str, Any]:
    return {**_names(row), "key": row["key"], "bit": bit, "level": Precision(row.get("level", Precision.THEME))}


def _valid(row: Mapping[str, Any]) -> dict[str, int | None]:
    return {"valid_days": row.get("valid_days")}


def _kept(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {"use": Use(row["use"]), **{name: row[name] for name in names}}


def _municipality(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name_fi"],
        "county_code": row["county_code"],
        "latitude": float(row["lat_approx"]),
        "longitude": float(row["lon_approx"]),
    }


def _minutes(hours: str) -> int | None:
    return int(hours) * 60 if hours else None
