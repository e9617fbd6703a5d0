"""An order as it is now beside what somebody is about to save over it."""

from __future__ import annotations

from collections.abc import Mapping

from db.queries import orders, timelines
from db.session import Reading
from domain import edits
from domain.edits import Kept, Merge
from domain.flow import Seen
from domain.orders import OrderForm
from domain.trail import Act


def of_order(
    reading: Reading, order_id: int, seen: Seen, base: OrderForm, mine: OrderForm, kept: Mapping[str, Kept]
) -> Merge[OrderForm]:
    """What was chosen of a clash holds only for the version that it was chosen of."""
    order = orders.details(reading, order_id)
    current = order.row.version
    return edits.merged(base, mine, order.form, current, kept if current == seen.version else {})


def last_changer(reading: Reading, order_id: int) -> str:
    changes = (entry.actor for entry in timelines.of_order(reading, order_id) if (entry.noun, entry.act) == CHANGED)
    return next(changes, "")


CHANGED = ("orders", Act.CHANGE)
