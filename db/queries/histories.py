"""Everyone's work for the matching columns: from the stored cache and what has changed since, or from the assignments."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from db import changes, tables
from db.queries import profile_rows, touched, works
from db.queries import stored as caches
from db.session import Reading
from domain.matching import histories
from domain.matching.histories import History

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
    return caches.behind(reading, tables.History, histories.FORM)


def afresh(reading: Reading) -> Kept:
    """To be stored."""
    seq = changes.latest(reading.session.connection())
    return Kept(seq, current(reading, seq))


def stored(reading: Reading) -> Kept | None:
    """The newest one, when it is in today's form."""
    row = caches.newest(reading, tables.History, histories.FORM)
    return Kept(row.seq, History.unpacked(row.data)) if row else None


def scanned(reading: Reading, expert_ids: Collection[int] | None = None) -> History:
    """Read from the assignments, of these experts or of everyone."""
    query = profile_rows.by_table(expert_ids is not None, False)["work"]
    rows = reading.session.execute(query, {"ids": list(expert_ids or ())}, execution_options={"yield_per": 10_000})
    return History.of(works.of(reading, rows))
