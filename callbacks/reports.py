"""Work reports: confirming, reporting otherwise, approving, returning, disputing and settling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dash import ALL, Input, Output, State, no_update
from dash.development.base_component import Component

import commands.approvals
import commands.reports
from callbacks.addresses import number
from callbacks.posted import Clicks
from callbacks.wiring import Done, Page
from db import queries
from db.session import Reading, Writing
from domain import money
from domain.flow import Seen
from domain.money import Money
from domain.payments import Submitted
from domain.permissions import Permission
from domain.reports import OverrunDecision
from layouts import report_forms, report_panel, shell
from layouts import reports as layout
from layouts.reports import Ids
from texts import _N, _, ngettext

page = Page("/reports", see=Permission.SEE_REPORTS, label=_N("Work reports"), icon="clipboard-check")

BODY = Output(Ids.BODY, "children", allow_duplicate=True)
NOUNS = frozenset({"reports", "assignments"})
ACTS = {"return": commands.reports.return_, "dispute": commands.reports.dispute, "settle": commands.reports.settle}


@dataclass(frozen=True)
class Chosen:
    """What the browser sends back of a ticked row; only the id and the version are acted on."""

    id: int
    version: int = 0
    cents: int | None = 0


Rows = list[Chosen]


@dataclass(frozen=True)
class Asked:
    """A button in a row of a grid."""

    action: str
    id: int


@dataclass(frozen=True)
class OfReport:
    report: int
    version: int = 0
    action: Literal["return", "dispute", "settle"] = "return"


@page.view
def show(reading: Reading, report: str = "") -> Component:
    """`report` opens one, approved ones too."""
    approves = reading.viewer.may(Permission.APPROVE_REPORTS)
    asked = number(report) if approves else None
    opened = None if asked is None else _panel(reading, queries.reports.of_any_status(reading, asked))
    return layout.page(reading.viewer, *_lists(reading), reading.today, opened)


def redrawn(reading: Reading) -> list[Component]:
    return layout.body(reading.viewer, *_lists(reading), reading.today)


def _lists(reading: Reading) -> tuple[Any, Any, Any]:
    """Only what this person may act on is fetched."""
    enters, approves = (reading.viewer.may(each) for each in (Permission.ENTER_REPORTS, Permission.APPROVE_REPORTS))
    waiting = queries.reports.waiting(reading) if enters else ()
    submitted = queries.reports.submitted(reading) if approves else ()
    return waiting, submitted, queries.reports.disputed(reading) if approves else ()


@page.counted
def count(reading: Reading) -> int:
    enters, approves = (reading.viewer.may(each) for each in (Permission.ENTER_REPORTS, Permission.APPROVE_REPORTS))
    return (queries.reports.count_waiting(reading) if enters else 0) + (
        queries.reports.count_submitted(reading) if approves else 0
    )


@page.query(Output(Ids.WAITING, "rowData"), Input(shell.Ids.LIVE, "data"), needs=Permission.ENTER_REPORTS)
def follow_waiting(reading: Reading, live: dict[str, Any]) -> Any:
    if not NOUNS & live.get("changes", {}).keys():
        return no_update
    return layout.waiting_rows(queries.reports.waiting(reading), reading.today)


@page.query(Output(Ids.SUBMITTED, "rowData"), Input(shell.Ids.LIVE, "data"), needs=Permission.APPROVE_REPORTS)
def follow_submitted(reading: Reading, live: dict[str, Any]) -> Any:
    if not NOUNS & live.get("changes", {}).keys():
        return no_update
    rows = (*queries.reports.disputed(reading), *queries.reports.submitted(reading))
    return layout.submitted_rows(rows, reading.viewer)


@page.query(
    [Output(Ids.CONFIRM, "children"), Output(Ids.CONFIRM, "disabled")],
    Input(Ids.WAITING, "selectedRows"),
    needs=Permission.ENTER_REPORTS,
    always=True,
)
def count_to_confirm(reading: Reading, rows: Rows | None) -> tuple[str, bool]:
    """With what they pay if held as planned; travel is reported one at a time."""
    ids = [row.id for row in rows or ()]
    return layout.confirm_label(len(ids), queries.assignments.expected(reading, ids) if ids else None), not rows


@page.command(
    BODY,
    Input(Ids.CONFIRM, "n_clicks"),
    State(Ids.WAITING, "selectedRows"),
    needs=Permission.ENTER_REPORTS,
    then=redrawn,
)
def confirm(writing: Writing, _clicks: int, rows: Rows) -> Done:
    commands.reports.confirm(writing, [row.id for row in rows])
    return Done(
        ngettext("{count} assignment was confirmed.", "{count} assignments were confirmed.", len(rows)).format(
            count=len(rows)
        )
    )


@page.query(
    [Output(Ids.APPROVE, "children"), Output(Ids.APPROVE, "disabled")],
    Input(Ids.SUBMITTED, "selectedRows"),
    needs=Permission.APPROVE_REPORTS,
    always=True,
)
def count_to_approve(_reading: Reading, rows: Rows | None) -> tuple[str, bool]:
    total = money.total(Money(row.cents or 0) for row in rows or ())
    return layout.approve_label(len(rows or ()), total), not rows


@page.command(
    BODY,
    Input(Ids.APPROVE, "n_clicks"),
    State(Ids.SUBMITTED, "selectedRows"),
    needs=Permission.APPROVE_REPORTS,
    then=redrawn,
)
def approve(writing: Writing, _clicks: int, rows: Rows) -> Done:
    commands.approvals.approve(writing, {row.id: Seen(row.version) for row in rows})
    return _approved(len(rows))


@page.command(
    BODY,
    Input(report_panel.Ids.APPROVE.of(report=ALL, version=ALL), "n_clicks"),
    needs=Permission.APPROVE_REPORTS,
    then=redrawn,
)
def approve_one(writing: Writing, _clicks: Clicks, on: OfReport) -> Done:
    commands.reports.approve(writing, on.report, Seen(on.version))
    return _approved(1)


def _approved(count: int) -> Done:
    return Done(ngettext("{count} report was approved.", "{count} reports were approved.", count).format(count=count))


@page.query(Output(Ids.PANEL, "children"), Input(Ids.OPENED, "data"), needs=Permission.APPROVE_REPORTS)
def open_report(reading: Reading, asked: Asked) -> Component:
    return _panel(reading, queries.reports.one(reading, asked.id))


def _panel(reading: Reading, row: Submitted) -> Component:
    history = queries.timelines.of_report(reading, row.report_id)
    return report_panel.panel(row, history, queries.vouchers.of_assignment(reading, row.assignment_id), reading.viewer)


@page.query(
    Output(Ids.PANEL, "children", allow_duplicate=True),
    Input(report_panel.Ids.CLOSE, "n_clicks"),
    needs=Permission.APPROVE_REPORTS,
)
def close(_reading: Reading, _clicks: int) -> None:
    return None


@page.query(
    Output(Ids.DIALOG, "children", allow_duplicate=True),
    Input(report_panel.Ids.ASK.of(action=ALL, report=ALL), "n_clicks"),
    needs=Permission.APPROVE_REPORTS,
)
def ask_why(reading: Reading, _clicks: Clicks, on: OfReport) -> Component:
    return report_forms.reason(queries.reports.one(reading, on.report), on.action)


@page.command(
    BODY,
    Input(report_forms.Ids.SAY.of(action=ALL, report=ALL, version=ALL), "n_clicks"),
    State(report_forms.Ids.WHY, "value"),
    needs=Permission.APPROVE_REPORTS,
    then=redrawn,
)
def say(writing: Writing, _clicks: Clicks, why: str | None, on: OfReport) -> Done:
    ACTS[on.action](writing, on.report, Seen(on.version), why or "")
    return Done(_("Saved."))


@page.command(
    BODY,
    Input(report_panel.Ids.DECIDE.of(report=ALL, version=ALL), "n_clicks"),
    State(report_panel.Ids.DECISION, "value"),
    State(report_panel.Ids.REASON, "value"),
    needs=Permission.APPROVE_REPORTS,
    then=redrawn,
)
def decide(writing: Writing, _clicks: Clicks, decision: OverrunDecision, reason: str | None, on: OfReport) -> Done:
    commands.reports.decide_overrun(writing, on.report, Seen(on.version), decision, reason or "")
    return Done(_("Saved."))
