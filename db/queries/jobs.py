"""Jobs as their askers see them, and what the job process needs to know of one."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from db import tables
from db.queries import users
from db.session import Reading
from domain.jobs import SHOWN, Job, JobKind, Task
from domain.permissions import Viewer


def own(reading: Reading, kinds: Collection[JobKind]) -> tuple[Job, ...]:
    """The viewer's own, newest first: what is not finished, and what has been for a short while."""
    job = tables.Job
    recent = job.finished_at.is_(None) | (job.finished_at > reading.now - SHOWN)
    rows = reading.session.execute(
        select(job).where(job.asked_by_id == reading.viewer.id, job.kind.in_(kinds), recent).order_by(job.id.desc())
    ).scalars()
    return tuple(_job(row) for row in rows)


def one(reading: Reading, job_id: int) -> Job:
    return _job(reading.session.get_one(tables.Job, job_id))


def asker(reading: Reading, job_id: int) -> Viewer | None:
    """With the rights of today; None when the person may no longer log in."""
    row = reading.session.execute(
        select(tables.User.id, tables.User.session_epoch)
        .join(tables.Job, tables.Job.asked_by_id == tables.User.id)
        .where(tables.Job.id == job_id)
    ).one()
    return users.viewer(reading, row.id, row.session_epoch)


def goes_on(reading: Reading, kind: JobKind) -> bool:
    """Whether anybody's job of this kind is not finished."""
    job = tables.Job
    return bool(reading.session.execute(select(exists().where(job.kind == kind, job.finished_at.is_(None)))).scalar())


def next_free(reading: Reading) -> int | None:
    job = tables.Job
    return reading.session.execute(
        select(job.id).where(is_free(reading)).order_by(job.id).limit(1)
    ).scalar_one_or_none()


def held(reading: Reading) -> list[tuple[int, str]]:
    """Jobs that somebody is at, with the name of who it is."""
    job = tables.Job
    rows = reading.session.execute(select(job.id, job.holder).where(job.finished_at.is_(None)))
    return [(row.id, row.holder) for row in rows if row.holder]


def is_free(reading: Reading) -> ColumnElement[bool]:
    """SQL condition: nobody is at it, or whoever was has fallen silent."""
    job = tables.Job
    return job.finished_at.is_(None) & (job.lease_until.is_(None) | (job.lease_until < reading.now))


def task(reading: Reading, row: tables.Job) -> Task:
    paper = tables.JobPaper
    sealed = reading.session.execute(select(paper.name, paper.body).where(paper.job_id == row.id))
    papers = {name: reading.keys.open(body, place(name), row.id) for name, body in sealed}
    return Task(json.loads(row.request), papers, row.done, json.loads(row.tally))


def place(paper: str) -> str:
    """To which the paper's ciphertext is bound."""
    return f"job_papers.{paper}"


def _job(row: Any) -> Job:
    return Job(
        row.id, row.kind, row.title, row.outcome, row.done, row.total, json.loads(row.tally), row.said, row.asked_at
    )
