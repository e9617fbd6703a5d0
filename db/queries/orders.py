"""The order queue with its lanes, one order in full, and which orders a change has touched."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

import texts
from db import tables
from db.base import among
from db.queries import clients, inductions, lanes, queue
from db.queries.lanes import Facts
from db.session import Reading
from domain import lanes as rules
from domain.assignments import TAKEN
from domain.errors import Missing
from domain.lanes import Circumstances, Slot
from domain.orders import Contact, Lane, OrderDetails, OrderForm, OrderStatus, QueueRow, SessionRow
from domain.times import Span


def waiting(reading: Reading) -> tuple[QueueRow, ...]:
    """Every order that somebody still has to do something about, and the last weeks' finished and cancelled ones."""
    return rows(reading, queue.ids(reading))


def rows(reading: Reading, order_ids: Collection[int]) -> tuple[QueueRow, ...]:
    """The same rows for these orders, whatever their age."""
    facts, heads = lanes.facts(reading, order_ids), _heads(texts.current())
    today = reading.today
    return tuple(_row(row, facts, reading.now, today) for row in reading.rows(heads, {"ids": order_ids}))


def details(reading: Reading, order_id: int) -> OrderDetails:
    found = rows(reading, [order_id])
    if not found:
        raise Missing()
    row = _written(reading, order_id)
    order = row.Order
    sessions = tuple(_session_row(one) for one in _sessions(reading, order_id))
    return OrderDetails(
        row=found[0],
        form=_form(reading, order, sessions),
        contact=Contact(row.contact, row.phone, row.email) if row.contact else None,
        task_type=row.task_type,
        agree=row.agree,
        fee_code=row.fee_code,
        wished_expert=f"{row.first_name} {row.last_name}" if row.first_name else "",
        unfilled_reason=order.unfilled_reason,
        waits_for_orderer=order.waits_for_orderer,
        cancelled_at=order.cancelled_at,
        sessions=sessions,
    )


def slots(reading: Reading, order_id: int) -> tuple[Slot, ...]:
    """The sessions that stand, by time."""
    return slots_of(reading, [order_id]).get(order_id, ())


def slots_of(reading: Reading, order_ids: Collection[int]) -> Mapping[int, tuple[Slot, ...]]:
    session, assignment = tables.Session, tables.Assignment
    rows = reading.session.execute(
        select(session.order_id, session.id, session.starts_at, session.ends_at, func.count(assignment.id))
        .outerjoin(assignment, (assignment.session_id == session.id) & assignment.status.in_(TAKEN))
        .where(session.order_id.in_(order_ids), session.cancelled_at.is_(None))
        .group_by(session.order_id, session.id, session.starts_at, session.ends_at)
        .order_by(session.starts_at)
    )
    found: dict[int, tuple[Slot, ...]] = {}
    for row in rows:
        slot = Slot(row[1], Span(row[2], row[3]), row[3] <= reading.now, row[4])
        found[row[0]] = (*found.get(row[0], ()), slot)
    return found


def count_new(reading: Reading) -> int:
    order = tables.Order
    return reading.session.execute(
        select(func.count()).select_from(order).where(order.status == OrderStatus.NEW)
    ).scalar_one()


def touched_by(reading: Reading, changes: Mapping[str, Collection[int] | None]) -> set[int] | None:
    """Orders behind the rows of the change log; None when too much has changed to be told apart."""
    touched: set[int] = set()
    for noun, ids in changes.items():
        if ids is None and noun in {"orders", *_BEHIND}:
            return None
        if noun == "orders":
            touched.update(ids or ())
        elif noun in _BEHIND:
            touched.update(reading.session.execute(_BEHIND[noun](ids or ())).scalars())
    return touched


_BEHIND: Mapping[str, Callable[[Collection[int]], queue.Ids]] = {
    "batches": queue.of_batches,
    "reports": queue.of_reports,
    "clients": lambda ids: select(tables.Order.id).where(tables.Order.client_id.in_(ids)),
    "packages": lambda ids: select(tables.Order.id).where(tables.Order.package_id.in_(ids)),
}
"""Noun of the change log → the orders that show it, beside the orders themselves."""


@functools.cache
def _heads(language: str) -> Select[*tuple[Any, ...]]:
    """Of the orders given as `ids`."""
    order, offers = tables.Order, lanes.open_offers()
    return (
        select(
            order.id,
            order.version,
            order.status,
            order.open_time,
            order.remote,
            order.experts_needed,
            order.planning_meeting,
            order.urgent,
            order.handled_at,
            order.waits_for_orderer,
            order.handler_id,
            order.received_at,
            clients.name(language).label("client"),
            getattr(tables.Package, f"name_{language}").label("package"),
            func.coalesce(tables.MunicipalityPlace.name, "").label("municipality"),
            func.coalesce(tables.User.name, "").label("handler"),
            func.coalesce(offers.c.open_now, 0).label("open_offers"),
            offers.c.call_back_on,
            offers.c.oldest_offer,
        )
        .join(tables.Client, tables.Client.id == order.client_id)
        .join(tables.Package, tables.Package.id == order.package_id)
        .outerjoin(tables.MunicipalityPlace, tables.MunicipalityPlace.code == order.municipality)
        .outerjoin(tables.User, tables.User.id == order.handler_id)
        .outerjoin(offers, offers.c.order_id == order.id)
        .where(among(order.id))
        .order_by(order.id)
    )


def _row(row: Any, facts: Facts, now: datetime, today: date) -> QueueRow:
    """Taken apart by place: a queue has thousands of rows, and to name a column of each costs more than to fetch it."""
    (order_id, version, status, open_time, remote, needed, planning_meeting, urgent, handled_at, waits_for_orderer,
     handler_id, received_at, client, package, place, handler, open_offers, call_back_on, oldest_offer) = row  # fmt: skip
    slots, stages = facts.slots(order_id, now), facts.stages(order_id, now)
    upcoming = [slot.span for slot in slots if not slot.over]
    circumstances = Circumstances(
        status=status,
        waits_for_orderer=waits_for_orderer,
        planning_meeting=planning_meeting,
        has_times=bool(slots),
        report_missing=Lane.REPORT_MISSING in stages,
        call_back_on=call_back_on,
        next_start=upcoming[0].start if upcoming else None,
        urgent=urgent,
        handled_at=handled_at,
        oldest_offer=oldest_offer,
        yes_awaited=facts.yes_awaited(order_id),
    )
    lane = rules.standing(rules.lane(status, slots, stages, needed, open_offers), circumstances, today)
    return QueueRow(
        id=order_id,
        version=version,
        status=status,
        lane=lane,
        badges=rules.badges(lane, circumstances, today),
        client=client,
        package=package,
        themes=tuple(facts.themes[order_id]),
        span=next(iter(upcoming), slots[-1].span if slots else None),
        open_time=open_time,
        remote=remote,
        municipality=place,
        needed=needed,
        urgent=urgent,
        progress=rules.progress(slots),
        handler=handler,
        handler_id=handler_id,
        received_at=received_at,
    )


def _written(reading: Reading, order_id: int) -> Any:
    order, contact, expert = tables.Order, tables.ContactPerson, tables.Expert
    return reading.session.execute(
        select(
            order,
            contact.name.label("contact"),
            contact.phone,
            contact.email,
            getattr(tables.TaskType, f"name_{texts.current()}").label("task_type"),
            getattr(tables.Package, f"agree_{texts.current()}").label("agree"),
            tables.Package.fee_code,
            expert.first_name,
            expert.last_name,
        )
        .outerjoin(contact, contact.id == order.contact_id)
        .join(tables.TaskType, tables.TaskType.id == order.task_type_id)
        .join(tables.Package, tables.Package.id == order.package_id)
        .outerjoin(expert, expert.id == order.wished_expert_id)
        .where(order.id == order_id)
    ).one()


def _sessions(reading: Reading, order_id: int) -> Iterable[tables.Session]:
    session = tables.Session
    return reading.session.execute(
        select(session).where(session.order_id == order_id).order_by(session.starts_at)
    ).scalars()


def _session_row(row: tables.Session) -> SessionRow:
    return SessionRow(
        row.id, row.place_in_series, Span(row.starts_at, row.ends_at), row.cancelled_at is not None, row.version
    )


def _form(reading: Reading, order: tables.Order, sessions: Iterable[SessionRow]) -> OrderForm:
    theme = tables.OrderTheme
    theme_ids = reading.session.execute(
        select(theme.theme_id).where(theme.order_id == order.id).order_by(theme.theme_id)
    ).scalars()
    plain = {name: getattr(order, name) for name in OrderForm.__dataclass_fields__ if hasattr(order, name)}
    spans = tuple(session.span for session in sessions if not session.cancelled)
    required = inductions.of_order(reading, order.id)
    return OrderForm(**plain, theme_ids=tuple(theme_ids), induction_ids=required, spans=spans)
