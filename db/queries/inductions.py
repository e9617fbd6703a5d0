"""Task-specific inductions: which there are, what an order requires and when one is taught next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

import texts
from db.session import Reading
from db.tables import Induction as Row
from db.tables import OrderInduction, Package, PackageInduction, Training, TrainingInduction
from domain.experts import Period
from domain.inductions import Induction, Requirement


def every(reading: Reading) -> tuple[Induction, ...]:
    """By name."""
    return _found(reading, Row.id.is_not(None))


def required(reading: Reading, order_id: int, package_id: int) -> tuple[Induction, ...]:
    """By the order itself or by its package."""
    by_order = select(OrderInduction.induction_id).where(OrderInduction.order_id == order_id)
    by_package = select(PackageInduction.induction_id).where(PackageInduction.package_id == package_id)
    return _found(reading, Row.id.in_(by_order.union(by_package)))


def by_package(reading: Reading) -> tuple[Requirement, ...]:
    """Every package, by name."""
    held: dict[int, list[int]] = defaultdict(list)
    rows = reading.session.execute(
        select(PackageInduction.package_id, PackageInduction.induction_id).order_by(PackageInduction.induction_id)
    )
    for package_id, induction_id in rows:
        held[package_id].append(induction_id)
    name: Any = getattr(Package, f"name_{texts.current()}")
    packages = reading.session.execute(select(Package.id, name).order_by(name))
    return tuple(Requirement(row[0], row[1], tuple(held[row[0]])) for row in packages)


def of_order(reading: Reading, order_id: int) -> tuple[int, ...]:
    """What the order itself requires beyond its package."""
    query = select(OrderInduction.induction_id).where(OrderInduction.order_id == order_id)
    return tuple(reading.session.execute(query.order_by(OrderInduction.induction_id)).scalars())


def taught(reading: Reading, inductions: Collection[Induction], days: Period) -> Mapping[int, date]:
    """The next event of each in these days."""
    query = (
        select(TrainingInduction.induction_id, func.min(Training.held_on))
        .join(Training, Training.id == TrainingInduction.training_id)
        .where(
            TrainingInduction.induction_id.in_([one.id for one in inductions]),
            Training.held_on.between(days.first, days.last),
        )
        .group_by(TrainingInduction.induction_id)
    )
    return {row[0]: row[1] for row in reading.session.execute(query)}


def _found(reading: Reading, which: ColumnElement[bool]) -> tuple[Induction, ...]:
    name: Any = getattr(Row, f"name_{texts.current()}")
    query = select(Row.id, name, Row.valid_days).where(which).order_by(name)
    return tuple(Induction(*row) for row in reading.session.execute(query))
