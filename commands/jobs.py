"""Long work: asked for by a person, done step by step by whoever holds it, and never twice.

A step is one ordinary transaction by the person who asked. What it did and how far the job has come by it are committed
together, so a process that dies leaves the job at the end of its last whole step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import delete, insert, select, update

from commands import batches, imports
from db import queries
from db.session import Reading, Writing
from db.tables import Job, JobPaper
from domain import jobs
from domain.errors import Refused
from domain.jobs import JobKind, Outcome, Step, Task
from domain.payments import Payable
from domain.permissions import Permission

FEW_LINES = 2000
"""Collected within a fifth of a second, so without a job."""


class Lost(Exception):
    """Another process has taken the job: this one's step is rolled back."""


@dataclass(frozen=True)
class Work:
    """`prepare` is slow and done outside any write; `step` is one transaction of its result. `said_by` names a refusal on
    the trail."""

    needs: Permission
    said_by: str
    prepare: Callable[[Reading, Task], Any]
    step: Callable[[Writing, Task, Any], Step]


def _payable(reading: Reading, task: Task) -> Payable:
    return queries.batches.payable(reading, date.fromisoformat(task.request["up_to"]))


def _collect(writing: Writing, task: Task, payable: Payable) -> Step:
    """One step however large: a batch is one thing. What is payable was looked up before it."""
    up_to, pay_date = (date.fromisoformat(task.request[name]) for name in ("up_to", "pay_date"))
    return Step(1, 1, {"batch_id": batches.collect(writing, up_to, pay_date, payable)})


WORK: Mapping[JobKind, Work] = {
    **{
        kind: Work(imports.KINDS[noun].needs, "imports.confirm", partial(imports.prepare, noun), imports.step)
        for noun, kind in imports.JOBS.items()
    },
    JobKind.COLLECT: Work(Permission.PREPARE_BATCHES, "batches.collect", _payable, _collect),
}


def ask(
    writing: Writing,
    kind: JobKind,
    request: Mapping[str, Any],
    title: str = "",
    papers: Mapping[str, bytes] | None = None,
    holder: str | None = None,
) -> int:
    """The id of the job, of which there is one of a kind at a time. `title` is what the person calls it.

    With a `holder` it is taken from the first: by a process that does it itself.
    """
    writing.viewer.need(WORK[kind].needs)
    if queries.jobs.goes_on(writing, kind):
        raise Refused("This is being done already. Wait until it is ready.")
    row = Job(kind=kind, title=title, request=json.dumps(request), holder=holder)
    row.asked_by_id, row.asked_at = writing.viewer.id, writing.now
    row.lease_until = writing.now + jobs.LEASE if holder else None
    writing.session.add(row)
    writing.session.flush()
    _keep(writing, row.id, papers or {})
    return row.id


def claim(writing: Writing, job_id: int, holder: str) -> bool:
    """Takes a free job; False when another process was first. One that has been taken too often has failed."""
    row = Job
    taken = writing.session.execute(
        update(row)
        .where(row.id == job_id, queries.jobs.is_free(writing))
        .values(holder=holder, lease_until=writing.now + jobs.LEASE, tries=row.tries + 1)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        return False
    if writing.session.get_one(row, job_id).tries > jobs.MOST_TRIES:
        end(writing, job_id, holder, Outcome.FAILED)
        return False
    return True


def prepare(reading: Reading, job_id: int) -> Any:
    row = reading.session.get_one(Job, job_id)
    reading.viewer.need(WORK[row.kind].needs)
    return WORK[row.kind].prepare(reading, queries.jobs.task(reading, row))


def step(writing: Writing, job_id: int, holder: str, prepared: Any) -> bool:
    """True when there is more to do. The job stays locked to the commit, so nobody else does the same meanwhile."""
    row = _held(writing, job_id, holder)
    writing.viewer.need(WORK[row.kind].needs)
    done = WORK[row.kind].step(writing, Task(json.loads(row.request), {}, row.done, json.loads(row.tally)), prepared)
    row.done, row.total, row.tally = done.done, done.total, json.dumps(done.tally)
    row.tries, row.lease_until = 0, writing.now + jobs.LEASE
    _keep(writing, job_id, done.papers or {})
    if done.is_last:
        end(writing, job_id, holder, Outcome.DONE)
    return not done.is_last


def end(writing: Writing, job_id: int, holder: str, outcome: Outcome, said: str = "") -> None:
    row = _held(writing, job_id, holder)
    row.outcome, row.said, row.finished_at = outcome, said, writing.now
    row.holder = row.lease_until = None
    writing.session.execute(delete(JobPaper).where(JobPaper.job_id == job_id))


def release(writing: Writing, job_id: int, holder: str, tried: bool) -> None:
    """Leaves the job to be taken again; `tried` when its step did not get through."""
    row = _held(writing, job_id, holder)
    row.holder = row.lease_until = None
    row.tries = row.tries if tried else 0


def sweep(writing: Writing) -> None:
    old = select(Job.id).where(Job.finished_at < writing.now - jobs.KEPT)
    writing.session.execute(delete(Job).where(Job.id.in_(old)))


def _held(writing: Writing, job_id: int, holder: str) -> Job:
    row = writing.locked(Job, job_id)
    if row.holder != holder:
        raise Lost
    return row


def _keep(writing: Writing, job_id: int, papers: Mapping[str, bytes]) -> None:
    rows = [
        {"job_id": job_id, "name": name, "body": writing.keys.seal(body, queries.jobs.place(name), job_id)}
        for name, body in papers.items()
    ]
    if rows:
        writing.session.execute(insert(JobPaper), rows)
