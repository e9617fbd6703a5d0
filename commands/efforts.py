"""Measuring the time that orders take: turned on and off by the manager, and told by browsers without a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

import commands.settings
from commands.acting import needs
from db import queries
from db.session import Writing
from db.tables import Effort, Order
from domain import efforts
from domain.errors import Missing
from domain.permissions import Permission

_INSERT: Mapping[str, Callable[..., Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@needs(Permission.MEASURE_EFFORT)
def measure(writing: Writing, on: bool) -> None:
    """It is agreed on with the staff first; what was measured stays when it is turned off."""
    commands.settings.store(writing, efforts.SETTING, efforts.ON if on else "", writing.today)


@needs(Permission.EDIT_ORDERS)
def told(writing: Writing, order_id: int, seconds: int) -> None:
    """Added to what the order has taken so far. The trail gets no event: it would tell whose time it was."""
    efforts.check(seconds)
    if not queries.efforts.measured(writing):
        return
    if writing.session.get(Order, order_id) is None:
        raise Missing()
    insert = _INSERT[writing.session.get_bind().dialect.name](Effort).values(order_id=order_id, seconds=seconds)
    more = {"seconds": Effort.seconds + insert.excluded.seconds}
    writing.session.execute(insert.on_conflict_do_update(index_elements=["order_id"], set_=more))
