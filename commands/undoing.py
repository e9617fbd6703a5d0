"""Taking a deed back: each of its steps by an act of its own, the last one first, with that act's right and rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select

from commands import claims
from commands.acting import advance, needs
from commands.deeds import apart
from db.session import Writing
from db.tables import Assignment, Deed, DeedStep, Offer, Order, Report, Session
from domain import assignments, offers, orders
from domain.assignments import TAKEN, AssignmentAction, AssignmentStatus
from domain.deeds import SINGLE_STEPS
from domain.errors import Refusal, Refused, Stale
from domain.offers import Answer, OfferAction
from domain.orders import OrderAction, OrderStatus, UnfilledReason
from domain.permissions import Permission
from domain.reports import ReportStatus
from domain.times import Span
from domain.trail import Act

Before = Mapping[str, Any]
Inverse = Callable[[Writing, int, Before], None]


@needs(Permission.RECORD_ABSENCES)
def undo(writing: Writing, deed_id: int) -> tuple[tuple[int, Refusal], ...]:
    """Refused when something has been built on the deed since. Of a deed of many orders each stands for itself: the orders
    that could not be taken back come with their reasons, unless there is no other.
    """
    deed = writing.locked(Deed, deed_id)
    if deed.undone_at is not None:
        raise Stale("This has been taken back already.")
    steps = writing.session.execute(
        select(DeedStep).where(DeedStep.deed_id == deed_id).order_by(DeedStep.place.desc())
    ).scalars()
    refused: list[tuple[int, Refusal]] = []
    done = 0
    for step in steps.all():
        try:
            with apart(writing):
                INVERSES[step.noun, step.act](writing, step.row_id, json.loads(step.before))
            done += 1
        except Refusal as refusal:
            refused.append((step.order_id, refusal))
            if deed.kind not in SINGLE_STEPS:
                raise
    if not done and refused:
        raise refused[0][1]
    deed.undone_at, deed.undone_by_id = writing.now, writing.viewer.id
    return tuple(refused)


def _unclaim(writing: Writing, order_id: int, _before: Before) -> None:
    order = writing.locked(Order, order_id)
    claims.check_unasked(writing, order_id)
    advance(writing, order, orders.FLOW, OrderAction.RELEASE, handler_id=None, handled_at=None)


def _claim_again(writing: Writing, order_id: int, before: Before) -> None:
    order = writing.locked(Order, order_id)
    handler = {"handler_id": before["handler_id"], "handled_at": writing.now}
    advance(writing, order, orders.FLOW, OrderAction.CLAIM, **handler)


def _hand_back(writing: Writing, order_id: int, before: Before) -> None:
    writing.viewer.need(Permission.EDIT_ORDERS)
    order = writing.locked(Order, order_id)
    if order.handler_id != before["to"]:
        raise Refused("Somebody else has taken order {number} since.", number=order_id)
    order.handler_id = before["handler_id"]
    order.handled_at = writing.now
    writing.changed(order)
    writing.record(Act.CHANGE, order, fields=["handler"])


def _wait_as_before(writing: Writing, order_id: int, before: Before) -> None:
    writing.viewer.need(Permission.EDIT_ORDERS)
    order = writing.locked(Order, order_id)
    orders.check_open(order.status)
    order.waits_for_orderer = before["waits"]
    writing.changed(order)
    writing.record(Act.CHANGE, order, fields=["waits_for_orderer"])


def _reopen(writing: Writing, order_id: int, before: Before) -> None:
    order = writing.locked(Order, order_id)
    nothing: dict[str, Any] = {"unfilled_reason": None, "cancelled_at": None, "handled_at": writing.now}
    advance(writing, order, orders.FLOW, OrderAction.REOPEN, **nothing)
    if before["status"] == OrderStatus.NEW:
        advance(writing, order, orders.FLOW, OrderAction.RELEASE, handler_id=None, handled_at=None)


def _close_again(writing: Writing, order_id: int, before: Before) -> None:
    order = writing.locked(Order, order_id)
    claims.check_unasked(writing, order_id)
    handler = {"handler_id": before["handler_id"]}
    if before["status"] == OrderStatus.UNFILLED:
        reason = UnfilledReason(before["unfilled_reason"])
        advance(writing, order, orders.FLOW, OrderAction.CLOSE_UNFILLED, unfilled_reason=reason, **handler)
    else:
        when = _instant(before["cancelled_at"])
        advance(writing, order, orders.FLOW, OrderAction.CANCEL, cancelled_at=when, **handler)


def _unoffer(writing: Writing, offer_id: int, _before: Before) -> None:
    advance(writing, writing.locked(Offer, offer_id), offers.FLOW, OfferAction.WITHDRAW)


def _offer_again(writing: Writing, offer_id: int, before: Before) -> None:
    """An accepted one is reopened only after its assignments have been voided."""
    entry = writing.locked(Offer, offer_id)
    orders.check_open(writing.locked(Order, entry.order_id).status)
    known = _answer(before) if "answer" in before else {}
    advance(writing, entry, offers.FLOW, OfferAction.REOPEN, **known)


def _unanswer(writing: Writing, offer_id: int, before: Before) -> None:
    writing.viewer.need(Permission.MATCH)
    entry = writing.locked(Offer, offer_id)
    for name, value in _answer(before).items():
        setattr(entry, name, value)
    writing.changed(entry)
    writing.record(Act.CHANGE, entry)


def _unassign(writing: Writing, assignment_id: int, _before: Before) -> None:
    assignment = writing.locked(Assignment, assignment_id)
    if assignment.status is not AssignmentStatus.AGREED:
        raise Refused(
            "The task of {time} has gone on since: its change is made on the order.", time=assignment.starts_at
        )
    advance(writing, assignment, assignments.FLOW, AssignmentAction.VOID, ended_at=writing.now)


def _restore(writing: Writing, assignment_id: int, _before: Before) -> None:
    """With the report that told of the fee, unless money has moved."""
    assignment = writing.locked(Assignment, assignment_id)
    _take_report_away(writing, assignment_id)
    _check_place(writing, assignment)
    nothing = {"cancelled_by": None, "no_show_by": None, "ended_at": None}
    advance(writing, assignment, assignments.FLOW, AssignmentAction.REOPEN, **nothing)


def _take_report_away(writing: Writing, assignment_id: int) -> None:
    for report in writing.session.execute(select(Report).where(Report.assignment_id == assignment_id)).scalars().all():
        if report.status is ReportStatus.APPROVED:
            raise Refused("The fee has been approved for payment. It is corrected among the payments, not taken back.")
        if report.status is not ReportStatus.SUBMITTED:
            raise Refused("The work report has been handled already. It is corrected among the reports.")
        writing.record(Act.WITHDRAW, report, assignment_id=assignment_id)
        writing.session.execute(delete(Report).where(Report.id == report.id))


def _check_place(writing: Writing, assignment: Assignment) -> None:
    order = writing.locked(Order, assignment.order_id)
    taken = select(func.count()).where(Assignment.session_id == assignment.session_id, Assignment.status.in_(TAKEN))
    if writing.session.execute(taken).scalar_one() >= order.experts_needed:
        raise Refused("Somebody else has been assigned in the meantime.")


def _keep_session(writing: Writing, session_id: int, _before: Before) -> None:
    session = writing.locked(Session, session_id)
    session.cancelled_at = None
    writing.changed(session)


def _move_back(writing: Writing, assignment_id: int, before: Before) -> None:
    assignment = writing.locked(Assignment, assignment_id)
    if assignment.status is not AssignmentStatus.AGREED or assignment.starts_at != _instant(before["to"]):
        raise Refused(
            "The task of {time} has gone on since: its change is made on the order.", time=assignment.starts_at
        )
    for name, value in before.items():
        if name != "to":
            setattr(assignment, name, _instant(value))
    writing.changed(assignment)
    moved = {"moved_from": before["to"], "to": before["starts_at"]}
    writing.record(Act.MOVE, assignment, **moved)


def _session_back(writing: Writing, session_id: int, before: Before) -> None:
    writing.viewer.need(Permission.MATCH)
    session = writing.locked(Session, session_id)
    span = Span(datetime.fromisoformat(before["starts_at"]), datetime.fromisoformat(before["ends_at"]))
    session.starts_at, session.ends_at = span.start, span.end
    writing.changed(session)


def _answer(before: Before) -> dict[str, Any]:
    return {
        "answer": Answer(before["answer"]) if before["answer"] else None,
        "answered_at": _instant(before["answered_at"]),
        "call_back_on": date.fromisoformat(before["call_back_on"]) if before["call_back_on"] else None,
    }


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


INVERSES: Mapping[tuple[str, str], Inverse] = {
    ("orders", "claim"): _unclaim,
    ("orders", "release"): _claim_again,
    ("orders", "handler"): _hand_back,
    ("orders", "waits"): _wait_as_before,
    ("orders", "close_unfilled"): _reopen,
    ("orders", "cancel"): _reopen,
    ("orders", "reopen"): _close_again,
    ("offers", "offer"): _unoffer,
    ("offers", "answer"): _unanswer,
    **{("offers", act): _offer_again for act in ("accept", "decline", "expire", "withdraw")},
    ("assignments", "assign"): _unassign,
    **{("assignments", act): _restore for act in ("cancel", "mark_no_show", "void")},
    ("assignments", "move"): _move_back,
    ("sessions", "cancel"): _keep_session,
    ("sessions", "move"): _session_back,
}
"""What takes back which act on which noun."""
