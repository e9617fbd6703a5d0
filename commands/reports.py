"""Work reports: confirmed as planned or with departures, approved into payment lines, returned, disputed and settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from commands import fees
from commands.acting import advance, needs
from db import queries
from db.session import Writing
from db.tables import Assignment, Report, TravelRow
from domain import assignments, prose, reports, travel
from domain.assignments import AssignmentAction
from domain.errors import Refused
from domain.flow import Seen
from domain.permissions import Permission
from domain.reports import OverrunDecision, ReportAction, ReportBasis, ReportForm, ReportStatus
from domain.times import Span
from domain.trail import Act
from domain.travel import Claim


@needs(Permission.ENTER_REPORTS)
def confirm(writing: Writing, assignment_ids: Sequence[int]) -> None:
    """All of them were held as planned, or none is confirmed."""
    for assignment_id in sorted(set(assignment_ids)):
        assignment = writing.locked(Assignment, assignment_id)
        planned = _planned(assignment)
        reports.check_ended(planned, writing.now)
        advance(writing, assignment, assignments.FLOW, AssignmentAction.COMPLETE)
        enter(writing, assignment, ReportForm(planned))


@needs(Permission.ENTER_REPORTS)
def report(writing: Writing, assignment_id: int, form: ReportForm) -> int:
    """What was held otherwise than planned, or the corrected report after a return. The id of the report."""
    assignment = writing.locked(Assignment, assignment_id)
    returned = _returned(writing, assignment_id)
    planned = _planned(assignment)
    basis = ReportBasis.DONE if returned is None else returned.basis
    reports.check_departure(reports.departure(planned, form.span, form.travel), form.reason)
    reports.check_travel(form.travel, basis)
    if basis is not ReportBasis.DONE:
        reports.check_planned(planned, form.span)
    else:
        reports.check_ended(form.span, writing.now)
    if returned is None:
        advance(writing, assignment, assignments.FLOW, AssignmentAction.COMPLETE)
        return enter(writing, assignment, form)
    return enter(writing, assignment, form, basis, returned.id)


@needs(Permission.ENTER_REPORTS)
def claim(writing: Writing, assignment_id: int, span: Span, asked: Claim, reason: str) -> int:
    """A report whose travel is computed here, so that what was computed stands beside what a person corrected."""
    away = queries.reports.kilometres_away(writing, assignment_id)
    asked = replace(asked, pictures=queries.vouchers.count(writing, assignment_id) > 0)
    form = ReportForm(span, travel.rows(asked, away), reason, asked.trip, asked.free_meals)
    return report(writing, assignment_id, form)


def enter(
    writing: Writing,
    assignment: Assignment,
    form: ReportForm,
    basis: ReportBasis = ReportBasis.DONE,
    corrects_id: int | None = None,
) -> int:
    """The report of an assignment whose status already says why there is one; its id."""
    entry = Report(
        assignment_id=assignment.id,
        basis=basis,
        starts_at=form.span.start,
        ends_at=form.span.end,
        minutes=form.span.minutes,
        departure_reason=prose.paragraph(form.reason),
        reported_at=writing.now,
        reported_by_id=writing.viewer.id,
        corrects_id=corrects_id,
        left_at=form.trip.start if form.trip else None,
        back_at=form.trip.end if form.trip else None,
        free_meals=form.free_meals,
    )
    writing.session.add(entry)
    writing.session.flush()
    writing.session.add_all(
        TravelRow(
            report_id=entry.id,
            kind=row.kind,
            quantity=row.quantity,
            ticket_price=row.amount,
            route=prose.line(row.note),
            computed=row.computed,
            correction=row.correction,
            halved=row.halved,
            receipt=row.receipt,
        )
        for row in form.travel
    )
    writing.record(Act.REPORT, entry, assignment_id=assignment.id, basis=basis.value)
    return entry.id


def approve(writing: Writing, report_id: int, seen: Seen) -> None:
    """The lines it pays are made in the same transaction."""
    entry = writing.locked(Report, report_id, seen)
    assignment = writing.session.get_one(Assignment, entry.assignment_id)
    reports.check_approver(entry.reported_by_id, assignment.expert_id, writing.viewer)
    advance(
        writing,
        entry,
        reports.FLOW,
        ReportAction.APPROVE,
        approved_at=writing.now,
        approved_by_id=writing.viewer.id,
    )
    fees.make_lines(writing, entry)


def return_(writing: Writing, report_id: int, seen: Seen, reason: str) -> None:
    """Back to the one who enters reports; the returned report stays and is corrected by a new one."""
    entry = writing.locked(Report, report_id, seen)
    advance(writing, entry, reports.FLOW, ReportAction.RETURN, return_reason=reports.check_reason(reason))


def dispute(writing: Writing, report_id: int, seen: Seen, reason: str) -> None:
    """Keeps this report, and nothing else, out of payment until it is settled."""
    entry = writing.locked(Report, report_id, seen)
    advance(writing, entry, reports.FLOW, ReportAction.DISPUTE, dispute_reason=reports.check_reason(reason))


def settle(writing: Writing, report_id: int, seen: Seen, reason: str) -> None:
    """What was agreed is kept beside the reason of the dispute; the report waits for approval again."""
    entry = writing.locked(Report, report_id, seen)
    advance(writing, entry, reports.FLOW, ReportAction.SETTLE, settlement=reports.check_reason(reason))


@needs(Permission.APPROVE_REPORTS)
def decide_overrun(writing: Writing, report_id: int, seen: Seen, decision: OverrunDecision, reason: str) -> None:
    """How a session is paid that lasted longer than its fee was made for."""
    entry = writing.locked(Report, report_id, seen)
    if entry.status is not ReportStatus.SUBMITTED:
        raise Refused("This cannot be done now: the state has changed.")
    reports.check_decision(decision, reason)
    choices = queries.fees.previews(writing, [report_id])[report_id].decisions
    if not choices:
        raise Refused("The session did not last longer than its fee covers: there is nothing to decide.")
    if decision not in choices:
        raise Refused("The fee does not say by which hourly fee the time over is paid.")
    entry.overrun, entry.overrun_reason = decision, prose.paragraph(reason)
    entry.overrun_decided_by_id = writing.viewer.id
    writing.changed(entry)
    writing.record(Act.CHANGE, entry, overrun=decision.value)


def _planned(assignment: Assignment) -> Span:
    return Span(assignment.starts_at, assignment.ends_at)


def _returned(writing: Writing, assignment_id: int) -> Report | None:
    """The assignment's newest report when it is the one to be corrected."""
    newest = writing.session.execute(
        select(Report).where(Report.assignment_id == assignment_id).order_by(Report.id.desc()).limit(1)
    ).scalar_one_or_none()
    return newest if newest is not None and newest.status is ReportStatus.RETURNED else None
