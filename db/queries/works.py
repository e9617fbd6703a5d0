"""Assignments that count as an expert's work, as matching sees them: when, for whom, where and for how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from db import tables
from db.queries import fees
from db.session import Reading
from domain import times
from domain.assignments import expected_fee
from domain.bookings import UNKNOWN, Municipality
from domain.errors import Refused
from domain.matching.histories import Work
from domain.matching.profiles import group_key
from domain.money import Money
from domain.tariffs import FeeRate, FeeTable
from domain.times import Span


def of(reading: Reading, rows: Iterable[Any]) -> Iterator[Work]:
    """`rows` are those of the statement `profile_rows.by_table` calls work."""
    places: dict[str, Municipality] | None = None
    price: Callable[[str, date], FeeRate | None] | None = None
    for row in rows:
        if places is None or price is None:
            places, price = _places(reading), cache(_pricing(fees.table(reading)))
        span, day = Span(row.starts_at, row.ends_at), times.day_of(row.starts_at)
        yield Work(
            row.expert_id,
            span,
            day,
            row.client_id,
            row.task_type_id,
            group_key(row.client_id, row.target_group),
            None if row.remote else places.get(row.municipality, UNKNOWN),
            0 if row.voluntary else _cents(price(row.fee_code, day), span, row.frozen_fee),
        )


def municipality(row: Any) -> Municipality:
    """Of a row that has a municipality's columns."""
    return Municipality(row.code, row.name, row.latitude, row.longitude)


def expected(prices: FeeTable, code: str, span: Span, frozen: Money | None = None) -> Money | None:
    """What the work pays if it goes as planned; None where the table knows no price."""
    rate = _pricing(prices)(code, times.day_of(span.start))
    return frozen if rate is None else expected_fee(rate, span.minutes, frozen)


def _places(reading: Reading) -> dict[str, Municipality]:
    rows = reading.session.execute(select(tables.MunicipalityPlace)).scalars()
    return {row.code: municipality(row) for row in rows}


def _pricing(table: FeeTable) -> Callable[[str, date], FeeRate | None]:
    def price(code: str, day: date) -> FeeRate | None:
        try:
            return table.on(code, day)
        except Refused:
            return None

    return price


def _cents(rate: FeeRate | None, span: Span, frozen: Money | None) -> int:
    if rate is None:
        return frozen.cents if frozen else 0
    return expected_fee(rate, span.minutes, frozen).cents
