"""The worker's current matching columns: started from stored ones, patched by the change log. Commands never read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache, partial

from db import changes, queries
from db.changes import Change
from db.held import Held
from db.queries.touched import EVERYTHING
from db.session import Reading
from domain.matching import working
from domain.matching.columns import Columns

MOST_EXPERTS = 1000
"""More changed experts than this are read faster all together."""


@lru_cache(maxsize=1)
def _of(on: date) -> Held[Columns]:
    """Columns speak of one day; at midnight they are begun anew."""
    return Held(partial(_built, on), partial(_patched, on))


def current(reading: Reading, on: date) -> Columns:
    """As of this transaction: what it sees is in the columns, so a person meets their own write."""
    return _of(on).current(reading)


def built(reading: Reading, on: date) -> Columns:
    """Made anew: the register from its rows, the work from the stored history."""
    return _built(on, reading, changes.latest(reading.session.connection()))


def _built(on: date, reading: Reading, seq: int) -> Columns:
    register = Columns.build(queries.profiles.register(reading, on), queries.matching.vocabulary(reading))
    history = queries.histories.current(reading, seq)
    return working.worked(register, history, on, queries.profiles.wishes(reading))


def _patched(on: date, reading: Reading, columns: Columns, news: Sequence[Change]) -> Columns | None:
    if any(change.noun in EVERYTHING for change in news):
        return None
    touched = queries.touched.experts(reading, news)
    if len(touched) > MOST_EXPERTS:
        return None
    try:
        return _with_these(on, reading, columns, touched) if touched else columns
    except KeyError:
        # A language that the vocabulary does not know yet.
        return None


def _with_these(on: date, reading: Reading, columns: Columns, expert_ids: Collection[int]) -> Columns:
    profiles = queries.profiles.of(reading, on, expert_ids)
    gone = set(expert_ids) - {profile.id for profile in profiles}
    columns = columns.without(*gone) if gone else columns
    return columns.patched(*profiles) if profiles else columns
