"""The acts of a walk up to an approved report: agreed, held, cancelled, reported, returned, disputed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

import commands.acting
import commands.assignments
import commands.reports
from db import tables
from db.session import Writing
from domain import offers
from domain.assignments import Party
from domain.offers import OfferAction
from domain.reports import ReportForm, TravelKind, TravelRow
from domain.times import Span, day_of
from tests.people import BOTH, CLERK, CLERK_2, COORDINATOR, COORDINATOR_2
from tests.trust.walk import EXPERTS, PACKAGES, Act, Task, Walk

MINUTES = (45, 50, 60, 75, 90, 120)
FINDERS, PAYERS = (COORDINATOR, COORDINATOR_2, BOTH), (CLERK, CLERK_2, BOTH)
AGREED = "SELECT id, version FROM assignments WHERE status = 'agreed'"
SUBMITTED = "SELECT id, version FROM reports WHERE status = 'submitted'"


def agree(walk: Walk, writing: Writing) -> None:
    """A new order of one session, with the yes of an expert who is free then."""
    package_id = walk.random.choice(list(PACKAGES))
    expert_id = walk.random.choice(EXPERTS)
    taken = [task.span for task in walk.tasks.values()]
    start = walk.clock.now.replace(minute=0) + timedelta(hours=walk.random.randrange(1, 40))
    span = Span(start, start + timedelta(minutes=walk.random.choice(MINUTES)))
    while any(span.overlaps(other) for other in taken) or day_of(span.start) != day_of(span.end):
        span = Span(span.start + timedelta(hours=2), span.end + timedelta(hours=2))
    terms = {"client_id": 1, "package_id": package_id, "task_type_id": 1, "received_at": writing.now}
    order = tables.Order(**terms)
    writing.session.add(order)
    writing.session.flush()
    offer = tables.Offer(
        order_id=order.id, expert_id=expert_id, offered_at=writing.now, offered_by_id=writing.viewer.id
    )
    writing.session.add_all(
        [tables.Session(order_id=order.id, place_in_series=1, starts_at=span.start, ends_at=span.end), offer]
    )
    writing.session.flush()
    commands.acting.advance(writing, offer, offers.FLOW, OfferAction.ACCEPT)
    (made,) = commands.assignments.agree(writing, offer)
    walk.tasks[made] = Task(span, PACKAGES[package_id])


def _over(walk: Walk, writing: Writing, over: bool = True) -> Any:
    """An agreed assignment whose time is over, or still ahead."""
    now = walk.clock.now
    spans = {row: walk.tasks[row.id].span for row in walk.rows(writing, AGREED)}
    return walk.pick([row for row, span in spans.items() if (span.end <= now if over else span.start > now)])


def confirm(walk: Walk, writing: Writing) -> None:
    row = _over(walk, writing)
    commands.reports.confirm(writing, [row.id])
    _entered(walk, writing, row.id, walk.tasks[row.id].span.minutes, 0)


def report(walk: Walk, writing: Writing) -> None:
    """A little longer than planned, and by car."""
    row = _over(walk, writing)
    _report(walk, writing, row.id)


def correct_report(walk: Walk, writing: Writing) -> None:
    returned = (
        "SELECT assignment_id FROM reports WHERE status = 'returned' AND basis = 'done'"
        " AND id NOT IN (SELECT corrects_id FROM reports WHERE corrects_id IS NOT NULL)"
    )
    _report(walk, writing, walk.one(writing, returned).assignment_id)


def _report(walk: Walk, writing: Writing, assignment_id: int) -> None:
    span, kilometres = walk.tasks[assignment_id].span, walk.random.randrange(1, 90)
    travel = (TravelRow(TravelKind.OWN_CAR, kilometres, note="Vantaa–Helsinki"),)
    form = ReportForm(span, travel, "Ajoin omalla autolla.")
    commands.reports.report(writing, assignment_id, form)
    _entered(walk, writing, assignment_id, span.minutes, kilometres)


def _entered(walk: Walk, writing: Writing, assignment_id: int, minutes: int, kilometres: int) -> None:
    newest = select(tables.Report.id).where(tables.Report.assignment_id == assignment_id)
    for report_id in writing.session.execute(newest).scalars():
        walk.reports.setdefault(report_id, (minutes, kilometres))


def cancel(walk: Walk, writing: Writing) -> None:
    row, by = _over(walk, writing, over=False), walk.random.choice(list(Party))
    task = walk.tasks[row.id]
    commands.assignments.cancel(writing, row.id, walk.seen(row.version), by)
    late = task.span.start - walk.clock.now < timedelta(hours=24)
    _absence(walk, writing, row.id, late and by is not Party.EXPERT)


def mark_no_show(walk: Walk, writing: Writing) -> None:
    row, by = _over(walk, writing), walk.random.choice(list(Party))
    commands.assignments.mark_no_show(writing, row.id, walk.seen(row.version), by)
    _absence(walk, writing, row.id, by is not Party.EXPERT)


def _absence(walk: Walk, writing: Writing, assignment_id: int, paid: bool) -> None:
    task = walk.tasks[assignment_id]
    walk.tasks[assignment_id] = Task(task.span, task.fee_code, paid)
    _entered(walk, writing, assignment_id, task.span.minutes, 0)


def void(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, AGREED)
    commands.assignments.void(writing, row.id, walk.seen(row.version))


def approve_report(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, SUBMITTED)
    commands.reports.approve(writing, row.id, walk.seen(row.version))


def return_report(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, SUBMITTED)
    commands.reports.return_(writing, row.id, walk.seen(row.version), "Kilometrit puuttuvat.")


def dispute(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, SUBMITTED)
    commands.reports.dispute(writing, row.id, walk.seen(row.version), "Tilaaja on eri mieltä.")


def settle(walk: Walk, writing: Writing) -> None:
    row = walk.one(writing, "SELECT id, version FROM reports WHERE status = 'disputed'")
    commands.reports.settle(writing, row.id, walk.seen(row.version), "Sovittiin puhelimessa.")


ACTS = {
    "agree": Act(FINDERS, agree, feeds=True),
    "confirm": Act(FINDERS, confirm, feeds=True),
    "report": Act(FINDERS, report),
    "correct_report": Act(FINDERS, correct_report),
    "cancel": Act(FINDERS, cancel),
    "mark_no_show": Act(FINDERS, mark_no_show),
    "void": Act(FINDERS, void),
    "approve_report": Act(PAYERS, approve_report, feeds=True),
    "return_report": Act(PAYERS, return_report),
    "dispute": Act(PAYERS, dispute),
    "settle": Act(PAYERS, settle),
}
