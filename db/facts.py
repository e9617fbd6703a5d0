"""The worker's current chart columns: started from stored ones, patched by the change log. Commands never read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db import tables
from db.changes import Change
from db.held import Held, Kept
from db.queries import facts as rows
from db.queries import stored
from db.session import Reading
from domain.facts import FORM, Facts

AT_ONCE = 2000
"""More changed orders than this are read faster all together."""


def current(reading: Reading) -> Facts:
    """As of this transaction: what it sees is in the columns, so a person meets their own write."""
    return _held.current(reading)


def behind(reading: Reading) -> int:
    """How many changes the stored ones have not seen; all of them when there are none."""
    return stored.behind(reading, tables.Facts, FORM)


def afresh(reading: Reading) -> Kept[Facts]:
    """To be stored."""
    return _held.afresh(reading)


def _stored(reading: Reading) -> Kept[Facts] | None:
    row = stored.newest(reading, tables.Facts, FORM)
    return Kept(row.seq, Facts.unpacked(row.data)) if row else None


def _patched(reading: Reading, facts: Facts, news: Sequence[Change]) -> Facts | None:
    touched = _touched(reading, news)
    if len(touched) > AT_ONCE:
        return None
    return facts.patched(touched, rows.of(reading, touched)) if touched else facts


def _touched(reading: Reading, news: Iterable[Change]) -> set[int]:
    """A payment line speaks of its report alone, everything else of its order as well."""
    orders = {change.row_id for change in news if change.noun == "orders"}
    reports = {change.row_id for change in news if change.noun == "reports"}
    return orders | rows.orders_of_reports(reading, reports) if reports else orders


_held = Held(lambda reading, _seq: rows.of(reading), _patched, _stored)
