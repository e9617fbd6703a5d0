"""Task-specific inductions: which there are, what an order requires and when one is taught next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

import texts
from db.session import Reading
from db.tables import Induction as Row
from db.tables import Order, OrderInduction, Package, PackageInduction
from domain.inductions import Induction, Requirement


def every(reading: Reading) -> tuple[Induction, ...]:
    """By name."""
    return _found(reading, Row.id.is_not(None))


def required_of(reading: Reading, order_ids: Collection[int]) -> Mapping[int, tuple[Induction, ...]]:
    """Of each of these orders, by itself or by its package, by name."""
    of_order, of_package = OrderInduction, PackageInduction
    pairs = (
        select(of_order.order_id, of_order.induction_id)
        .where(of_order.order_id.in_(order_ids))
        .union(
            select(Order.id, of_package.induction_id)
            .join(of_package, of_package.package_id == Order.package_id)
            .where(Order.id.in_(order_ids))
        )
        .subquery()
    )
    name: Any = getattr(Row, f"name_{texts.current()}")
    query = select(pairs.c.order_id, Row.id, name, Row.valid_days).join(Row, Row.id == pairs.c.induction_id)
    found: dict[int, tuple[Induction, ...]] = dict.fromkeys(order_ids, ())
    for order_id, *induction in reading.session.execute(query.order_by(name)):
        found[order_id] = (*found[order_id], Induction(*induction))
    return found


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


def _found(reading: Reading, which: ColumnElement[bool]) -> tuple[Induction, ...]:
    name: Any = getattr(Row, f"name_{texts.current()}")
    query = select(Row.id, name, Row.valid_days).where(which).order_by(name)
    return tuple(Induction(*row) for row in reading.session.execute(query))
