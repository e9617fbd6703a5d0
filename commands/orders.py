"""Orders: written down and changed, taken to handle, closed without an expert, cancelled; and the times of their sessions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select

from commands import assignments, inductions, offers
from commands.acting import advance, needs, took
from commands.deeds import deed
from db.session import Writing
from db.tables import (
    Assignment,
    Client,
    ContactPerson,
    Expert,
    MunicipalityPlace,
    Order,
    OrderTheme,
    Package,
    Session,
    TaskType,
    Theme,
)
from domain import orders
from domain.assignments import LIVE, AssignmentStatus, Party
from domain.deeds import DeedKind
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.orders import OrderAction, OrderForm, UnfilledReason
from domain.permissions import Permission
from domain.times import Span
from domain.trail import Act

APART = frozenset({"theme_ids", "induction_ids", "spans"})
"""Fields of the form that are rows of their own."""


@needs(Permission.EDIT_ORDERS)
def create(writing: Writing, form: OrderForm, import_key: str | None = None) -> int:
    """The id of the new order, which waits in the queue until somebody takes it to handle."""
    _check_known(writing, form)
    order = Order(received_at=writing.now, import_key=import_key, **_plain(form))
    writing.session.add(order)
    writing.session.flush()
    _keep_themes(writing, order.id, form.theme_ids)
    inductions.require_of(writing, order.id, form.induction_ids)
    _add_sessions(writing, order.id, form.spans, first_place=1)
    writing.record(Act.CREATE, order, client_id=order.client_id)
    return order.id


@needs(Permission.EDIT_ORDERS)
def edit(writing: Writing, order_id: int, seen: Seen, form: OrderForm) -> None:
    """The trail tells which fields changed, never what they held."""
    order = _open(writing, order_id, seen)
    _check_known(writing, form)
    if form.client_id != order.client_id and _assigned(writing, order_id):
        raise Refused("The orderer is not changed once somebody has been assigned.")
    wanted = _plain(form)
    changed = [name for name, value in wanted.items() if getattr(order, name) != value]
    for name in changed:
        setattr(order, name, wanted[name])
    if _keep_themes(writing, order_id, form.theme_ids):
        changed.append("themes")
    if inductions.require_of(writing, order_id, form.induction_ids):
        changed.append("inductions")
    if _keep_times(writing, order, form.spans):
        changed.append("times")
    if changed:
        writing.changed(order)
        writing.record(Act.CHANGE, order, fields=sorted(changed))


@deed(DeedKind.CLAIM)
def claim(writing: Writing, order_id: int, seen: Seen) -> None:
    order = writing.locked(Order, order_id, seen)
    advance(writing, order, orders.FLOW, OrderAction.CLAIM, handler_id=writing.viewer.id, handled_at=writing.now)


@deed(DeedKind.WAIT)
@needs(Permission.EDIT_ORDERS)
def wait(writing: Writing, order_id: int, seen: Seen, waits: bool) -> None:
    """Marks that the orderer has been asked for something, or that the answer has come."""
    order = _open(writing, order_id, seen)
    took(writing, order, "waits", {"waits": order.waits_for_orderer, "now": waits})
    order.waits_for_orderer = waits
    writing.changed(order)
    writing.record(Act.CHANGE, order, fields=["waits_for_orderer"])


@deed(DeedKind.CLOSE_UNFILLED)
def close_unfilled(writing: Writing, order_id: int, seen: Seen, reason: UnfilledReason) -> None:
    """Nobody was found; what was missing is kept for the demand figures."""
    order = writing.locked(Order, order_id, seen)
    taken = _taken(writing, order_id)
    if AssignmentStatus.AGREED in taken:
        raise Refused("The order has assignments: cancel them first.")
    if AssignmentStatus.DONE in taken:
        raise Refused("Work has been done for the order, so it had an expert.")
    offers.withdraw_open(writing, order_id)
    advance(writing, order, orders.FLOW, OrderAction.CLOSE_UNFILLED, unfilled_reason=reason)


@deed(DeedKind.REOPEN)
def reopen(writing: Writing, order_id: int, seen: Seen) -> None:
    """A cancelled order gets new times; what was cancelled with it stays so."""
    order = writing.locked(Order, order_id, seen)
    handler: dict[str, Any] = {"handler_id": writing.viewer.id, "handled_at": writing.now}
    advance(writing, order, orders.FLOW, OrderAction.REOPEN, unfilled_reason=None, cancelled_at=None, **handler)


@deed(DeedKind.CANCEL_ORDER)
def cancel(writing: Writing, order_id: int, seen: Seen, by: Party = Party.CLIENT) -> None:
    """Its open offers are withdrawn and its assignments to come cancelled, each by the rule of its own time."""
    order = writing.locked(Order, order_id, seen)
    offers.withdraw_open(writing, order_id)
    for assignment in _to_come(writing, order_id):
        assignments.end(writing, assignment, by)
    for session in _sessions(writing, order_id):
        if session.starts_at > writing.now and session.cancelled_at is None:
            took(writing, session, "cancel", {})
            session.cancelled_at = writing.now
    advance(writing, order, orders.FLOW, OrderAction.CANCEL, cancelled_at=writing.now)


@needs(Permission.EDIT_ORDERS)
def set_times(writing: Writing, order_id: int, seen: Seen, spans: Sequence[Span]) -> None:
    order = _open(writing, order_id, seen)
    if _keep_times(writing, order, orders.in_order(spans)):
        writing.changed(order)
        writing.record(Act.CHANGE, order, fields=["times"])


def _open(writing: Writing, order_id: int, seen: Seen | None = None) -> Order:
    order = writing.locked(Order, order_id, seen)
    orders.check_open(order.status)
    if order.handler_id is not None:
        order.handled_at = writing.now
    return order


def _plain(form: OrderForm) -> dict[str, Any]:
    return {name: value for name, value in vars(form).items() if name not in APART}


def _check_known(writing: Writing, form: OrderForm) -> None:
    """A forged id is not there, whichever table it is of."""
    wanted: list[tuple[Any, int | str | None]] = [
        (Client, form.client_id),
        (Package, form.package_id),
        (TaskType, form.task_type_id),
        (Expert, form.wished_expert_id),
        (MunicipalityPlace, form.municipality or None),
        *((Theme, theme_id) for theme_id in form.theme_ids),
    ]
    if any(key is not None and writing.session.get(table, key) is None for table, key in wanted):
        raise Missing()
    if form.contact_id is not None:
        contact = writing.session.get(ContactPerson, form.contact_id)
        if contact is None or contact.client_id != form.client_id:
            raise Refused("The contact person belongs to another orderer.")


def _keep_themes(writing: Writing, order_id: int, theme_ids: Iterable[int]) -> bool:
    """True when something changed."""
    wanted = set(theme_ids)
    held = set(writing.session.execute(select(OrderTheme.theme_id).where(OrderTheme.order_id == order_id)).scalars())
    gone = held - wanted
    if gone:
        writing.session.execute(
            delete(OrderTheme).where(OrderTheme.order_id == order_id, OrderTheme.theme_id.in_(gone))
        )
    writing.session.add_all(OrderTheme(order_id=order_id, theme_id=theme_id) for theme_id in sorted(wanted - held))
    return held != wanted


def _keep_times(writing: Writing, order: Order, spans: Sequence[Span]) -> bool:
    """Sessions whose time stays are not touched; one that somebody has is moved, not rewritten."""
    wanted = set(spans)
    held = _sessions(writing, order.id)
    standing = {Span(one.starts_at, one.ends_at): one for one in held if one.cancelled_at is None}
    if wanted == standing.keys():
        return False
    assigned = _assigned(writing, order.id)
    for span, session in standing.items():
        if span not in wanted:
            _drop(writing, session, assigned)
    writing.session.flush()
    places = [one.place_in_series for one in _sessions(writing, order.id)]
    _add_sessions(writing, order.id, sorted(wanted - standing.keys()), max(places, default=0) + 1)
    return True


def _drop(writing: Writing, session: Session, assigned: dict[int, bool]) -> None:
    if assigned.get(session.id):
        raise Refused("Somebody has agreed to {start}: move or cancel that assignment.", start=session.starts_at)
    if session.id in assigned:
        session.cancelled_at = writing.now
    else:
        writing.session.delete(session)


def _assigned(writing: Writing, order_id: int) -> dict[int, bool]:
    """Sessions that have or had assignments; True for a live one."""
    found: dict[int, bool] = {}
    for session_id, status in writing.session.execute(
        select(Assignment.session_id, Assignment.status).where(Assignment.order_id == order_id)
    ):
        found[session_id] = found.get(session_id, False) or status in LIVE
    return found


def _add_sessions(writing: Writing, order_id: int, spans: Iterable[Span], first_place: int) -> None:
    for place, span in enumerate(spans, first_place):
        writing.session.add(Session(order_id=order_id, place_in_series=place, starts_at=span.start, ends_at=span.end))


def _sessions(writing: Writing, order_id: int) -> list[Session]:
    return list(
        writing.session.execute(
            select(Session).where(Session.order_id == order_id).order_by(Session.starts_at)
        ).scalars()
    )


def _taken(writing: Writing, order_id: int) -> frozenset[AssignmentStatus]:
    """How far its assignments are."""
    found = select(Assignment.status).where(Assignment.order_id == order_id).distinct()
    return frozenset(writing.session.execute(found).scalars())


def _to_come(writing: Writing, order_id: int) -> list[Assignment]:
    """Locked in the order of their ids, so that two acts never wait for each other."""
    return list(
        writing.session.execute(
            select(Assignment)
            .where(
                Assignment.order_id == order_id,
                Assignment.status == AssignmentStatus.AGREED,
                Assignment.starts_at > writing.now,
            )
            .order_by(Assignment.id)
            .with_for_update()
        ).scalars()
    )
