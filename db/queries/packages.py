"""Service packages with today's client prices, and task types."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select

import texts
from db.session import Reading
from db.tables import Package, PackagePrice, TaskType
from domain.money import Money
from domain.packages import PackageChoice, PriceRow, TaskTypeChoice


def choices(reading: Reading) -> tuple[PackageChoice, ...]:
    """By name, in the reader's language."""
    newest = (
        select(PackagePrice.package_id, func.max(PackagePrice.valid_from).label("valid_from"))
        .where(PackagePrice.valid_from <= reading.today)
        .group_by(PackagePrice.package_id)
        .subquery()
    )
    name, text, agree = (getattr(Package, f"{part}_{texts.current()}") for part in ("name", "text", "agree"))
    rows = reading.session.execute(
        select(Package.id, name, text, agree, Package.minutes, PackagePrice.price)
        .outerjoin(newest, newest.c.package_id == Package.id)
        .outerjoin(
            PackagePrice,
            (PackagePrice.package_id == Package.id) & (PackagePrice.valid_from == newest.c.valid_from),
        )
        .order_by(name)
    )
    return tuple(PackageChoice(*row) for row in rows)


def prices(reading: Reading) -> tuple[PriceRow, ...]:
    """By name, in the reader's language."""
    entries: dict[int, list[tuple[date, Money]]] = defaultdict(list)
    price = PackagePrice
    for row in reading.session.execute(
        select(price.package_id, price.valid_from, price.price).order_by(price.valid_from)
    ):
        entries[row.package_id].append((row.valid_from, row.price))
    name = getattr(Package, f"name_{texts.current()}")
    return tuple(
        _price(id, named, entries[id], reading.today)
        for id, named in reading.session.execute(select(Package.id, name).order_by(name))
    )


def _price(id: int, name: str, entries: list[tuple[date, Money]], day: date) -> PriceRow:
    since, price = next((entry for entry in reversed(entries) if entry[0] <= day), (None, None))
    next_from, coming = next((entry for entry in entries if entry[0] > day), (None, None))
    return PriceRow(id, name, price, since, coming, next_from)


def task_types(reading: Reading) -> tuple[TaskTypeChoice, ...]:
    name = getattr(TaskType, f"name_{texts.current()}")
    rows = reading.session.execute(select(TaskType.id, name).order_by(name))
    return tuple(TaskTypeChoice(*row) for row in rows)


def minutes(reading: Reading, package_id: int) -> int:
    """How long the package's session usually lasts."""
    return reading.session.execute(select(Package.minutes).where(Package.id == package_id)).scalar_one_or_none() or 60
