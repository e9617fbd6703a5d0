"""Telling that one is at an order, and that one has left. It locks nothing and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from commands.acting import needs
from db.session import Writing
from db.tables import Order, Presence
from domain import presences
from domain.errors import Missing
from domain.permissions import Permission

_INSERT: Mapping[str, Callable[..., Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


@needs(Permission.SEE_ORDERS)
def here(writing: Writing, tab: str, order_id: int, writes: bool) -> None:
    """One upsert; the same said again sooner than a tab has to say it writes nothing."""
    if writing.session.get(Order, order_id) is None:
        raise Missing()
    facts = {"user_id": writing.viewer.id, "order_id": order_id, "writes": writes, "seen_at": writing.now}
    insert = _INSERT[writing.session.get_bind().dialect.name](Presence).values(tab=tab, **facts)
    old, new = Presence, insert.excluded
    is_news = or_(
        old.order_id != new.order_id,
        old.writes != new.writes,
        old.seen_at <= writing.now - presences.TOLD_EVERY / 2,
    )
    mine = old.user_id == writing.viewer.id
    writing.session.execute(insert.on_conflict_do_update(index_elements=["tab"], set_=facts, where=mine & is_news))


@needs(Permission.SEE_ORDERS)
def left(writing: Writing, tab: str) -> None:
    writing.session.execute(delete(Presence).where(Presence.tab == tab, Presence.user_id == writing.viewer.id))


def sweep(writing: Writing) -> None:
    """By the watcher: whoever has not told for so long is gone."""
    writing.session.execute(delete(Presence).where(Presence.seen_at < writing.now - presences.GONE_AFTER))
