"""Payments: collecting, checking and approving by another person; the files and payroll's answer have their own page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

import pydantic
from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component

import commands.accounts
import commands.batches
import commands.fees
import commands.jobs
from callbacks.posted import Clicks, OnScreen
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.accounts import Choice
from domain.batches import Anomaly
from domain.errors import Refused
from domain.jobs import JobKind
from domain.permissions import Permission
from layouts import batch, batch_lines, batch_summary, jobs, shell
from layouts import batches as layout
from layouts.batch import Ids
from texts import _N, _

page = Page(layout.LIST, see=Permission.SEE_BATCHES, label=_N("Payments"), icon="cash-stack")
one = Page(layout.ONE, see=Permission.SEE_BATCHES)

BODY = Output(Ids.BODY, "children", allow_duplicate=True)
SEEN = State(Ids.SEEN, "data")
NOUNS = frozenset({"batches", "lines", "reports", "payroll_details"})
STEPS = {
    "check": commands.batches.check,
    "reopen": commands.batches.reopen,
    "complete": commands.batches.complete,
    "return": commands.batches.return_,
}

DIALOGS = {
    "hold": batch_lines.hold_dialog,
    "correct": batch_lines.correct_dialog,
    "comment": batch_lines.comment_dialog,
}

OF_BATCH = {"withdraw": batch_lines.withdrawal_dialog, "comment": batch_lines.batch_comment_dialog}

Text = Annotated[str, pydantic.Field(max_length=3000)]


@dataclass(frozen=True)
class OfLine:
    line: int
    action: Literal["hold", "correct", "comment", "withdraw"] = "hold"


@dataclass(frozen=True)
class OfBatch:
    action: Literal["withdraw", "comment"]


@dataclass(frozen=True)
class Step:
    action: Literal["check", "reopen", "return", "complete"]


@dataclass(frozen=True)
class OfChange:
    change: int
    choice: Choice


@dataclass(frozen=True)
class OfAnomaly:
    anomaly: Anomaly


@page.view
def show(reading: Reading) -> Component:
    rows, run = queries.batches.current(reading), queries.pay_runs.next_run(reading)
    work = jobs.collects(queries.jobs.own(reading, jobs.COLLECTS))
    return layout.page(reading.viewer, rows, run, work)


@page.query(Output(layout.Ids.BODY, "children"), Input(shell.Ids.LIVE, "data"))
def follow(reading: Reading, live: dict[str, Any]) -> Any:
    if not NOUNS & live.get("changes", {}).keys():
        return no_update
    return layout.body(queries.batches.current(reading), queries.pay_runs.next_run(reading))


@page.query(Output(jobs.Ids.COLLECTS, "children"), Input(shell.Ids.LIVE, "data"))
def follow_jobs(reading: Reading, live: dict[str, Any]) -> Any:
    return jobs.lines(queries.jobs.own(reading, jobs.COLLECTS)) if "jobs" in live.get("changes", {}) else no_update


@page.command(
    Output(layout.Ids.BODY, "children", allow_duplicate=True),
    Input(layout.Ids.MAKE, "n_clicks"),
    State(layout.Ids.UP_TO, "value"),
    State(layout.Ids.PAY_DATE, "value"),
    needs=Permission.PREPARE_BATCHES,
)
def collect(writing: Writing, _clicks: int, up_to: date, pay_date: date) -> Done:
    if queries.batches.unpaid(writing, up_to) > commands.jobs.FEW_LINES:
        commands.jobs.ask(writing, JobKind.COLLECT, {"up_to": f"{up_to}", "pay_date": f"{pay_date}"})
        return Done(_("The batch is being collected. You may leave this page; the work goes on."))
    batch_id = commands.batches.collect(writing, up_to, pay_date)
    return Done(_("The batch was collected."), layout.address(batch_id))


@one.view
def show_one(reading: Reading, batch_id: int) -> Component:
    return batch.page(queries.batch_details.one(reading, batch_id), reading.viewer, reading.today, uuid.uuid4().hex)


def redrawn(reading: Reading, batch_id: int) -> list[Component]:
    return batch.body(queries.batch_details.one(reading, batch_id), reading.viewer, reading.today, uuid.uuid4().hex)


@one.query(Output(Ids.CONTENT, "children"), Input(shell.Ids.LIVE, "data"))
def follow_one(reading: Reading, live: dict[str, Any], batch_id: int) -> Any:
    if not NOUNS & live.get("changes", {}).keys():
        return no_update
    details = queries.batch_details.one(reading, batch_id)
    return batch.content(details, reading.viewer, reading.today, uuid.uuid4().hex)


@one.command(BODY, Input(Ids.ACT.of(action=ALL), "n_clicks"), SEEN, then=redrawn)
def act(writing: Writing, _clicks: Clicks, screen: OnScreen, on: Step, batch_id: int) -> Done:
    STEPS[on.action](writing, batch_id, screen.seen)
    return Done(_("Saved."))


@one.command(
    BODY,
    Input(batch_summary.Ids.CHOOSE.of(change=ALL, choice=ALL), "n_clicks"),
    needs=Permission.PREPARE_BATCHES,
    then=redrawn,
)
def choose(writing: Writing, _clicks: Clicks, on: OfChange, batch_id: int) -> Done:
    commands.accounts.choose(writing, on.change, on.choice, batch_id)
    return Done(_("Saved."))


@one.command(BODY, Input(Ids.TICK.of(anomaly=ALL), "n_clicks"), SEEN, needs=Permission.APPROVE_BATCHES, then=redrawn)
def tick(writing: Writing, _clicks: Clicks, screen: OnScreen, on: OfAnomaly, batch_id: int) -> None:
    commands.batches.tick(writing, batch_id, screen.seen, on.anomaly)


@one.command(BODY, Input(Ids.APPROVE, "n_clicks"), SEEN, needs=Permission.APPROVE_BATCHES, then=redrawn)
def approve(writing: Writing, _clicks: int, screen: OnScreen, batch_id: int) -> Done:
    commands.batches.approve(writing, batch_id, screen.seen, screen.key)
    return Done(_("The batch was approved."))


@one.query(Output(Ids.DIALOG, "children"), Input(Ids.ASK.of(action=ALL), "n_clicks"))
def ask_of_batch(_reading: Reading, _clicks: Clicks, on: OfBatch) -> Component:
    return OF_BATCH[on.action]()


@one.query(
    Output(Ids.DIALOG, "children", allow_duplicate=True),
    Input(batch_lines.Ids.ASK.of(action=ALL, line=ALL), "n_clicks"),
)
def ask_of_line(reading: Reading, _clicks: Clicks, on: OfLine) -> Component:
    (line,) = queries.fees.told(reading, [queries.fees.line(reading, on.line)])
    person = queries.batches.expert_names(reading, [line.expert_id])[line.expert_id]
    return DIALOGS[on.action](line, person)


@one.command(
    BODY,
    Input(batch_lines.Ids.SAY.of(action=ALL, line=ALL), "n_clicks"),
    State(batch_lines.Ids.WHY, "value"),
    SEEN,
    then=redrawn,
)
def say(writing: Writing, _clicks: Clicks, why: Text | None, screen: OnScreen, on: OfLine, batch_id: int) -> Done:
    words = why or ""
    if on.action == "hold":
        commands.fees.hold(writing, on.line, words)
    elif on.action == "comment":
        commands.batches.comment(writing, batch_id, on.line or None, words)
    else:
        commands.batches.withdraw(writing, batch_id, screen.seen, words)
    return Done(_("Saved."))


@one.command(
    BODY,
    Input(batch_lines.Ids.CORRECT.of(line=ALL), "n_clicks"),
    State(batch_lines.Ids.QUANTITY, "value"),
    State(batch_lines.Ids.PRICE, "value"),
    State(batch_lines.Ids.WHY, "value"),
    needs=Permission.PREPARE_BATCHES,
    then=redrawn,
)
def correct(
    writing: Writing, _clicks: Clicks, quantity: Text | None, price: Text | None, why: Text | None, on: OfLine
) -> Done:
    commands.fees.correct(writing, on.line, _decimal(quantity or ""), money.parse(price or ""), why or "")
    return Done(_("The minus and the plus line go into the next batch."))


@one.command(BODY, Input(Ids.RELEASE.of(line=ALL), "n_clicks"), needs=Permission.PREPARE_BATCHES, then=redrawn)
def release(writing: Writing, _clicks: Clicks, on: OfLine) -> Done:
    commands.fees.release(writing, on.line)
    return Done(_("The line was released."))


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise Refused("{text} is not a number.", text=text) from None
    if not value.is_finite():
        raise Refused("{text} is not a number.", text=text)
    return value
