"""Assignments: made at a yes with the terms of that moment, cancelled, moved, marked as a no-show or void."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from commands import reports
from commands.acting import advance, needs, took
from commands.deeds import deed
from db import queries
from db.session import Writing
from db.tables import Assignment, Client, Offer, Order, Package, PackagePrice, Session
from domain import assignments, lanes, orders, times
from domain.agreements import AgreementKind, Payer
from domain.assignments import AssignmentAction, AssignmentStatus, ChoiceReason, Party
from domain.deeds import DeedKind
from domain.errors import Missing, Refused, Stale
from domain.flow import Seen
from domain.lanes import Slot
from domain.matching import explanation
from domain.matching.criteria import Rule
from domain.money import Money
from domain.permissions import Permission
from domain.reports import ReportBasis, ReportForm
from domain.tariffs import FeeTable
from domain.times import Span
from domain.trail import Act

STOPS_A_MOVE = frozenset({Rule.BUSY, Rule.AGREEMENT})
"""What even the expert's own yes to a new time does not set aside."""
MOVED = ("starts_at", "ends_at", "agreed_at", "moved_from", "yes_awaited_since")


@needs(Permission.MATCH)
def agree(
    writing: Writing, offer: Offer, choice_reason: str = "", session_ids: Collection[int] = ()
) -> tuple[int, ...]:
    """One assignment for each session, or each of these, that still lacks somebody; the caller has locked the order."""
    order = writing.session.get_one(Order, offer.order_id)
    slots = queries.orders.slots(writing, order.id)
    if not slots:
        raise Refused("The time is still open: agree on it first and write it on the order.")
    lacking = lanes.to_fill(slots, order.experts_needed)
    to_fill = [slot for slot in lacking if not session_ids or slot.session_id in session_ids]
    if not to_fill:
        raise Stale("Somebody was first: the order has everyone it needs.")
    table = queries.fees.table(writing)
    return tuple(_assign(writing, order, offer, slot, table, choice_reason).id for slot in to_fill)


@needs(Permission.MATCH)
def explain_choice(writing: Writing, order_id: int, expert_id: int, reason: ChoiceReason) -> None:
    """Kept with the order; another tap replaces the first."""
    order = writing.locked(Order, order_id)
    mine = (Assignment.order_id == order.id) & (Assignment.expert_id == expert_id)
    agreed = select(Assignment).where(mine, Assignment.status == AssignmentStatus.AGREED).order_by(Assignment.id)
    tasks = writing.session.execute(agreed.with_for_update()).scalars().all()
    if not tasks:
        raise Missing()
    for task in tasks:
        task.choice_reason = reason.value
        writing.changed(task)
    writing.record(Act.CHANGE, tasks[0], choice=reason.value)


@deed(DeedKind.END_ASSIGNMENT)
def cancel(writing: Writing, assignment_id: int, seen: Seen, by: Party) -> None:
    """When it is not the expert's own doing, the session goes with the last one who had it."""
    assignment = writing.locked(Assignment, assignment_id, seen)
    end(writing, assignment, by)
    session = writing.locked(Session, assignment.session_id)
    if by is not Party.EXPERT and not _on_session(writing, session.id):
        took(writing, session, "cancel", {})
        session.cancelled_at = writing.now
        writing.changed(session)


def end(writing: Writing, assignment: Assignment, by: Party) -> None:
    """Late, the agreed fee is paid in full: a report says so and goes the way of every report."""
    paid = assignments.cancellation_is_paid(by, writing.now, assignment.starts_at, assignment.free_cancellation_hours)
    advance(
        writing,
        assignment,
        assignments.FLOW,
        AssignmentAction.CANCEL,
        facts={"by": by.value, "paid": paid},
        cancelled_by=by,
        ended_at=writing.now,
    )
    _free_again(writing, assignment)
    if paid:
        reports.enter(writing, assignment, ReportForm(_planned(assignment)), ReportBasis.LATE_CANCELLATION)


@deed(DeedKind.END_ASSIGNMENT)
def mark_no_show(writing: Writing, assignment_id: int, seen: Seen, by: Party) -> None:
    assignment = writing.locked(Assignment, assignment_id, seen)
    assignments.check_begun(assignment.starts_at, writing.now)
    advance(
        writing,
        assignment,
        assignments.FLOW,
        AssignmentAction.MARK_NO_SHOW,
        facts={"by": by.value},
        no_show_by=by,
        ended_at=writing.now,
    )
    if assignments.no_show_is_paid(by):
        reports.enter(writing, assignment, ReportForm(_planned(assignment)), ReportBasis.NO_SHOW)


@deed(DeedKind.END_ASSIGNMENT)
def void(writing: Writing, assignment_id: int, seen: Seen) -> None:
    """It never was: a slip of the hand. Nothing is paid and the place is open again."""
    assignment = writing.locked(Assignment, assignment_id, seen)
    advance(writing, assignment, assignments.FLOW, AssignmentAction.VOID, ended_at=writing.now)
    _free_again(writing, assignment)


@deed(DeedKind.MOVE)
@needs(Permission.MATCH)
def move(writing: Writing, assignment_id: int, seen: Seen, span: Span, agreed: bool = False) -> None:
    """The session moves with everyone on it, and free cancellation counts anew. Until each expert's new yes has been heard
    their task waits for it; `agreed` says that the one of this assignment has said it already.
    """
    assignment = writing.locked(Assignment, assignment_id, seen)
    if assignment.status is not AssignmentStatus.AGREED:
        raise Refused("This cannot be done now: the state has changed.")
    assignments.check_move(span, writing.now)
    session = writing.locked(Session, assignment.session_id)
    _check_apart(writing, session, span)
    for each in _on_session(writing, session.id):
        _check_free(writing, each, span)
        took(writing, each, "move", {name: getattr(each, name) for name in MOVED} | {"to": span.start})
        each.moved_from, each.agreed_at = each.starts_at, writing.now
        each.starts_at, each.ends_at = span.start, span.end
        each.yes_awaited_since = None if agreed and each.id == assignment_id else writing.now
        writing.changed(each)
        writing.record(Act.MOVE, each, moved_from=each.moved_from.isoformat(), to=span.start.isoformat())
    took(writing, session, "move", {"starts_at": session.starts_at, "ends_at": session.ends_at})
    session.starts_at, session.ends_at = span.start, span.end
    writing.changed(session)


@needs(Permission.MATCH)
def agree_anew(writing: Writing, assignment_id: int, seen: Seen) -> None:
    """The expert has said yes to the time that the task was moved to."""
    assignment = writing.locked(Assignment, assignment_id, seen)
    if assignment.status is not AssignmentStatus.AGREED or assignment.yes_awaited_since is None:
        raise Refused("This cannot be done now: the state has changed.")
    assignment.yes_awaited_since, assignment.agreed_at = None, writing.now
    writing.changed(assignment)
    writing.record(Act.ACCEPT, assignment)


def _assign(
    writing: Writing, order: Order, offer: Offer, slot: Slot, table: FeeTable, choice_reason: str
) -> Assignment:
    client = writing.session.get_one(Client, order.client_id)
    package = writing.session.get_one(Package, order.package_id)
    day = times.day_of(slot.span.start)
    agreement = queries.agreements.in_force(writing, offer.expert_id, day)
    keeps = agreement is not None and agreement.keeps_rates
    assignment = Assignment(
        offer_id=offer.id,
        order_id=order.id,
        session_id=slot.session_id,
        expert_id=offer.expert_id,
        starts_at=slot.span.start,
        ends_at=slot.span.end,
        agreed_at=writing.now,
        fee_code=package.fee_code,
        frozen_fee=table.on(package.fee_code, agreement.valid_from).price if agreement and keeps else None,
        voluntary=agreement is not None and agreement.kind is AgreementKind.VOLUNTARY,
        payer=agreement.payer if agreement else Payer.BANK,
        free_cancellation_hours=assignments.FREE_CANCELLATION_HOURS,
        client_price=_client_price(writing, package.id, day),
        cost_centre=order.cost_centre or client.cost_centre,
        choice_reason=choice_reason,
    )
    writing.session.add(assignment)
    writing.session.flush()
    took(writing, assignment, "assign", {})
    writing.record(Act.ASSIGN, assignment, order_id=order.id, expert_id=offer.expert_id)
    return assignment


def _free_again(writing: Writing, assignment: Assignment) -> None:
    """There is something to find again: the handler's claim counts from now."""
    order = writing.session.get_one(Order, assignment.order_id)
    if order.handler_id is not None:
        order.handled_at = writing.now


def _client_price(writing: Writing, package_id: int, day: date) -> Money | None:
    return writing.session.execute(
        select(PackagePrice.price)
        .where(PackagePrice.package_id == package_id, PackagePrice.valid_from <= day)
        .order_by(PackagePrice.valid_from.desc())
        .limit(1)
    ).scalar_one_or_none()


def _on_session(writing: Writing, session_id: int) -> list[Assignment]:
    """Agreed ones, locked."""
    return list(
        writing.session.execute(
            select(Assignment)
            .where(Assignment.session_id == session_id, Assignment.status == AssignmentStatus.AGREED)
            .order_by(Assignment.id)
            .with_for_update()
        ).scalars()
    )


def _check_apart(writing: Writing, session: Session, span: Span) -> None:
    others = writing.session.execute(
        select(Session.starts_at, Session.ends_at).where(
            Session.order_id == session.order_id, Session.id != session.id, Session.cancelled_at.is_(None)
        )
    )
    orders.in_order((span, *(Span(*times_of) for times_of in others)))


def _check_free(writing: Writing, assignment: Assignment, span: Span) -> None:
    """On the new day and beside the expert's other tasks; the task's own old time is no obstacle."""
    profile = queries.profiles.one(writing, assignment.expert_id)
    others = tuple(booking for booking in profile.bookings if booking.span != _planned(assignment))
    need = replace(
        queries.matching.need(writing, assignment.order_id), sessions=(span,), on_order=frozenset(), full=False
    )
    for obstacle in explanation.obstacles_of(replace(profile, bookings=others), need):
        if obstacle.rule in STOPS_A_MOVE:
            raise obstacle.sentence.refused()


def _planned(assignment: Assignment) -> Span:
    return Span(assignment.starts_at, assignment.ends_at)
