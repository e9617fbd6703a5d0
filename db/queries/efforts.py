"""The active time of orders, and whether it is measured at all."""

from __future__ import annotations

from sqlalchemy import select

from db import tables
from db.queries import settings
from db.session import Reading
from domain import efforts
from domain.chosen import CODES, Chosen
from domain.efforts import Efforts, Worked
from domain.facts import Orders
from domain.scopes import Chart


def measured(reading: Reading) -> bool:
    return settings.value(reading, efforts.SETTING) == efforts.ON


def of(reading: Reading, orders: Chosen[Orders]) -> Efforts:
    """Of these orders; nothing is read while nothing is measured."""
    if not measured(reading):
        return efforts.of(False, ())
    effort, order = tables.Effort, tables.Order
    months = dict(zip(orders.column("id").tolist(), CODES[Chart.MONTHS](orders).tolist(), strict=True))
    rows = reading.session.execute(
        select(effort.order_id, order.handler_id, effort.seconds).join(order, order.id == effort.order_id)
    )
    worked = [Worked(months[row.order_id], row.handler_id, row.seconds) for row in rows if row.order_id in months]
    return efforts.of(True, worked)
