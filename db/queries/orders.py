"""The order queue with its lanes, one order in full, and which orders a change has touched."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

import texts
from db import tables
from db.base import among
from db.queries import clients, inductions, lanes
from db.queries.lanes import Facts, Ids
from db.session import Reading
from domain import lanes as rules
from domain import times
from domain.assignments import TAKEN
from domain.errors import Missing
from domain.lanes import Circumstances, Slot
from domain.orders import Contact, Lane, OrderDetails, OrderForm, OrderStatus, QueueRow, SessionRow
from domain.times import Span

CLOSED_DAYS = 60
"""How long a finished or cancelled order stays in the queue's last lanes."""


def waiting(reading: Reading) -> tuple[QueueRow, ...]:
    """Every order that somebody still has to do something about, and the last weeks' finished and cancelled ones."""
    since = times.start_of(reading.today - timedelta(days=CLOSED_DAYS))
    # Fetched once: each of the queries that follow would search for the same orders again.
    return rows(reading, [order_id for (order_id,) in reading.rows(lanes.IN_QUEUE, {"since": since})])


def rows(reading: Reading, order_ids: Collection[int]) -> tuple[QueueRow, ...]:
    """The same rows for these orders, whatever their age."""
    facts, heads = lanes.facts(reading, order_ids), _heads(texts.current())
    return tuple(_row(reading, row, facts) for row in reading.rows(heads, {"ids": order_ids}))


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
        agree=row.agree_fi,
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


def _of_batches(ids: Collection[int]) -> Ids:
    line, report = tables.PaymentLine, tables.Report
    return (
        select(tables.Assignment.order_id)
        .join(report, report.assignment_id == tables.Assignment.id)
        .join(line, line.report_id == report.id)
        .join(tables.BatchLine, tables.BatchLine.line_id == line.id)
        .where(tables.BatchLine.batch_id.in_(ids))
        .distinct()
    )


_BEHIND: Mapping[str, Callable[[Collection[int]], Ids]] = {
    "batches": _of_batches,
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


def _row(reading: Reading, row: Any, facts: Facts) -> QueueRow:
    slots = facts.slots(row.id, reading.now)
    stages = facts.stages(row.id, reading.now)
    reached = rules.lane(row.status, slots, stages, row.experts_needed, row.open_offers)
    upcoming = [slot.span for slot in slots if not slot.over]
    circumstances = Circumstances(
        status=row.status,
        waits_for_orderer=row.waits_for_orderer,
        planning_meeting=row.planning_meeting,
        has_times=bool(slots),
        report_missing=Lane.REPORT_MISSING in stages,
        call_back_on=row.call_back_on,
        next_start=upcoming[0].start if upcoming else None,
        urgent=row.urgent,
        handled_at=row.handled_at,
        oldest_offer=row.oldest_offer,
        yes_awaited=facts.yes_awaited(row.id),
    )
    lane = rules.standing(reached, circumstances, reading.today)
    return QueueRow(
        id=row.id,
        version=row.version,
        status=row.status,
        lane=lane,
        badges=rules.badges(lane, circumstances, reading.today),
        client=row.client,
        package=row.package,
        themes=tuple(facts.themes[row.id]),
        span=next(iter(upcoming), slots[-1].span if slots else None),
        open_time=row.open_time,
        remote=row.remote,
        municipality=row.municipality,
        needed=row.experts_needed,
        urgent=row.urgent,
        progress=rules.progress(slots),
        handler=row.handler,
        handler_id=row.handler_id,
        received_at=row.received_at,
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
            tables.Package.agree_fi,
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
