"""One batch's payroll files: looked at, made, made again, fetched, and what payroll answers."""

from __future__ import annotations

import uuid
from itertools import islice
from typing import Annotated, Any

import pydantic
from dash import Input, Output, State, no_update
from dash.development.base_component import Component

import commands.payroll
import commands.receipts
from callbacks.addresses import number
from callbacks.posted import OnScreen, Text
from callbacks.wiring import Done, File, Page
from db import queries
from db.session import Reading, Writing
from documents import column_sets
from domain import receipts
from domain.errors import Refused
from domain.payroll import Payroll
from domain.permissions import Permission
from layouts import payroll as layout
from layouts import receipts as answers
from layouts import shell
from layouts.payroll import Ids
from texts import _

page = Page(layout.ONE, see=Permission.EXPORT_PAYROLL)

BODY = Output(Ids.BODY, "children", allow_duplicate=True)
SEEN = State(Ids.SEEN, "data")
PREVIEWED = 20
CSV = "text/csv"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Answer = Annotated[Text, pydantic.Field(max_length=20_000)]


@page.view
def show(reading: Reading, batch_id: int) -> Component:
    return layout.page(_shown(reading, batch_id), reading.viewer, uuid.uuid4().hex)


def redrawn(reading: Reading, batch_id: int) -> list[Component]:
    return layout.body(_shown(reading, batch_id), reading.viewer, uuid.uuid4().hex)


@page.query(Output(Ids.CONTENT, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any], batch_id: int) -> Any:
    ids = live.get("changes", {}).get("batches", [])
    if ids is not None and batch_id not in ids:
        return no_update
    return layout.content(_shown(reading, batch_id), reading.viewer, uuid.uuid4().hex)


def _shown(reading: Reading, batch_id: int) -> layout.Shown:
    sets = sorted(queries.column_sets.every(reading), key=lambda each: not each.in_use)
    return layout.Shown(
        row=queries.batches.row(reading, batch_id),
        receipt=queries.receipts.of_payroll(reading, batch_id),
        sheets=_sheets(reading, batch_id),
        files=queries.payroll.files(reading, batch_id),
        rejections=queries.receipts.of_batch(reading, batch_id),
        column_sets=tuple((each.column_set.key, each.column_set.name) for each in sets),
    )


def _sheets(reading: Reading, batch_id: int) -> Payroll | Refused:
    try:
        return commands.payroll.sheets(reading, batch_id)
    except Refused as refused:
        return refused


@page.query(Output(Ids.TEXT, "children"), Input(Ids.SET, "value"), initial=True)
def preview(reading: Reading, key: str | None, batch_id: int) -> Any:
    if not key:
        return no_update
    lines = commands.payroll.sheets(reading, batch_id).lines
    chosen = queries.column_sets.one(reading, key).column_set
    return layout.text(column_sets.text(chosen, islice(lines, PREVIEWED)))


def make_files(reading: Reading, batch_id: int, **_asked: object) -> tuple[commands.payroll.Made, ...]:
    return commands.payroll.prepare(reading, batch_id)


@page.command(BODY, Input(Ids.MAKE, "n_clicks"), SEEN, then=redrawn, prepare=make_files)
def make(
    writing: Writing, _clicks: int, screen: OnScreen, batch_id: int, prepared: tuple[commands.payroll.Made, ...]
) -> Done:
    commands.payroll.export(writing, batch_id, screen.seen, prepared, screen.key)
    return Done(_("The payroll file was made."))


@page.query(Output(answers.Ids.DIALOG, "children"), Input(answers.Ids.ASK, "n_clicks"))
def ask(_reading: Reading, _clicks: int) -> Component:
    return answers.renewal()


@page.command(
    BODY, Input(answers.Ids.RENEW, "n_clicks"), State(answers.Ids.WHY, "value"), SEEN, then=redrawn, prepare=make_files
)
def renew(
    writing: Writing, _clicks: int, why: Answer, screen: OnScreen, batch_id: int,
    prepared: tuple[commands.payroll.Made, ...],
) -> Done:  # fmt: skip
    commands.payroll.renew(writing, batch_id, screen.seen, prepared, why, screen.key)
    return Done(_("A new version of the payroll file was made."))


@page.command(
    BODY,
    Input(answers.Ids.ACKNOWLEDGE, "n_clicks"),
    State(answers.Ids.RECEIPT, "value"),
    State(answers.Ids.REJECTED, "value"),
    SEEN,
    then=redrawn,
)
def acknowledge(
    writing: Writing, _clicks: int, receipt: Answer, rejected: Answer, screen: OnScreen, batch_id: int
) -> Done:
    commands.receipts.acknowledge(writing, batch_id, screen.seen, receipt, receipts.rejected(rejected))
    return Done(_("Saved."))


@page.command(BODY, Input(answers.Ids.REJECT, "n_clicks"), State(answers.Ids.REJECTED, "value"), SEEN, then=redrawn)
def reject(writing: Writing, _clicks: int, rejected: Answer, screen: OnScreen, batch_id: int) -> Done:
    commands.receipts.reject(writing, batch_id, screen.seen, receipts.rejected(rejected))
    return Done(_("Saved."))


@page.file("/batches/{batch_id}/file", writes=True)
def fetch(writing: Writing, batch_id: int, edition: str = "", form: str = "") -> File:
    name, body = commands.payroll.fetch(writing, batch_id, number(edition), form)
    return File(name, body, CSV if form else SPREADSHEET)
