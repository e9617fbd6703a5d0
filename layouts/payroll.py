"""One batch's payroll files: what they hold, each line traced to its order, report and rate, and what has been made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.batches import BatchStatus
from domain.errors import Refused
from domain.money import total
from domain.payments import BatchRow
from domain.payroll import LineRow, Payroll, PersonRow
from domain.permissions import Permission, Viewer
from domain.receipts import File, Rejection
from layouts import orders, rates, receipts, reports
from layouts.batches import address, count_and_sum, name, status
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, forms, grid, tables
from texts import _, formats

ONE = "/batches/{batch_id}/payroll"


class Ids(IdEnum):
    BODY = auto()
    CONTENT = auto()
    SEEN = auto()
    MAKE = auto()
    LINES = auto()
    SET = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Shown:
    """`sheets` say why they cannot be made instead; `column_sets` are pairs of key and name, those in use first."""

    row: BatchRow
    receipt: str
    sheets: Payroll | Refused
    files: tuple[File, ...]
    rejections: tuple[Rejection, ...]
    column_sets: tuple[tuple[str, str], ...]


def page(shown: Shown, viewer: Viewer, key: str) -> Component:
    title = _("Payroll file of {name}").format(name=name(shown.row.id))
    header = cards.page_header(title, actions.link(_("The batch"), address(shown.row.id), kind="quiet"))
    return html.Div([header, html.Div(body(shown, viewer, key), id=Ids.BODY, className="page")], className="page")


def body(shown: Shown, viewer: Viewer, key: str) -> list[Component]:
    """`key` is this drawing's own: the same click twice is known by it. Dialogs stay when others' changes redraw."""
    parts = content(shown, viewer, key)
    return [html.Div(parts, id=Ids.CONTENT, className="page"), html.Div(id=receipts.Ids.DIALOG)]


def content(shown: Shown, viewer: Viewer, key: str) -> list[Component]:
    seen = {"version": shown.row.version, "content": shown.row.content_sha256, "key": key}
    head = [dcc.Store(id=Ids.SEEN, data=seen), html.Div(status(shown.row.status), className="buttons")]
    return [
        *head,
        *_made(shown),
        *receipts.answer(shown.row, shown.receipt, shown.rejections),
        *(_problem(shown.sheets) if isinstance(shown.sheets, Refused) else _sheets(shown, shown.sheets, viewer)),
    ]


def _problem(problem: Refused) -> list[Component]:
    title = _("There is no file to look at")
    return [empty.empty(title, texts.message(problem), icon="file-earmark-spreadsheet")]


def _sheets(shown: Shown, sheets: Payroll, viewer: Viewer) -> list[Component]:
    return [
        _people(sheets.people),
        _lines(sheets.lines, viewer),
        _changes(sheets),
        _as_text(shown),
        *_bar(shown),
    ]


def _made(shown: Shown) -> list[Component]:
    if isinstance(shown.sheets, Refused) and not shown.files:
        return []
    if not shown.files:
        sentence = _("This is a preview: nothing is changed or sent before you make the file.")
        return [badges.notice(sentence, icon="eye")]
    columns = [
        tables.Column(_("File"), lambda file: _fetch(shown.row.id, file)),
        tables.Column(_("Version"), lambda file: str(file.edition), numeric=True),
        tables.Column(_("Made"), lambda file: formats.day_and_time(file.made_at)),
        tables.Column(_("By"), lambda file: file.made_by),
        tables.Column(_("Checksum (SHA-256)"), lambda file: _digest(file)),
        tables.Column(_("Why a new version"), lambda file: file.reason or "–"),
    ]
    lead = html.P(_("A fetch always gives the same bytes and leaves a line on the trail."), className="muted")
    return [cards.card(_("Files"), lead, tables.table(columns, shown.files, _("Files"), caption_hidden=True))]


def _fetch(batch_id: int, file: File) -> Component:
    words = _("Fetch the payroll file") if not file.column_set else _("Fetch as CSV")
    query = f"?edition={file.edition}" + (f"&form={file.column_set}" if file.column_set else "")
    link = html.A(words, href=f"{address(batch_id)}/file{query}")
    return html.Div([link, html.Small(file.name, className="d-block muted text-nowrap")])


def _digest(file: File) -> Component:
    return html.Span(f"{file.sha256[:12]}…", title=file.sha256, className="font-monospace muted")


def _people(people: Sequence[PersonRow]) -> Component:
    columns = [
        tables.Column(_("Name"), lambda row: row.payee.name),
        tables.Column(_("Income type"), lambda row: texts.words(row.income_type)),
        tables.Column(_("Lines"), lambda row: formats.number(row.lines), numeric=True),
        tables.Column(_("First working day"), lambda row: formats.date(row.first_day), numeric=True),
        tables.Column(_("Last working day"), lambda row: formats.date(row.last_day), numeric=True),
        tables.Column(_("Fees"), lambda row: formats.euros(row.fees), numeric=True),
        tables.Column(_("Travel"), lambda row: formats.euros(row.travel), numeric=True),
        tables.Column(_("Sum"), lambda row: formats.euros(row.total), numeric=True),
    ]
    sums = [total(getattr(row, part) for row in people) for part in ("fees", "travel", "total")]
    foot = [_("Total"), "", formats.number(sum(row.lines for row in people)), "", "", *map(formats.euros, sums)]
    title = _("People by income type")
    return cards.card(title, tables.table(columns, people, title, total=foot, caption_hidden=True))


def _lines(lines: Sequence[LineRow], viewer: Viewer) -> Component:
    """The trace: a link only where this person may go."""
    sees_orders = viewer.may(Permission.SEE_ORDERS)
    order = grid.link("order", _("Order"), "order_href") if sees_orders else grid.text("order", _("Order"))
    opens = viewer.may(Permission.APPROVE_REPORTS)
    report = grid.link("report", _("Work report"), "report_href") if opens else grid.text("report", _("Work report"))
    # All of fixed width, for the grid hides columns that share what is left until it has come into sight.
    columns = [
        grid.text("reference", _("Line"), flex=None, width=95),
        grid.text("name", _("Name"), flex=None, width=150),
        grid.date("day", _("Date"), width=110),
        grid.text("what", _("What"), flex=None, width=120),
        grid.euros("amount", _("Sum"), width=110),
        {**order, "flex": None, "width": 95, "minWidth": 80},
        {**report, "flex": None, "width": 115},
        grid.link("rate", _("Rate"), "rate_href", flex=None, width=80, minWidth=70),
        grid.text("income_type", _("Income type"), flex=None, width=160),
        grid.number("quantity", _("Quantity"), width=100),
        grid.euros("price", _("Unit price"), width=110),
        grid.text("cost_centre", _("Cost centre"), flex=None, width=130),
    ]
    toolbar = html.Div([grid.search(Ids.LINES), grid.row_count(Ids.LINES)], className="toolbar")
    height = "420px" if len(lines) > 9 else None
    return cards.card(_("All lines"), toolbar, grid.grid(Ids.LINES, columns, _line_rows(lines), height=height))


def _line_rows(lines: Sequence[LineRow]) -> list[dict[str, object]]:
    return [
        {
            "id": row.line.id,
            "reference": row.reference,
            "name": row.payee.name,
            "income_type": texts.words(row.line.income_type),
            "what": texts.words(row.line.kind),
            "day": row.line.work_date.isoformat(),
            "quantity": float(row.line.quantity),
            "price": row.line.unit_price.cents,
            "amount": row.line.amount.cents,
            "cost_centre": row.line.cost_centre,
            "order": row.line.order_id,
            "order_href": orders.CARD.format(order_id=row.line.order_id),
            "report": row.line.report_id,
            "report_href": reports.ONE.format(report_id=row.line.report_id),
            "rate": row.line.rate_id or "",
            "rate_href": rates.address(row.line.kind, row.line.rate_id) if row.line.rate_id else "",
        }
        for row in lines
    ]


def _changes(sheets: Payroll) -> Component:
    """Who is on the sheet of new accounts; the accounts themselves stand only in the file."""
    title = _("New accounts for payroll")
    if not sheets.changes:
        return cards.card(title, html.P(_("Payroll has everyone's account already."), className="muted"))
    columns = [
        tables.Column(_("Name"), lambda row: row.payee.name),
        tables.Column(_("What is new"), lambda row: texts.words(row.change)),
        tables.Column(_("Account"), lambda row: row.account),
    ]
    lead = html.P(_("Whole account numbers stand only on a sheet of their own in the workbook."), className="muted")
    return cards.card(title, lead, tables.table(columns, sheets.changes, title, caption_hidden=True))


def _as_text(shown: Shown) -> Component:
    lead = html.P(
        _("The same lines in the form of another system. Files are made of the sets that the administrator uses."),
        className="muted",
    )
    chosen = shown.column_sets[0][0] if shown.column_sets else None
    field = forms.select(Ids.SET, _("Column set"), shown.column_sets, chosen)
    return cards.card(_("As CSV"), lead, field, html.Div(id=Ids.TEXT))


def text(preview: str) -> Component:
    """The beginning of a CSV file, identity codes hidden."""
    frame = {"aria-label": _("The beginning of the file"), "role": "region"}
    return html.Div(
        html.Pre(preview, className="m-0 p-3 small overflow-visible"), className="table-frame", tabIndex="0", **frame
    )


def _bar(shown: Shown) -> list[Component]:
    summary = count_and_sum(shown.row.lines, formats.euros(shown.row.total))
    if shown.row.status is BatchStatus.APPROVED:
        return [actions.bar(summary, actions.button(_("Make the payroll file"), Ids.MAKE, kind="primary"))]
    return []
