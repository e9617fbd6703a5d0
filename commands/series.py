"""Acts on a series: one date, this and the following, or all to come of one expert's tasks on an order."""

from __future__ import annotations

from sqlalchemy import select

from commands import assignments
from commands.acting import needs
from commands.deeds import deed
from db.session import Writing
from db.tables import Assignment
from domain import series
from domain.assignments import AssignmentStatus, Party
from domain.deeds import DeedKind
from domain.flow import Seen
from domain.permissions import Permission
from domain.series import Reach
from domain.times import Span


@deed(DeedKind.END_ASSIGNMENT)
@needs(Permission.MATCH)
def cancel(writing: Writing, assignment_id: int, seen: Seen, by: Party, reach: Reach) -> int:
    """How many were cancelled, each by the rule of its own time."""
    tasks = _reached(writing, assignment_id, seen, reach)
    for task in tasks:
        assignments.cancel(writing, task.id, Seen(task.version), by)
    return len(tasks)


@deed(DeedKind.MOVE)
@needs(Permission.MATCH)
def move(writing: Writing, assignment_id: int, seen: Seen, span: Span, reach: Reach, agreed: bool = False) -> int:
    """How many were moved: the others by as many days, to the same hours. `agreed` as in `assignments.move`."""
    tasks = _reached(writing, assignment_id, seen, reach)
    chosen = next(_planned(task) for task in tasks if task.id == assignment_id)
    # The one that is farthest in the direction of the move goes first, so that none lands on another's old time.
    for task in sorted(tasks, key=lambda task: task.starts_at, reverse=span.start > chosen.start):
        to = series.moved(_planned(task), chosen, span)
        assignments.move(writing, task.id, Seen(task.version), to, agreed)
    return len(tasks)


def _reached(writing: Writing, assignment_id: int, seen: Seen, reach: Reach) -> list[Assignment]:
    """The same expert's agreed tasks on the same order, locked by time."""
    chosen = writing.locked(Assignment, assignment_id, seen)
    mine = (Assignment.order_id == chosen.order_id) & (Assignment.expert_id == chosen.expert_id)
    query = select(Assignment).where(mine, Assignment.status == AssignmentStatus.AGREED).order_by(Assignment.id)
    agreed = {task.id: task for task in writing.session.execute(query.with_for_update()).scalars()} | {
        chosen.id: chosen
    }
    dates = {task.id: _planned(task) for task in agreed.values()}
    return [agreed[task_id] for task_id in series.reached(dates, chosen.id, reach, writing.now)]


def _planned(task: Assignment) -> Span:
    return Span(task.starts_at, task.ends_at)
