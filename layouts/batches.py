"""Payments: the next payment run and the list of batches."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.batches import BatchStatus, LeftOutReason
from domain.payments import BatchRow, NextRun
from domain.permissions import Permission, Viewer
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, tables
from layouts.parts.badges import Look, Tone
from texts import _, formats, ngettext

LIST = "/batches"
ONE = "/batches/{batch_id}"
LEFT_OUT = "/left-out"


class Ids(IdEnum):
    BODY = auto()
    COLLECT = auto()
    UP_TO = auto()
    PAY_DATE = auto()
    MAKE = auto()


LOOKS = {
    BatchStatus.OPEN: Look(Tone.BUSY, "pencil"),
    BatchStatus.CHECKED: Look(Tone.WARN, "hourglass-split"),
    BatchStatus.APPROVED: Look(Tone.ACCENT, "check2"),
    BatchStatus.EXPORTED: Look(Tone.INFO, "file-earmark-spreadsheet"),
    BatchStatus.ACKNOWLEDGED: Look(Tone.GOOD, "check2-all"),
}


def page(viewer: Viewer, rows: Sequence[BatchRow], run: NextRun, work: Component) -> Component:
    prepares = viewer.may(Permission.PREPARE_BATCHES)
    collect = [dialogs.opener(_("Collect a batch"), Ids.COLLECT, "primary", "plus-lg")] if prepares else []
    header = cards.page_header(_("Payments"), *collect, lead=_("Approved work is paid in batches."))
    dialog = [_collect(run)] if prepares else []
    return html.Div([header, work, html.Div(body(rows, run), id=Ids.BODY, className="page"), *dialog], className="page")


def body(rows: Sequence[BatchRow], run: NextRun) -> list[Component]:
    return [_next_run(run), _batches(rows)]


def _next_run(run: NextRun) -> Component:
    count = sum(run.left_out.values())
    waiting = ngettext("{count} waits", "{count} wait", count).format(count=count)
    tiles = cards.stats(
        cards.stat(_("Next payment day"), formats.date(run.pay_date)),
        cards.stat(_("Ready to be paid"), count_and_sum(run.lines, formats.euros(run.amount))),
        cards.stat(_("Left out"), waiting, LEFT_OUT),
    )
    told = ", ".join(f"{texts.words(why)} {run.left_out[why]}" for why in LeftOutReason if run.left_out.get(why))
    return html.Section([tiles, *([html.P(told, className="muted")] if told else [])], className="stack")


def count_and_sum(count: int, amount: str) -> str:
    return ngettext("{count} line, {sum}", "{count} lines, {sum}", count).format(count=count, sum=amount)


def _batches(rows: Sequence[BatchRow]) -> Component:
    if not rows:
        sentence = _("When work has been approved, collect it into the first batch.")
        return empty.empty(_("No batches yet"), sentence, icon="cash-stack")
    columns = [
        tables.Column(_("Batch"), lambda row: dcc.Link(name(row.id), href=address(row.id))),
        tables.Column(_("Status"), lambda row: status(row.status)),
        tables.Column(_("Payment day"), lambda row: formats.date(row.pay_date), numeric=True),
        tables.Column(_("Work until"), lambda row: formats.date(row.up_to), numeric=True),
        tables.Column(_("People"), lambda row: formats.number(row.people), numeric=True),
        tables.Column(_("Lines"), lambda row: formats.number(row.lines), numeric=True),
        tables.Column(_("Sum"), lambda row: formats.euros(row.total), numeric=True),
        tables.Column(_("Prepared by"), lambda row: row.prepared_by),
    ]
    return tables.table(columns, rows, _("Batches"), caption_hidden=True)


def name(batch_id: int) -> str:
    """The same reference stands in the payroll file."""
    return f"PE-{batch_id}"


def address(batch_id: int) -> str:
    return ONE.format(batch_id=batch_id)


def status(of: BatchStatus) -> Component:
    return badges.badge(texts.words(of), LOOKS[of].tone, LOOKS[of].icon)


def _collect(run: NextRun) -> Component:
    fields = forms.fields(
        forms.date(Ids.UP_TO, _("Work done by"), run.up_to),
        forms.date(Ids.PAY_DATE, _("Payment day"), run.pay_date, _("A banking day")),
    )
    about = html.P(_("Takes everything approved and unpaid. What stays out is listed with its reason."))
    make = actions.button(_("Collect"), Ids.MAKE, kind="primary")
    return dialogs.dialog(Ids.COLLECT, _("Collect a batch"), [about, fields], [dialogs.cancel(Ids.COLLECT), make])
