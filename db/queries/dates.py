"""Dates of a series: those that lack somebody, and a need narrowed to some of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from db import tables
from db.queries import orders
from db.session import Reading
from domain import lanes
from domain.errors import Missing
from domain.lanes import Slot
from domain.matching.need import Need


def lacking(reading: Reading, order_id: int) -> tuple[Slot, ...]:
    """By time."""
    order = reading.session.get(tables.Order, order_id)
    if order is None:
        raise Missing()
    return lanes.to_fill(orders.slots(reading, order_id), order.experts_needed)


def only(reading: Reading, need: Need, session_ids: Collection[int]) -> Need:
    """Of these sessions, when any are named and still lack somebody; else of all."""
    chosen = {slot.span for slot in lacking(reading, need.order_id) if slot.session_id in session_ids}
    wanted = tuple(span for span in need.sessions if span in chosen)
    return replace(need, sessions=wanted) if wanted else need
