"""Many reports approved at once, with the same rules as one."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from commands import fees
from commands.acting import advance_all
from db.session import Writing
from db.tables import Assignment, Report
from domain import reports
from domain.errors import Missing, Stale
from domain.flow import Seen
from domain.reports import ReportAction

AT_ONCE = 100
"""Few enough that nobody else waits long for their own writing."""


def approve(writing: Writing, seen: Mapping[int, Seen]) -> None:
    """All of them or none; the lines they pay are made in the same transaction."""
    wanted = (
        select(Report, Assignment.expert_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Report.id.in_(seen))
        .order_by(Report.id)
        .with_for_update(of=Report)
        .execution_options(populate_existing=True)
    )
    found = writing.session.execute(wanted).all()
    if len(found) != len(seen):
        raise Missing()
    for row, expert_id in found:
        if not seen[row.id].matches(row):
            raise Stale("Someone has changed this after you opened it. Nothing was saved; look at it again.")
        reports.check_approver(row.reported_by_id, expert_id, writing.viewer)
    rows = [row for row, _expert_id in found]
    advance_all(
        writing,
        rows,
        reports.FLOW,
        ReportAction.APPROVE,
        approved_at=writing.now,
        approved_by_id=writing.viewer.id,
    )
    fees.make_lines(writing, *rows)
