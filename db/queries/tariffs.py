"""The fee table and the travel rates with their history and what has been proposed."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import aliased

from db import tables
from db.queries import fees
from db.session import Reading
from domain import tariffs
from domain.errors import Refused
from domain.tariffs import Confidence, Entry, FeeRate, TravelKind, TravelRate

R = TypeVar("R", FeeRate, TravelRate)


def fee_entries(reading: Reading) -> tuple[Entry[FeeRate], ...]:
    """Every price of every fee, proposals too; by fee in the order they came, the newest price first."""
    table = fees.table(reading)
    in_force = {table.on(code, reading.today).id for code in table.codes_on(reading.today)}
    first: dict[str, int] = {}
    entries = []
    for row, proposer, confirmer in reading.session.execute(_with_people(tables.FeeRate)):
        first.setdefault(row.code, row.id)
        rate = fees.fee_rate(row)
        entries.append(_entry(row, rate, proposer, confirmer, row.id in in_force, reading.today))
    return tuple(sorted(entries, key=lambda entry: (first[entry.rate.code], -entry.rate.valid_from.toordinal())))


def travel_entries(reading: Reading) -> tuple[Entry[TravelRate], ...]:
    """By kind, the newest first."""
    rates, kinds = fees.travel_rates(reading), list(TravelKind)
    in_force = {rate.id for kind in TravelKind if (rate := _on(rates, kind, reading.today))}
    entries = []
    for row, proposer, confirmer in reading.session.execute(_with_people(tables.TravelRate)):
        confidence = Confidence(row.confidence or Confidence.UNVERIFIED)
        rate = TravelRate(row.id, row.kind, row.price, row.valid_from, confidence)
        entries.append(_entry(row, rate, proposer, confirmer, row.id in in_force, reading.today))
    return tuple(sorted(entries, key=lambda entry: (kinds.index(entry.rate.kind), -entry.rate.valid_from.toordinal())))


def missing(reading: Reading) -> dict[int, tuple[TravelKind, ...]]:
    """Year → the kinds of travel that cannot be paid in it; next year is asked about in December."""
    rates = fees.travel_rates(reading)
    lacking = {year: tariffs.missing_kinds(rates, year) for year in tariffs.years_to_check(reading.today)}
    return {year: kinds for year, kinds in lacking.items() if kinds}


def _on(rates: tariffs.TravelRates, kind: TravelKind, day: date) -> TravelRate | None:
    try:
        return rates.on(kind, day)
    except Refused:
        return None


def _with_people(table: Any) -> Any:
    proposer, confirmer = aliased(tables.User), aliased(tables.User)
    return (
        select(table, proposer.name, confirmer.name)
        .outerjoin(proposer, proposer.id == table.proposed_by_id)
        .outerjoin(confirmer, confirmer.id == table.confirmed_by_id)
        .order_by(table.id)
    )


def _entry(row: Any, rate: R, proposer: str | None, confirmer: str | None, in_force: bool, today: date) -> Entry[R]:
    confirmed = row.confirmed_by_id is not None
    stage = tariffs.stage(row.valid_from, confirmed, in_force, today)
    return Entry(rate, stage, row.source, row.proposed_by_id, proposer or "", confirmer or "")
