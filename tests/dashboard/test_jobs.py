"""The job process of a real server: it does what was asked, and one that is killed leaves nothing undone and nothing twice."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

import commands.imports
import commands.jobs
from db import queries, tables
from db.session import Database
from domain.imports import Noun
from domain.jobs import Job, JobKind, Outcome
from tests import make, people
from tests.serving import Served
from tests.workbooks import experts

ROWS = 600
FILE = experts(*((f"{number:04}", "Etunimi", f"Suku{number}", *[None] * 5) for number in range(1, ROWS + 1)))
PATIENCE = 180.0

Serve = Callable[..., Served]


def asked(database: Database) -> int:
    make.settle(database)
    with database.reading(people.COORDINATOR) as reading:
        seen = commands.imports.preview(reading, Noun.EXPERTS, commands.imports.read(Noun.EXPERTS, FILE)).seen
    with database.writing(people.COORDINATOR) as writing:
        return commands.jobs.ask(writing, JobKind.IMPORT_EXPERTS, {"seen": seen}, "omat.xlsx", {"file": FILE})


def until(database: Database, job_id: int, reached: Callable[[Job], object]) -> Job:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with database.reading(people.COORDINATOR) as reading:
            job = queries.jobs.one(reading, job_id)
        if reached(job):
            return job
        time.sleep(0.01)
    raise AssertionError(f"the job has stopped: {job}")


def holder(database: Database, job_id: int) -> int:
    """The id of the process that is at the job."""
    with database.reading(people.NOBODY) as reading:
        return next(int(name.rpartition(":")[2]) for held, name in queries.jobs.held(reading) if held == job_id)


def count(database: Database, table: type) -> int:
    with database.reading(people.READER) as reading:
        return reading.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_killed_job_process_comes_again_and_finishes_the_job_once(database: Database, served: Serve) -> None:
    served(database.url)
    job_id = asked(database)
    until(database, job_id, lambda job: job.done)
    os.kill(first := holder(database, job_id), signal.SIGKILL)
    job = until(database, job_id, lambda job: job.outcome)
    assert (job.outcome, job.done, job.tally["new"]) == (Outcome.DONE, ROWS, ROWS)
    assert count(database, tables.Expert) == ROWS
    created = select(func.count()).where(tables.TrailEvent.noun == "experts", tables.TrailEvent.act == "create")
    with database.reading(people.READER) as reading:
        assert reading.session.execute(created).scalar_one() == ROWS
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_server_that_stops_lets_its_job_go_after_a_whole_step(database: Database, served: Serve) -> None:
    server = served(database.url)
    job_id = asked(database)
    until(database, job_id, lambda job: job.done)
    server.stop()
    with database.reading(people.COORDINATOR) as reading:
        left = queries.jobs.one(reading, job_id)
        assert queries.jobs.held(reading) == []
    assert count(database, tables.Expert) == left.done < ROWS
    served(database.url)
    until(database, job_id, lambda job: job.outcome is Outcome.DONE)
    assert count(database, tables.Expert) == ROWS
