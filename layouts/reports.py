"""Work reports: what waits for one, what waits for approval with its price, and one report beside the list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import reports, times
from domain.errors import Refused
from domain.money import Money
from domain.payments import Submitted, Waiting
from domain.permissions import Permission, Viewer
from domain.reports import ReportBasis, ReportStatus, TravelRow
from domain.times import Span
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, grid
from layouts.parts.badges import Look, Tone
from texts import _, formats, ngettext

ONE = "/reports?report={report_id}"
TWO_LINES = 54
"""Pixels of a row whose cells have two lines."""


class Ids(IdEnum):
    BODY = auto()
    WAITING = auto()
    CONFIRM = auto()
    REPORTING = auto()
    SUBMITTED = auto()
    APPROVE = auto()
    OPENED = auto()
    PANEL = auto()
    DIALOG = auto()


READY, DECIDE, DISPUTED, OTHERS, UNPRICED = "ready", "decide", "disputed", "others", "unpriced"


def page(
    viewer: Viewer,
    waiting: Sequence[Waiting],
    submitted: Sequence[Submitted],
    disputed: Sequence[Submitted],
    today: date,
    opened: Component | None = None,
) -> Component:
    """`opened` is one report's panel, when the address names one."""
    header = cards.page_header(
        _("Work reports"), lead=_("Held work becomes a report, an approved report becomes a payment.")
    )
    parts = body(viewer, waiting, submitted, disputed, today, opened)
    return html.Div([header, html.Div(parts, id=Ids.BODY, className="page")], className="page")


def body(
    viewer: Viewer,
    waiting: Sequence[Waiting],
    submitted: Sequence[Submitted],
    disputed: Sequence[Submitted],
    today: date,
    opened: Component | None = None,
) -> list[Component]:
    """Each part for those who may act in it."""
    parts = []
    if viewer.may(Permission.ENTER_REPORTS):
        parts.append(_to_report(waiting, today))
    if viewer.may(Permission.APPROVE_REPORTS):
        parts.append(_to_approve([*disputed, *submitted], viewer, opened))
    return [*parts, html.Div(id=Ids.DIALOG)]


def _to_report(rows: Sequence[Waiting], today: date) -> Component:
    if not rows:
        done = empty.empty(_("Every held assignment has been reported"), icon="check2-circle")
        return _section(_("Waiting for a report"), done)
    columns = [
        grid.date("day", _("Date"), width=108, sort="asc"),
        grid.text("time", _("Time"), flex=None, width=106),
        grid.text("expert", _("Expert"), minWidth=130),
        grid.text("unit", _("Orderer"), flex=3, minWidth=150),
        grid.number("age", _("Days waited"), width=112),
        grid.text("note", _("Note"), minWidth=114),
        grid.actions(Ids.REPORTING, _report_acts(), about="about", flex=None, width=180),
    ]
    confirm = actions.button(confirm_label(0), Ids.CONFIRM, kind="primary", disabled_because=_("Choose rows first."))
    toolbar = html.Div([confirm, grid.search(Ids.WAITING), grid.row_count(Ids.WAITING)], className="toolbar")
    listed = grid.grid(
        Ids.WAITING,
        columns,
        waiting_rows(rows, today),
        height=_height(len(rows)),
        stacks=True,
        rowSelection=_selection("as_planned"),
    )
    return _section(_("Waiting for a report"), toolbar, listed, dcc.Store(id=Ids.REPORTING))


def _report_acts() -> list[grid.Act]:
    return [
        grid.Act("report", _("Report otherwise"), icon="pencil"),
        grid.Act("correct", _("Correct"), kind="primary", icon="pencil"),
    ]


def waiting_rows(rows: Sequence[Waiting], today: date) -> list[dict[str, object]]:
    return [
        {
            "id": row.assignment_id,
            "day": times.day_of(row.planned.start).isoformat(),
            "time": _clocks(row.planned),
            "expert": row.expert,
            "unit": row.unit,
            "age": (today - times.day_of(row.planned.start)).days,
            "note": _("Returned: {reason}").format(reason=row.returned.reason) if row.returned else "",
            "as_planned": row.returned is None,
            "actions": ["correct" if row.returned else "report"],
            "about": f"{row.expert} {formats.date(times.day_of(row.planned.start))}",
        }
        for row in rows
    ]


def confirm_label(count: int, amount: Money | None = None) -> str:
    """Without a sum where a price is not known."""
    if not count:
        return _("Confirm as planned")
    if amount is None:
        return ngettext("Confirm {count} as held as planned", "Confirm {count} as held as planned", count).format(
            count=count
        )
    return ngettext(
        "Confirm {count} as held as planned, {sum}", "Confirm {count} as held as planned, {sum}", count
    ).format(count=count, sum=formats.euros(amount))


def _to_approve(rows: Sequence[Submitted], viewer: Viewer, opened: Component | None) -> Component:
    panel = html.Div(opened, id=Ids.PANEL)
    if not rows:
        coming = _("A report comes here when a coordinator has confirmed that the work was done.")
        done = empty.empty(_("No report waits for approval"), coming, icon="check2-circle")
        return _section(_("Waiting for approval"), cards.with_panel(done, panel))
    columns = [
        grid.date("day", _("Date"), width=112),
        grid.lines("expert", _("Expert and orderer"), "who", flex=2, minWidth=150),
        grid.lines("fee", _("Fee and work"), "work", flex=3, minWidth=170),
        grid.euros("cents", _("Sum"), width=96),
        grid.badge("state", _("Status"), looks(), width=146),
        grid.actions(
            Ids.OPENED,
            [grid.Act("open", _("Open"))],
            about="about",
            header=" ",
            flex=None,
            minWidth=88,
            width=88,
            pinned="right",
        ),
    ]
    approve = actions.button(
        approve_label(0, Money(0)), Ids.APPROVE, kind="primary", disabled_because=_("Choose rows first.")
    )
    toolbar = html.Div([approve, grid.search(Ids.SUBMITTED), grid.row_count(Ids.SUBMITTED)], className="toolbar")
    listed = grid.grid(
        Ids.SUBMITTED,
        columns,
        submitted_rows(rows, viewer),
        height=_height(len(rows)),
        rowHeight=TWO_LINES,
        stacks=True,
        rowSelection=_selection("ready"),
    )
    listed.className += " tall"
    beside = cards.with_panel(html.Div([toolbar, listed], className="stack"), panel)
    return _section(_("Waiting for approval"), beside, dcc.Store(id=Ids.OPENED))


def _section(title: str, *parts: Component) -> Component:
    return html.Section([html.H2(title), *parts], className="stack")


def looks() -> dict[str, Look]:
    """The words of the state column, in the order of urgency."""
    return {
        state_word(DECIDE): Look(Tone.WARN, "question-circle"),
        state_word(UNPRICED): Look(Tone.BAD, "exclamation-triangle"),
        state_word(DISPUTED): Look(Tone.BAD, "chat-square-dots"),
        state_word(READY): Look(Tone.INFO, "hourglass-split"),
        state_word(OTHERS): Look(Tone.NEUTRAL, "people"),
    }


def state_word(state: str) -> str:
    words = {
        READY: _("waiting"),
        DECIDE: _("to decide"),
        DISPUTED: _("disputed"),
        OTHERS: _("for another person"),
        UNPRICED: _("without a price"),
    }
    return words[state]


def submitted_rows(rows: Sequence[Submitted], viewer: Viewer) -> list[dict[str, object]]:
    return [
        {
            "id": row.report_id,
            "version": row.version,
            "day": times.day_of(row.span.start).isoformat(),
            "expert": row.expert,
            "who": [row.expert, row.unit],
            "fee": fee(row),
            "work": [fee(row), ", ".join(filter(None, (formats.hours(row.span.minutes), travel_words(row.travel))))],
            "cents": None if row.preview.problem else row.preview.amount.cents,
            "state": state_word(state(row, viewer)),
            "ready": state(row, viewer) == READY,
            "actions": ["open"],
            "about": f"{row.expert} {formats.date(times.day_of(row.span.start))}",
        }
        for row in rows
    ]


def state(row: Submitted, viewer: Viewer) -> str:
    if row.status is ReportStatus.DISPUTED:
        return DISPUTED
    if row.needs_decision:
        return DECIDE
    if row.preview.problem:
        return UNPRICED
    return OTHERS if why_not(row, viewer) else READY


def why_not(row: Submitted, viewer: Viewer) -> str:
    """Why this person may not approve the report; empty when they may."""
    try:
        reports.check_approver(row.reported_by_id, row.expert_id, viewer)
    except Refused as refusal:
        return texts.message(refusal)
    return texts.message(row.preview.problem) if row.preview.problem else ""


def approve_label(count: int, amount: Money) -> str:
    if not count:
        return _("Approve the chosen")
    return ngettext("Approve {count} report, {sum}", "Approve {count} reports, {sum}", count).format(
        count=count, sum=formats.euros(amount)
    )


def fee(row: Submitted) -> str:
    return row.fee if row.basis is ReportBasis.DONE else f"{row.fee} ({texts.words(row.basis)})"


def travel_words(rows: Collection[TravelRow]) -> str:
    """ "own car 42, ticket" """
    return ", ".join(texts.words(row.kind) + ("" if row.amount is not None else f" {row.quantity}") for row in rows)


def _clocks(span: Span) -> str:
    return f"{formats.clock(span.start)}–{formats.clock(span.end)}"


def _selection(ready: str) -> dict[str, object]:
    return {
        "mode": "multiRow",
        "selectAll": "filtered",
        "isRowSelectable": {"function": f"params.data.{ready}"},
        "hideDisabledCheckboxes": True,
    }


def _height(rows: int) -> str | None:
    """A short list is as high as its rows; a long one scrolls by itself."""
    return "32rem" if rows > 14 else None
