"""The worker's current archive: read once, patched by the change log. Commands never read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Connection, Select, case, cast, func, or_, select

from db import tables
from db.changes import Change
from db.held import Held
from db.session import Reading
from domain import archive
from domain.archive import FIELDS, STATUSES, Archive

AT_ONCE = 20_000
NOUNS = frozenset({"assignments", "orders"})
MOST_PATCHED = 500
"""More changed rows than this are read faster all together."""


def current(reading: Reading) -> Archive:
    """As of this transaction: what it sees is in the archive."""
    return _held.current(reading)


def whole(reading: Reading) -> Archive:
    """Read anew from the rows."""
    connection = reading.session.connection()
    archive.forget()
    return Archive.build(_rows(connection, _assignments(connection).order_by(tables.Assignment.id)))


def _patched(reading: Reading, held: Archive, news: Sequence[Change]) -> Archive | None:
    touched = {noun: {change.row_id for change in news if change.noun == noun} for noun in NOUNS}
    if sum(map(len, touched.values())) > MOST_PATCHED:
        return None
    connection, assignment = reading.session.connection(), tables.Assignment
    of_these = or_(assignment.id.in_(touched["assignments"]), assignment.order_id.in_(touched["orders"]))
    rows = _rows(connection, _assignments(connection).where(of_these).order_by(assignment.id))
    if not len(rows):
        return held
    archive.forget()
    return held.patched(rows)


def _assignments(connection: Connection) -> Select[Any]:
    """The archive's columns as whole numbers, so that a million of them pass through no Python of ours."""
    assignment, order = tables.Assignment, tables.Order
    if connection.dialect.name == "sqlite":
        seconds: Any = cast(func.strftime("%s", assignment.starts_at), BigInteger)
    else:
        seconds = cast(func.extract("epoch", assignment.starts_at), BigInteger)
    places = {status: place for place, status in enumerate(STATUSES)}
    return select(
        assignment.id,
        assignment.order_id,
        seconds // 60,
        order.client_id,
        order.package_id,
        assignment.expert_id,
        case(places, value=assignment.status),
    ).join(order, order.id == assignment.order_id)


def _rows(connection: Connection, query: Select[Any]) -> NDArray[np.int64]:
    result = connection.execution_options(stream_results=True, yield_per=AT_ONCE).execute(query)
    parts = [np.array([tuple(row) for row in part], dtype=np.int64) for part in result.partitions()]
    return np.concatenate(parts) if parts else np.empty((0, len(FIELDS)), dtype=np.int64)


_held = Held(lambda reading, _seq: whole(reading), _patched)
