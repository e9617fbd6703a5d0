"""Whose matching columns the rows of the change log speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Select, select

from db import tables
from db.changes import Change
from db.session import Reading
from domain import times

Ids = Select[int]
Touched = Callable[[Reading, Collection[int]], set[int]]
EVERYTHING = frozenset({"vocabulary"})
"""Nouns after which all columns are built anew."""


def experts(reading: Reading, news: Iterable[Change]) -> set[int]:
    """Of columns that hold everything up to these changes."""
    rows: dict[str, set[int]] = defaultdict(set)
    for change in news:
        rows[change.noun].add(change.row_id)
    return set().union(*(_BEHIND[noun](reading, ids) for noun, ids in rows.items() if noun in _BEHIND))


def _themselves(_reading: Reading, expert_ids: Collection[int]) -> set[int]:
    return set(expert_ids)


def _by(statement: Callable[[Collection[int]], Ids]) -> Touched:
    def found(reading: Reading, ids: Collection[int]) -> set[int]:
        return set(reading.session.execute(statement(ids)).scalars())

    return found


def _of_orders(reading: Reading, order_ids: Collection[int]) -> set[int]:
    """Who works on the order: its orderer, task and place show in their profiles."""
    assignment = tables.Assignment
    query = select(assignment.expert_id).where(assignment.order_id.in_(order_ids)).distinct()
    return set(reading.session.execute(query).scalars())


def _of_tariffs(reading: Reading, rate_ids: Collection[int]) -> set[int]:
    """Whose work is priced by these fees from their first day on; a past price never changes."""
    rate, assignment = tables.FeeRate, tables.Assignment
    found: set[int] = set()
    for code, day in reading.session.execute(select(rate.code, rate.valid_from).where(rate.id.in_(rate_ids))):
        priced = select(assignment.expert_id).where(
            assignment.fee_code == code, assignment.starts_at >= times.start_of(day)
        )
        found.update(reading.session.execute(priced.distinct()).scalars())
    return found


_ATTENDED = tables.Attendance
_BEHIND: Mapping[str, Touched] = {
    "experts": _themselves,
    "orders": _of_orders,
    "tariffs": _of_tariffs,
    "trainings": _by(lambda ids: select(_ATTENDED.expert_id).where(_ATTENDED.training_id.in_(ids))),
    "inductions": _by(
        lambda ids: (
            select(_ATTENDED.expert_id)
            .join(tables.TrainingInduction, tables.TrainingInduction.training_id == _ATTENDED.training_id)
            .where(tables.TrainingInduction.induction_id.in_(ids))
        )
    ),
    "associations": _by(lambda ids: select(tables.Expert.id).where(tables.Expert.association_id.in_(ids))),
}
