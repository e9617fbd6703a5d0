"""An import on the command line: the same report, job and refusals as on the page."""

from __future__ import annotations

from collections.abc import Iterator

import commands.imports
import commands.jobs
import texts
from dashboard import jobs
from db.session import Database
from domain.errors import Refused
from domain.imports import Noun, Report, Verdict
from domain.jobs import Outcome
from domain.permissions import Viewer
from layouts.jobs import FAULT
from texts import _, ngettext


def bring_in(database: Database, viewer: Viewer, noun: Noun, body: bytes, confirmed: bool) -> Iterator[str]:
    """Says line by line what the file would do, and what has been done when it is `confirmed`."""
    table = commands.imports.read(noun, body)
    with database.reading(viewer) as reading:
        report = commands.imports.preview(reading, noun, table)
    yield from _told(report)
    if confirmed:
        rows = _written(database, viewer, noun, body, report.seen)
        yield ngettext("{count} row was written.", "{count} rows were written.", rows).format(count=rows)
        return
    rows = len(report.of(Verdict.NEW)) + len(report.of(Verdict.CHANGED))
    yield ngettext(
        "{count} row would be written. Nothing was written: confirm with --confirm.",
        "{count} rows would be written. Nothing was written: confirm with --confirm.",
        rows,
    ).format(count=rows)


def _written(database: Database, viewer: Viewer, noun: Noun, body: bytes, seen: str) -> int:
    """How many rows, by a job as from the page but in this process."""
    kind, holder = commands.imports.JOBS[noun], jobs.name()
    with database.writing(viewer, "imports.confirm") as writing:
        job_id = commands.jobs.ask(writing, kind, {"seen": seen}, papers={"file": body}, holder=holder)
    job = jobs.at_once(database, job_id, holder)
    if job.outcome is not Outcome.DONE:
        raise Refused("The rows were not brought in: {reason}", reason=job.said or _(FAULT))
    return int(job.tally["new"]) + int(job.tally["changed"])


def _told(report: Report) -> Iterator[str]:
    """A line for each row, one for each fault and the counts. What a file says may not steer the terminal."""
    for entry in report.entries:
        said = [f"{entry.sheet}!{entry.row}  {texts.words(entry.verdict)}  {entry.title}  {', '.join(entry.changes)}"]
        said += [
            f"  {one.sheet}!{one.column}{one.row} {one.heading}: {texts.message(one.reason)}" for one in entry.faults
        ]
        yield from ("".join(sign if sign.isprintable() else "?" for sign in line).rstrip() for line in said)
    counts = {verdict: len(report.of(verdict)) for verdict in Verdict}
    if any(counts.values()):
        yield ", ".join(f"{texts.words(verdict)}: {count}" for verdict, count in counts.items() if count)
