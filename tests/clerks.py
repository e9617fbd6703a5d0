"""The clerks' own example tables: semicolons, Finnish headings, Finnish dates and sums."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

from domain import money, times
from domain.money import Money
from domain.tariffs import Confidence, FeeRate, FeeTable, FeeUnit, IncomeType, TravelKind, TravelRate, TravelRates

FOLDER = Path(__file__).parent / "domain" / "examples"

UNITS = {"kerta": FeeUnit.OCCASION, "tunti": FeeUnit.HOUR, "lisä": FeeUnit.ADD_ON}

VERIFIED = Confidence.VERIFIED

TRAVEL = {
    "oma auto": TravelKind.OWN_CAR,
    "matkustaja": TravelKind.PASSENGER,
    "kokopäiväraha": TravelKind.PER_DIEM_FULL,
    "osapäiväraha": TravelKind.PER_DIEM_PARTIAL,
    "ateria": TravelKind.MEAL,
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def day(text: str) -> date:
    return datetime.strptime(text, "%d.%m.%Y").date()


def moment(text: str) -> datetime:
    """ "3.12.2026 9.00" by Helsinki's clocks."""
    calendar, clock = text.split()
    hours, minutes = clock.split(".")
    return times.at(day(calendar), time(int(hours), int(minutes)))


def optional(text: str) -> Money | None:
    return money.parse(text) if text else None


def fee_table() -> FeeTable:
    return FeeTable(tuple(_fee_rate(number, row) for number, row in enumerate(rows("palkkiotaulukko.csv"), start=1)))


def travel_rates() -> TravelRates:
    return TravelRates(
        tuple(
            TravelRate(number, TRAVEL[row["laji"]], money.parse(row["hinta"]), day(row["voimassa alkaen"]), VERIFIED)
            for number, row in enumerate(rows("matkakorvaukset.csv"), start=101)
        )
    )


def _fee_rate(number: int, row: dict[str, str]) -> FeeRate:
    return FeeRate(
        id=number,
        code=row["palkkiokoodi"],
        name=row["nimi"],
        unit=UNITS[row["yksikkö"]],
        price=money.parse(row["hinta"]),
        valid_from=day(row["voimassa alkaen"]),
        min_minutes=None,
        max_minutes=int(row["enintään minuuttia"]) if row["enintään minuuttia"] else None,
        includes_preparation=True,
        includes_after_work=True,
        income_type=IncomeType(row["tulolaji"]),
        overrun_code=row["ylityksen tuntipalkkio"],
    )
