"""Who handles which order: passed on, given back to the queue, taken over from whoever is away, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy import exists, select

from commands import orders
from commands.acting import advance, needs, took
from commands.deeds import apart, deed, doing
from db import queries
from db.session import Writing
from db.tables import Offer, Order
from domain import claims
from domain import orders as rules
from domain.deeds import DeedKind
from domain.errors import Missing, Refusal, Refused
from domain.flow import Seen
from domain.offers import OfferStatus
from domain.orders import OrderAction, OrderStatus
from domain.permissions import Permission
from domain.trail import Act

ASKED = (OfferStatus.OPEN, OfferStatus.ACCEPTED)


@dataclass(frozen=True)
class Many:
    """What became of an act on many orders: how many it was done to, and which ones refused and why."""

    done: int
    refused: tuple[tuple[int, Refusal], ...]


@deed(DeedKind.HAND_OVER)
@needs(Permission.EDIT_ORDERS)
def hand_over(writing: Writing, order_id: int, seen: Seen, to_id: int) -> None:
    """To a colleague, or to oneself from somebody else who need not be there."""
    order = writing.locked(Order, order_id, seen)
    rules.check_open(order.status)
    if to_id not in {one.id for one in queries.deputies.colleagues(writing)}:
        raise Missing()
    if order.status is OrderStatus.NEW:
        advance(writing, order, rules.FLOW, OrderAction.CLAIM, handler_id=to_id, handled_at=writing.now)
        return
    claims.check_other(order.handler_id, to_id)
    _hand(writing, order, to_id)


def take_over(writing: Writing, order_id: int, seen: Seen) -> None:
    hand_over(writing, order_id, seen, writing.viewer.id)


@deed(DeedKind.RELEASE)
def release(writing: Writing, order_id: int, seen: Seen) -> None:
    """Back to the queue for anybody to take."""
    order = writing.locked(Order, order_id, seen)
    check_unasked(writing, order_id)
    advance(writing, order, rules.FLOW, OrderAction.RELEASE, handler_id=None, handled_at=None)


@deed(DeedKind.HAND_OVER)
@needs(Permission.EDIT_ORDERS)
def take_all(writing: Writing, from_id: int) -> int:
    """Every open order of a colleague in one act; how many there were."""
    taken = 0
    for order_id in sorted(queries.claims.in_hand(writing, from_id)):
        order = writing.locked(Order, order_id)
        if order.handler_id == from_id:
            _hand(writing, order, writing.viewer.id)
            taken += 1
    return taken


@deed(DeedKind.CLAIM)
@needs(Permission.EDIT_ORDERS)
def next_up(writing: Writing) -> int:
    """The id of the order that is most in need of a handler, now the viewer's. Two people never get the same one."""
    for order_id in queries.claims.in_turn(writing):
        order = writing.locked(Order, order_id)
        if order.status is OrderStatus.NEW:
            orders.claim(writing, order_id, Seen(order.version))
            return order_id
        if order.status is OrderStatus.HANDLING and claims.lapsed(order.handled_at, writing.today):
            _hand(writing, order, writing.viewer.id)
            return order_id
    raise Refused("Every order has been taken to handle.")


@needs(Permission.EDIT_ORDERS)
def many(writing: Writing, act: str, rows: Mapping[int, int], to_id: int = 0) -> Many:
    """`act` is one of ACTS, `rows` the versions seen by order. Each order stands for itself; all make one deed."""
    kind, command = ACTS[act] if act in ACTS else (DeedKind.HAND_OVER, partial(hand_over, to_id=to_id))
    refused: list[tuple[int, Refusal]] = []
    with doing(writing, kind):
        for order_id, version in sorted(rows.items()):
            try:
                with apart(writing):
                    command(writing, order_id, Seen(version))
            except Refusal as refusal:
                refused.append((order_id, refusal))
    return Many(len(rows) - len(refused), tuple(refused))


def check_unasked(writing: Writing, order_id: int) -> None:
    asked = exists().where(Offer.order_id == order_id, Offer.status.in_(ASKED))
    if writing.session.execute(select(asked)).scalar_one():
        raise Refused("Experts have been asked about this order already. Give it to a colleague instead.")


def _hand(writing: Writing, order: Order, to_id: int) -> None:
    took(writing, order, "handler", {"handler_id": order.handler_id, "to": to_id})
    order.handler_id, order.handled_at = to_id, writing.now
    writing.changed(order)
    writing.record(Act.CHANGE, order, fields=["handler"])


ACTS: Mapping[str, tuple[DeedKind, Callable[[Writing, int, Seen], None]]] = {
    "claim": (DeedKind.CLAIM, orders.claim),
    "release": (DeedKind.RELEASE, release),
    "wait": (DeedKind.WAIT, partial(orders.wait, waits=True)),
    "wait_over": (DeedKind.WAIT, partial(orders.wait, waits=False)),
}
