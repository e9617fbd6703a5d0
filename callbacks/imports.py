"""Bringing a workbook in: the file is read before a transaction, looked at, and written once it has been confirmed."""

from __future__ import annotations

from typing import Annotated, Any

import pydantic
from dash import Input, Output, State, no_update
from dash.development.base_component import Component

import commands.imports
import commands.jobs
import texts
from callbacks import posted
from callbacks.wiring import File, Page
from db import queries
from db.session import Reading, Writing
from domain.errors import Refused
from domain.imports import Noun, Table
from domain.permissions import Permission
from layouts import imports as layout
from layouts import jobs, shell
from layouts.imports import Ids
from texts import _N

page = Page(
    layout.PATH, see=Permission.IMPORT_EXPERTS, label=_N("Import from a spreadsheet"), icon="file-earmark-arrow-up"
)

Name = Annotated[str, pydantic.Field(max_length=300)]


@page.view
def show(reading: Reading) -> Component:
    return layout.page(jobs.imports(queries.jobs.own(reading, jobs.IMPORTS)))


@page.query(Output(jobs.Ids.IMPORTS, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any]) -> Any:
    return jobs.lines(queries.jobs.own(reading, jobs.IMPORTS)) if "jobs" in live.get("changes", {}) else no_update


@page.query(
    Output(Ids.REPORT, "children"), Input(Ids.FILE, "contents"), State(Ids.NOUN, "value"), State(Ids.FILE, "filename")
)
def look(reading: Reading, contents: str, noun: Noun, name: Name) -> list[Component]:
    """A file that cannot be used is told on the page itself: what was there before was about another file."""
    try:
        found = commands.imports.preview(reading, noun, _table(noun, contents))
    except Refused as refused:
        return layout.refused(texts.message(refused))
    return layout.report(found, name)


@page.query(
    Output(Ids.REPORT, "children", allow_duplicate=True),
    Input(Ids.NOUN, "value"),
    State(Ids.FILE, "contents"),
    State(Ids.FILE, "filename"),
)
def look_again(reading: Reading, noun: Noun, contents: str | None, name: Name | None) -> list[Component]:
    return look(reading, contents, noun, name or "") if contents else []


def read(_reading: Reading, contents: str, noun: Noun, **_asked: object) -> Table | bytes:
    """A large file is read by the job."""
    body = posted.body(contents)
    return body if commands.imports.takes_a_job(body) else commands.imports.read(noun, body)


def done(reading: Reading) -> Component:
    goes_on = any(job.outcome is None for job in queries.jobs.own(reading, jobs.IMPORTS))
    return layout.goes_on() if goes_on else layout.written()


@page.command(
    Output(Ids.ACT, "children"),
    Input(Ids.CONFIRM, "n_clicks"),
    State(Ids.FILE, "contents"),
    State(Ids.NOUN, "value"),
    State(Ids.SEEN, "data"),
    State(Ids.FILE, "filename"),
    prepare=read,
    then=done,
)
def confirm(
    writing: Writing,
    _clicks: int,
    contents: str,  # noqa: ARG001
    noun: Noun,
    seen: Name,
    name: Name | None,
    prepared: Table | bytes,
) -> None:
    if isinstance(prepared, Table):
        commands.imports.confirm(writing, noun, prepared, seen)
        return
    kind, papers = commands.imports.JOBS[noun], {"file": prepared}
    commands.jobs.ask(writing, kind, {"seen": seen}, name or "", papers)


def _table(noun: Noun, contents: str) -> Table:
    return commands.imports.read(noun, posted.body(contents))


@page.file(layout.template_path(Noun.EXPERTS))
def experts_template(reading: Reading) -> File:
    return _template(reading, Noun.EXPERTS)


@page.file(layout.template_path(Noun.ORDERS), needs=Permission.IMPORT_ORDERS)
def orders_template(reading: Reading) -> File:
    return _template(reading, Noun.ORDERS)


def _template(reading: Reading, noun: Noun) -> File:
    return File(f"{texts.words(noun)}{layout.ENDING}", commands.imports.template(noun, reading.now))
