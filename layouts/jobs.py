"""Long work on the page that asked for it: a line with a bar while it goes on, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain.jobs import Job, JobKind, Outcome
from layouts.ids import IdEnum
from layouts.parts import badges
from layouts.parts.badges import Look, Tone
from texts import N_, _, formats, ngettext

FAULT = N_("This could not be finished because of a fault in the program. What had been done before stays whole.")
IMPORTS = frozenset({JobKind.IMPORT_EXPERTS, JobKind.IMPORT_ORDERS})
COLLECTS = frozenset({JobKind.COLLECT})
LOOKS = {
    None: Look(Tone.BUSY, "hourglass-split"),
    Outcome.DONE: Look(Tone.GOOD, "check-circle"),
    Outcome.REFUSED: Look(Tone.BAD, "x-octagon"),
    Outcome.FAILED: Look(Tone.BAD, "exclamation-triangle"),
}
COUNTS = (
    ("new", N_("{count} new row"), N_("{count} new rows")),
    ("changed", N_("{count} altered row"), N_("{count} altered rows")),
    (
        "passed",
        N_("{count} row passed over, for somebody changed it meanwhile"),
        N_("{count} rows passed over, for somebody changed them meanwhile"),
    ),
    ("faulty", N_("{count} faulty row left out"), N_("{count} faulty rows left out")),
)


class Ids(IdEnum):
    IMPORTS = auto()
    COLLECTS = auto()


def imports(jobs: Sequence[Job]) -> Component:
    return html.Div(lines(jobs), id=Ids.IMPORTS, className="stack", **{"aria-live": "polite"})


def collects(jobs: Sequence[Job]) -> Component:
    return html.Div(lines(jobs), id=Ids.COLLECTS, className="stack", **{"aria-live": "polite"})


def lines(jobs: Sequence[Job]) -> list[Component]:
    return [badges.notice(_line(job), LOOKS[job.outcome].tone, LOOKS[job.outcome].icon) for job in jobs]


def _line(job: Job) -> Component:
    asked = html.Span(formats.day_and_time(job.asked_at), className="muted")
    return html.Div([html.Strong(_title(job)), " ", asked, html.Div(_how(job))])


def _title(job: Job) -> str:
    return _("Collecting a batch") if job.kind is JobKind.COLLECT else job.title or _("Import from a spreadsheet")


def _how(job: Job) -> Component | str | list[Component | str]:
    if job.outcome is None:
        return _progress(job)
    if job.outcome is not Outcome.DONE:
        return job.said or _(FAULT)
    if job.kind is JobKind.COLLECT:
        return dcc.Link(_("Open the batch"), href=f"/batches/{job.tally['batch_id']}")
    return _brought(job) or _("Everything in the file was in the bank already.")


def _progress(job: Job) -> list[Component | str]:
    leave = _("You may leave this page; the work goes on.")
    if not job.done:
        return [_("Waits for its turn or has just begun."), " ", leave]
    words = _("{done} of {total} rows").format(done=formats.number(job.done), total=formats.number(job.total))
    bar = html.Progress(value=str(job.done), max=str(job.total), className="progress-line", **{"aria-label": words})
    return [bar, " ", words, ". ", leave]


def _brought(job: Job) -> str:
    said = [
        ngettext(one, many, job.tally[name]).format(count=formats.number(job.tally[name]))
        for name, one, many in COUNTS
        if job.tally.get(name)
    ]
    return _("Brought in: {counts}.").format(counts=", ".join(said)) if said else ""
