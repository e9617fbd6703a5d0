"""What stays out of payment: each line with its reason, how long it has waited, and the way to put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain.batches import LeftOut, LeftOutReason
from domain.money import total
from domain.payments import Stopped
from domain.permissions import Permission, Viewer
from layouts import batches, reports
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, tables
from texts import _, formats, ngettext

ADDRESS = batches.LEFT_OUT
SHOWN = 200


class Ids(IdEnum):
    BODY = auto()
    RELEASE = auto()


DETAILS, CHANGES, REPORT = "/payroll-details?expert={expert}", "/payroll-details", reports.ONE
PUT_RIGHT: Mapping[LeftOutReason, tuple[Callable[[], str], str, Permission]] = {
    LeftOutReason.NO_ACCOUNT: (lambda: _("Fill in"), DETAILS, Permission.EDIT_PAYROLL_DETAILS),
    LeftOutReason.NO_IDENTITY_CODE: (lambda: _("Fill in"), DETAILS, Permission.EDIT_PAYROLL_DETAILS),
    LeftOutReason.ACCOUNT_NOT_CONFIRMED: (lambda: _("Confirm"), CHANGES, Permission.EDIT_PAYROLL_DETAILS),
    LeftOutReason.ACCOUNT_CHANGING: (lambda: _("Choose"), CHANGES, Permission.EDIT_PAYROLL_DETAILS),
    LeftOutReason.ACCOUNT_WAITS: (lambda: _("Choose"), CHANGES, Permission.EDIT_PAYROLL_DETAILS),
    LeftOutReason.DISPUTED: (lambda: _("Open the report"), REPORT, Permission.SEE_REPORTS),
    LeftOutReason.NOT_APPROVED: (lambda: _("Open the report"), REPORT, Permission.SEE_REPORTS),
}
"""The word of the link, where it leads, and who may go there. A line on hold is released where it stands."""


def page(stopped: Stopped, viewer: Viewer, today: date) -> Component:
    lead = _("Approved and unpaid work that would not go into a batch today, the oldest first.")
    header = cards.page_header(_("Left out"), actions.link(_("Payments"), batches.LIST, icon="arrow-left"), lead=lead)
    return html.Div([header, html.Div(body(stopped, viewer, today), id=Ids.BODY, className="page")], className="page")


def body(stopped: Stopped, viewer: Viewer, today: date) -> list[Component]:
    if not stopped.left_out:
        return [
            empty.empty(
                _("Nothing is left out"),
                _("All work that has been reported goes into the next batch."),
                actions.link(_("Payments"), batches.LIST),
                icon="check2-circle",
            )
        ]
    oldest = sorted(stopped.left_out, key=lambda left: (left.since, left.report_id))
    return [card(stopped, oldest, viewer, today, Ids.RELEASE)]


def card(stopped: Stopped, rows: list[LeftOut], viewer: Viewer, today: date, release: IdEnum) -> Component:
    """Nothing is dropped in silence; `release` is the id of the page's own button."""
    held = total(left.amount for left in rows if left.amount is not None)
    title = _("Left out: {count}, of which approved {sum}").format(count=len(rows), sum=formats.euros(held))
    columns = [
        tables.Column(_("Expert"), lambda left: stopped.names.get(left.expert_id, "")),
        tables.Column(_("Work report"), lambda left: _report(left, viewer)),
        tables.Column(_("Reason"), lambda left: _reason(stopped, left)),
        tables.Column(_("Waited"), lambda left: _age(max(left.age(today), 0)), numeric=True),
        tables.Column(_("Sum"), lambda left: formats.euros(left.amount) if left.amount else "–", numeric=True),
        tables.Column("", lambda left: _remedy(left, viewer, release)),
    ]
    rest = len(rows) - SHOWN
    more = [html.P(ngettext("{count} more", "{count} more", rest).format(count=rest))] if rest > 0 else []
    return cards.card(title, tables.table(columns, rows[:SHOWN], title, caption_hidden=True), *more)


def _report(left: LeftOut, viewer: Viewer) -> Component | str:
    """The number by which others find it, whoever asks."""
    number = str(left.report_id)
    if not viewer.may(Permission.APPROVE_REPORTS):
        return number
    return dcc.Link(number, href=reports.ONE.format(report_id=left.report_id))


def _reason(stopped: Stopped, left: LeftOut) -> str:
    word = texts.words(left.reason)
    why = stopped.hold_reasons.get(left.line_id or 0)
    return f"{word}: {why}" if why else word


def _age(days: int) -> str:
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _remedy(left: LeftOut, viewer: Viewer, release: IdEnum) -> Component:
    if left.reason is LeftOutReason.ON_HOLD and viewer.may(Permission.PREPARE_BATCHES):
        spoken = {"aria-label": f"{_('Release')}: {left.report_id}"}
        id = release.of(line=left.line_id or 0)
        return html.Button(_("Release"), id=id, type="button", className="btn btn-quiet btn-sm", **spoken)
    found = way(left, viewer)
    if found is None:
        return html.Span(_("the clerk puts this right"), className="reason")
    label, href = found
    return dcc.Link(label, href=href, className="text-nowrap")


def way(left: LeftOut, viewer: Viewer) -> tuple[str, str] | None:
    """The link to where it is put right, for those who may go there."""
    if left.reason not in PUT_RIGHT:
        return None
    label, href, needs = PUT_RIGHT[left.reason]
    return (label(), href.format(expert=left.expert_id, report_id=left.report_id)) if viewer.may(needs) else None
