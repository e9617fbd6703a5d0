"""Offers and the answers heard on the telephone; a yes is offer, answer and assignments in one act."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from commands import assignments
from commands.acting import advance, needs, took
from commands.deeds import deed
from db import queries
from db.session import Writing
from db.tables import Expert, Offer, Order
from domain import lanes, offers, orders, prose
from domain.deeds import DeedKind
from domain.errors import Refused, Stale
from domain.flow import Seen
from domain.matching import explanation
from domain.matching.need import Need
from domain.offers import Answer, OfferAction, OfferStatus
from domain.orders import OrderAction, OrderStatus
from domain.permissions import Permission
from domain.trail import Act

ANSWERED = ("answer", "answered_at", "call_back_on")
STANDING = (OfferStatus.OPEN, OfferStatus.ACCEPTED)


@deed(DeedKind.ANSWER)
@needs(Permission.MATCH)
def offer(
    writing: Writing, order_id: int, expert_id: int, override_reason: str = "", session_ids: Collection[int] = ()
) -> int:
    """The id of the open offer, decided from rows: whom a rule excludes cannot be offered the order without a reason."""
    order, need = _asked(writing, order_id, expert_id, session_ids)
    return _make(writing, order, need, expert_id, override_reason).id


@deed(DeedKind.ANSWER)
@needs(Permission.MATCH)
def answer(
    writing: Writing,
    order_id: int,
    expert_id: int,
    answer: Answer,
    call_back_on: date | None = None,
    override_reason: str = "",
    choice_reason: str = "",
    session_ids: Collection[int] = (),
) -> tuple[int, ...]:
    """The ids of the new assignments: after a yes one for each session that still lacks somebody, else none. With
    `session_ids` only these are asked about. When nobody is lacking any more, the offers that still wait are withdrawn."""
    offers.check_answer(answer, call_back_on, writing.today)
    order, need = _asked(writing, order_id, expert_id, session_ids)
    standing = _standing(writing, order_id, expert_id)
    if answer is Answer.NO:
        _decline(writing, standing or _start(writing, order, expert_id))
        return ()
    entry = standing or _make(writing, order, need, expert_id, override_reason)
    if answer is not Answer.YES:
        _note(writing, entry, answer, call_back_on)
        return ()
    if standing is not None:
        _check(writing, standing, need, expert_id, override_reason)
    if entry.status is OfferStatus.OPEN:
        advance(
            writing,
            entry,
            offers.FLOW,
            OfferAction.ACCEPT,
            answer=Answer.YES,
            answered_at=writing.now,
            call_back_on=None,
        )
    made = assignments.agree(writing, entry, prose.line(choice_reason), session_ids)
    if not lanes.to_fill(queries.orders.slots(writing, order_id), order.experts_needed):
        withdraw_open(writing, order_id)
    return made


@deed(DeedKind.ANSWER)
@needs(Permission.MATCH)
def keep_yes(
    writing: Writing, order_id: int, expert_id: int, override_reason: str = "", session_ids: Collection[int] = ()
) -> int:
    """The expert would come. The offer stays open until somebody chooses among the answers: the quickest does not win."""
    order, need = _asked(writing, order_id, expert_id, session_ids)
    entry = _standing(writing, order_id, expert_id) or _make(writing, order, need, expert_id, override_reason)
    _note(writing, entry, Answer.YES, None)
    return entry.id


@deed(DeedKind.END_OFFER)
def withdraw(writing: Writing, offer_id: int, seen: Seen) -> None:
    advance(writing, writing.locked(Offer, offer_id, seen), offers.FLOW, OfferAction.WITHDRAW)


def withdraw_open(writing: Writing, order_id: int) -> None:
    """Every offer of the order that still waits for an answer."""
    waiting = select(Offer).where(Offer.order_id == order_id, Offer.status == OfferStatus.OPEN).order_by(Offer.id)
    for entry in writing.session.execute(waiting).scalars().all():
        advance(writing, entry, offers.FLOW, OfferAction.WITHDRAW)


@deed(DeedKind.END_OFFER)
def expire(writing: Writing, offer_id: int) -> None:
    advance(writing, writing.locked(Offer, offer_id), offers.FLOW, OfferAction.EXPIRE)


def _asked(writing: Writing, order_id: int, expert_id: int, session_ids: Collection[int]) -> tuple[Order, Need]:
    """Order and expert are locked, so nobody else assigns either until this is decided."""
    order = writing.locked(Order, order_id)
    orders.check_open(order.status)
    writing.locked(Expert, expert_id)
    if order.status is OrderStatus.NEW:
        # Whoever offers a new order first has taken it to handle.
        advance(writing, order, orders.FLOW, OrderAction.CLAIM, handler_id=writing.viewer.id)
    order.handled_at = writing.now
    return order, queries.dates.only(writing, queries.matching.need(writing, order_id), session_ids)


def _make(writing: Writing, order: Order, need: Need, expert_id: int, reason: str) -> Offer:
    entry = _start(writing, order, expert_id)
    _check(writing, entry, need, expert_id, reason)
    return entry


def _check(writing: Writing, entry: Offer, need: Need, expert_id: int, reason: str) -> None:
    """Asked again at the yes: what was open at the offer may have been taken since."""
    if need.full:
        raise Stale("Somebody was first: the order has everyone it needs.")
    reason = prose.line(reason) or entry.override_reason
    set_aside = explanation.check_assignable(queries.profiles.one(writing, expert_id), need, reason)
    if set_aside:
        entry.override_reason = reason
        writing.record(Act.CHANGE, entry, set_aside=[rule.value for rule in set_aside])


def _start(writing: Writing, order: Order, expert_id: int) -> Offer:
    entry = Offer(order_id=order.id, expert_id=expert_id, offered_at=writing.now, offered_by_id=writing.viewer.id)
    writing.session.add(entry)
    writing.session.flush()
    took(writing, entry, "offer", {})
    writing.record(Act.OFFER, entry, order_id=order.id, expert_id=expert_id)
    return entry


def _standing(writing: Writing, order_id: int, expert_id: int) -> Offer | None:
    """The offer that waits for this expert's answer, or was accepted and is asked about again."""
    return writing.session.execute(
        select(Offer).where(Offer.order_id == order_id, Offer.expert_id == expert_id, Offer.status.in_(STANDING))
    ).scalar_one_or_none()


def _decline(writing: Writing, entry: Offer) -> None:
    advance(
        writing,
        entry,
        offers.FLOW,
        OfferAction.DECLINE,
        answer=Answer.NO,
        answered_at=writing.now,
        call_back_on=None,
    )


def _note(writing: Writing, entry: Offer, answer: Answer, call_back_on: date | None) -> None:
    if entry.status is not OfferStatus.OPEN:
        raise Refused("The expert has already agreed to this order.")
    took(writing, entry, "answer", {name: getattr(entry, name) for name in ANSWERED})
    entry.answer, entry.answered_at = answer, writing.now
    entry.call_back_on = call_back_on if answer is Answer.ASKS_TIME else None
    writing.changed(entry)
    writing.record(Act.ANSWER, entry, answer=answer.value)
