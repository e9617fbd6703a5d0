"""Everyone's work for the matching columns: from the stored cache and what has changed since, or from the assignments."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import func, select

from db import changes, tables
from db.queries import fees, profile_rows, profiles, touched
from db.session import Reading
from domain import times
from domain.assignments import expected_fee
from domain.bookings import UNKNOWN, Municipality
from domain.errors import Refused
from domain.matching import histories
from domain.matching.histories import History, Work
from domain.money import Money
from domain.tariffs import FeeRate
from domain.times import Span

AT_ONCE = 50_000
"""With more changes behind it than this a stored history is not worth mending."""


class Kept(NamedTuple):
    """What the change log had seen up to `seq`."""

    seq: int
    history: History


def current(reading: Reading, seq: int) -> History:
    """As of this transaction, which sees the change log up to `seq`."""
    kept = stored(reading)
    if kept is None or seq - kept.seq > AT_ONCE:
        return scanned(reading)
    news = changes.since(reading.session.connection(), kept.seq, AT_ONCE)
    experts = touched.experts(reading, news)
    return kept.history.with_these(experts, scanned(reading, experts)) if experts else kept.history


def behind(reading: Reading) -> int:
    """How many changes the stored one has not seen; all of them when there is none."""
    kept = tables.History
    seen = select(func.max(kept.seq)).where(kept.form == histories.FORM)
    seq: int = reading.session.execute(seen).scalar_one() or 0
    return changes.latest(reading.session.connection()) - seq


def afresh(reading: Reading) -> Kept:
    """To be stored."""
    seq = changes.latest(reading.session.connection())
    return Kept(seq, current(reading, seq))


def stored(reading: Reading) -> Kept | None:
    """The newest one, when it is in today's form."""
    kept = tables.History
    row = reading.session.execute(
        select(kept.seq, kept.data).where(kept.form == histories.FORM).order_by(kept.id.desc()).limit(1)
    ).one_or_none()
    return Kept(row.seq, History.unpacked(row.data)) if row else None


def scanned(reading: Reading, expert_ids: Collection[int] | None = None) -> History:
    """Read from the assignments, of these experts or of everyone."""
    query = profile_rows.by_table(expert_ids is not None, False)["work"]
    rows = reading.session.execute(query, {"ids": list(expert_ids or ())}, execution_options={"yield_per": 10_000})
    return History.of(_work(reading, rows))


def _work(reading: Reading, rows: Any) -> Iterator[Work]:
    place = tables.MunicipalityPlace
    places = {row.code: profiles.municipality(row) for row in reading.session.execute(select(place)).scalars()}
    prices = cache(_pricing(reading))
    for row in rows:
        span = Span(row.starts_at, row.ends_at)
        rate = prices(row.fee_code, times.day_of(span.start))
        yield Work(
            row.expert_id,
            span,
            row.client_id,
            row.task_type_id,
            profiles.group_of(row),
            _where(row, places),
            0 if row.voluntary else _cents(rate, span, row.frozen_fee),
        )


def _where(row: Any, places: dict[str, Municipality]) -> Municipality | None:
    return None if row.remote else places.get(row.municipality, UNKNOWN)


def _pricing(reading: Reading) -> Callable[[str, date], FeeRate | None]:
    table = fees.table(reading)

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
