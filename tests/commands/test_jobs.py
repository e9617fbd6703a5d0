"""Long work: done step by step as the person who asked, taken up where it stopped, and never done twice."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

import commands.experts
import commands.imports
import commands.jobs
import commands.users
from commands.jobs import Lost
from dashboard import jobs
from db import queries, tables
from db.session import Database
from domain.errors import Refused
from domain.imports import Noun
from domain.jobs import KEPT, LEASE, MOST_TRIES, Job, JobKind, Outcome
from domain.register import ExpertForm
from domain.trail import Act
from tests import make, people, work
from tests.clocks import Clock
from tests.workbooks import experts

HERE = "tämä kone"
THERE = "toinen kone"
FILE = experts(
    *((f"{number:04}", f"Etu{number}", "Sukunimi", f"040 {number}", *[None] * 4) for number in range(1, 121))
)


def asked(database: Database) -> int:
    """A coordinator's import of 120 new experts, three steps' worth."""
    make.settle(database)
    with database.reading(people.COORDINATOR) as reading:
        seen = commands.imports.preview(reading, Noun.EXPERTS, commands.imports.read(Noun.EXPERTS, FILE)).seen
    with database.writing(people.COORDINATOR) as writing:
        return commands.jobs.ask(writing, JobKind.IMPORT_EXPERTS, {"seen": seen}, "omat.xlsx", {"file": FILE})


def take(database: Database, job_id: int, holder: str = HERE) -> bool:
    with database.writing(jobs.HOUSE) as writing:
        return commands.jobs.claim(writing, job_id, holder)


def stepped(database: Database, job_id: int, holder: str = HERE) -> bool:
    with database.reading(people.COORDINATOR) as reading:
        prepared = commands.jobs.prepare(reading, job_id)
    with database.writing(people.COORDINATOR) as writing:
        return commands.jobs.step(writing, job_id, holder, prepared)


def worked_off(database: Database) -> bool:
    return jobs.work_off(database, HERE, threading.Event())


def seen_by_asker(database: Database, job_id: int) -> Job:
    with database.reading(people.COORDINATOR) as reading:
        return queries.jobs.one(reading, job_id)


def numbers(database: Database) -> list[str]:
    with database.reading(people.READER) as reading:
        return sorted(reading.session.execute(select(tables.Expert.number)).scalars())


def importers(database: Database) -> list[int | None]:
    """Who has brought experts in, once for each event."""
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        found = select(event.actor_id).where(event.act == Act.IMPORT, event.noun == Noun.EXPERTS)
        return list(reading.session.execute(found).scalars())


def papers(database: Database) -> list[bytes]:
    with database.reading(people.READER) as reading:
        return list(reading.session.execute(select(tables.JobPaper.body)).scalars())


def test_an_import_is_done_in_the_name_of_whoever_asked(database: Database) -> None:
    job_id = asked(database)
    assert worked_off(database)
    job = seen_by_asker(database, job_id)
    assert (job.outcome, job.done, job.total, job.tally["new"]) == (Outcome.DONE, 120, 120, 120)
    assert numbers(database) == [f"{number:04}" for number in range(1, 121)]
    assert importers(database) == [people.COORDINATOR.id]
    assert not worked_off(database)


def test_a_job_is_taken_by_one_until_it_falls_silent(database: Database, clock: Clock) -> None:
    job_id = asked(database)
    assert take(database, job_id)
    assert not take(database, job_id, THERE)
    clock.pass_by(seconds=LEASE.total_seconds() + 1)
    assert take(database, job_id, THERE)


def test_a_job_that_died_goes_on_after_its_last_whole_step(database: Database, clock: Clock) -> None:
    job_id = asked(database)
    take(database, job_id)
    assert stepped(database, job_id)
    assert len(numbers(database)) == commands.imports.CHUNK
    clock.pass_by(seconds=LEASE.total_seconds() + 1)
    assert worked_off(database)
    assert numbers(database) == [f"{number:04}" for number in range(1, 121)]
    assert seen_by_asker(database, job_id).tally["new"] == 120
    assert len(importers(database)) == 1


def test_whoever_lost_the_job_writes_nothing_more(database: Database, clock: Clock) -> None:
    job_id = asked(database)
    take(database, job_id)
    clock.pass_by(seconds=LEASE.total_seconds() + 1)
    take(database, job_id, THERE)
    with pytest.raises(Lost):
        stepped(database, job_id, HERE)
    assert numbers(database) == []


def test_a_job_that_kills_its_process_each_time_has_failed(database: Database, clock: Clock) -> None:
    job_id = asked(database)
    for _life in range(MOST_TRIES):
        assert take(database, job_id)
        clock.pass_by(seconds=LEASE.total_seconds() + 1)
    assert not take(database, job_id)
    assert seen_by_asker(database, job_id).outcome is Outcome.FAILED
    assert not worked_off(database)


def test_a_row_that_somebody_changed_meanwhile_is_passed_over(database: Database) -> None:
    job_id = asked(database)
    take(database, job_id)
    stepped(database, job_id)
    with database.writing(people.COORDINATOR_2) as writing:
        commands.experts.add(writing, ExpertForm(first_name="Toinen", last_name="Ihminen", number="0120"))
    while stepped(database, job_id):
        pass
    job = seen_by_asker(database, job_id)
    assert (job.tally["new"], job.tally["passed"]) == (119, 1)
    assert numbers(database).count("0120") == 1


def test_what_was_not_on_screen_is_refused_before_anything_is_written(database: Database) -> None:
    job_id = asked(database)
    with database.writing(people.COORDINATOR_2) as writing:
        commands.experts.add(writing, ExpertForm(first_name="Toinen", last_name="Ihminen", number="0120"))
    worked_off(database)
    job = seen_by_asker(database, job_id)
    assert job.outcome is Outcome.REFUSED
    assert job.said.startswith("Pankin tiedot ovat muuttuneet")
    assert numbers(database) == ["0120"]


def test_a_right_that_has_ended_ends_the_job(database: Database, clock: Clock) -> None:
    job_id = asked(database)
    with database.writing(people.ADMIN) as writing:
        grant = writing.session.execute(
            select(tables.RoleGrant.id).where(tables.RoleGrant.user_id == people.COORDINATOR.id)
        ).scalar_one()
        commands.users.end_role(writing, grant, writing.today)
    clock.pass_by(days=1)
    worked_off(database)
    assert seen_by_asker(database, job_id).said == "Sinulla ei ole oikeutta tähän."
    assert numbers(database) == []


def test_the_file_is_encrypted_while_it_waits_and_gone_when_it_is_done(database: Database) -> None:
    asked(database)
    (waiting,) = papers(database)
    assert FILE not in waiting
    worked_off(database)
    assert papers(database) == []


def test_one_import_goes_on_at_a_time(database: Database) -> None:
    asked(database)
    with pytest.raises(Refused, match="being done already"), database.writing(people.COORDINATOR) as writing:
        commands.jobs.ask(writing, JobKind.IMPORT_EXPERTS, {}, "", {"file": FILE})


def test_old_jobs_are_swept(database: Database, clock: Clock) -> None:
    asked(database)
    worked_off(database)
    for days, left in ((KEPT.days - 1, 1), (2, 0)):
        clock.pass_by(days=days)
        with database.writing(jobs.HOUSE) as writing:
            commands.jobs.sweep(writing)
        with database.reading(people.READER) as reading:
            assert reading.session.execute(select(func.count(tables.Job.id))).scalar_one() == left


def test_a_batch_is_collected_by_a_job_with_the_clerk_as_its_preparer(database: Database) -> None:
    work.settle(database)
    work.details(database)
    lines = work.approved(database, 1, 2)
    with database.writing(people.CLERK) as writing:
        request = {"up_to": f"{work.UP_TO}", "pay_date": f"{work.PAY_DATE}"}
        job_id = commands.jobs.ask(writing, JobKind.COLLECT, request)
    worked_off(database)
    batch_id = seen_by_asker(database, job_id).tally["batch_id"]
    assert work.row(database, tables.Batch, batch_id).prepared_by_id == people.CLERK.id
    assert work.lines_of(database, batch_id) == [3000] * len(lines)
