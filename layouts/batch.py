"""One batch: what it pays, what it leaves out, what is worth a look, and the one thing to do next."""

from __future__ import annotations

from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import batches, payments
from domain.batch_details import BatchDetails
from domain.batches import FLOW, Anomaly, BatchAction, BatchStatus, Finding
from domain.errors import Refused
from domain.permissions import Permission, Viewer
from layouts import batch_histories, batch_lines, batch_summary, findings, left_out
from layouts.batches import LIST, address, count_and_sum, name, status
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, timelines
from layouts.parts.badges import Tone
from texts import _, formats, ngettext


class Ids(IdEnum):
    BODY = auto()
    CONTENT = auto()
    DIALOG = auto()
    SEEN = auto()
    ACT = auto()
    TICK = auto()
    APPROVE = auto()
    ASK = auto()
    RELEASE = auto()


def page(details: BatchDetails, viewer: Viewer, today: date, key: str) -> Component:
    """`key` is this drawing's own: the same click twice is known by it."""
    title = _("Batch {name}").format(name=name(details.row.id))
    header = cards.page_header(title, actions.link(_("All batches"), LIST, kind="quiet"))
    parts = body(details, viewer, today, key)
    return html.Div([header, html.Div(parts, id=Ids.BODY, className="page")], className="page")


def body(details: BatchDetails, viewer: Viewer, today: date, key: str) -> list[Component]:
    """What others' changes redraw stands apart from the dialogs, which stay as they are."""
    return [html.Div(content(details, viewer, today, key), id=Ids.CONTENT, className="page"), html.Div(id=Ids.DIALOG)]


def content(details: BatchDetails, viewer: Viewer, today: date, key: str) -> list[Component]:
    seen = {"version": details.row.version, "content": details.row.content_sha256, "key": key}
    return [
        dcc.Store(id=Ids.SEEN, data=seen),
        _state(details),
        *_notices(details),
        _stats(details),
        *batch_summary.difference(details.difference),
        *_anomalies(details, viewer),
        *batch_summary.accounts(details, viewer),
        batch_lines.paid(details, viewer),
        *_left_out(details, viewer, today),
        batch_summary.totals(details),
        cards.card(
            _("What has happened"), timelines.timeline(batch_histories.entry(event) for event in details.timeline)
        ),
        _bar(details, viewer),
    ]


def _left_out(details: BatchDetails, viewer: Viewer, today: date) -> list[Component]:
    rows = list(details.stopped.left_out)
    return [left_out.card(details.stopped, rows, viewer, today, Ids.RELEASE)] if rows else []


def _notices(details: BatchDetails) -> list[Component]:
    notices = []
    if details.changed_accounts:
        sentence = _("The account of {names} has changed since the batch was checked. Check it again.")
        names = ", ".join(details.changed_accounts)
        notices.append(badges.notice(sentence.format(names=names), Tone.BAD, "exclamation-triangle"))
    if details.withdrawal_reason and details.row.status in (BatchStatus.OPEN, BatchStatus.CHECKED):
        sentence = _("The approval was withdrawn: {reason}").format(reason=details.withdrawal_reason)
        notices.append(badges.notice(sentence, Tone.WARN, "arrow-return-left"))
    if details.unconfirmed_fees:
        sentence = _("Payroll has not confirmed the income type of: {fees}.")
        told = sentence.format(fees=", ".join(details.unconfirmed_fees))
        notices.append(badges.notice(told, Tone.WARN, "question-circle"))
    said = [comment for comment in details.comments if comment.line_id is None]
    return notices + [badges.notice(batch_lines.said(comment), Tone.WARN, "chat-left-text") for comment in said]


def _stats(details: BatchDetails) -> Component:
    row = details.row
    return cards.stats(
        cards.stat(_("Payment day"), formats.date(row.pay_date)),
        cards.stat(_("Work until"), formats.date(row.up_to)),
        cards.stat(_("People"), formats.number(row.people)),
        cards.stat(_("Lines"), formats.number(row.lines)),
        cards.stat(_("Sum"), formats.euros(row.total)),
    )


def _state(details: BatchDetails) -> Component:
    receipt = _("Payroll's receipt: {receipt}").format(receipt=details.receipt) if details.receipt else ""
    deadline = formats.date(payments.register_deadline(details.row.pay_date))
    due = _("To the Incomes Register by {day}").format(day=deadline)
    parts = [status(details.row.status), html.Span(due, className="muted"), html.Span(receipt, className="muted")]
    return html.Div(parts, className="buttons")


def _anomalies(details: BatchDetails, viewer: Viewer) -> list[Component]:
    if not (details.findings or details.uncompared):
        return []
    asks = details.row.status is BatchStatus.CHECKED and not obstacle_of_persons(details, viewer)
    lead = _("Open each list and tick it before you approve.") if asks else _("The approver goes through these.")
    before = details.row.status in (BatchStatus.OPEN, BatchStatus.CHECKED)
    kinds = [_kind(details, kind, found, asks) for kind, found in details.findings.items()]
    leads = [html.P(lead, className="muted")] if before and kinds else []
    return [cards.card(_("Worth a look"), *leads, *kinds, *_uncompared(details.uncompared))]


def _uncompared(count: int) -> list[Component]:
    """The distance would tell where somebody lives who is under a safety prohibition."""
    said = ngettext(
        "{count} kilometre line is not compared with the table, because the contact is protected. Ask whoever entered it.",
        "{count} kilometre lines are not compared with the table, because the contact is protected. Ask whoever entered "
        "them.",
        count,
    )
    return [html.P(said.format(count=formats.number(count)), className="muted")] if count else []


def _kind(details: BatchDetails, kind: Anomaly, found: tuple[Finding, ...], asks: bool) -> Component:
    ticked = kind in details.ticked
    mark = [badges.badge(_("gone through"), Tone.GOOD, "check2")] if ticked else []
    summary = html.Summary([f"{texts.words(kind)} ({len(found)}) ", *mark])
    listed = html.Ul([html.Li(findings.told(details, each)) for each in found])
    tick = [actions.button(_("I have gone through these"), Ids.TICK.of(anomaly=kind.value), icon="check2")]
    return html.Details([summary, listed, *(tick if asks and not ticked else [])], className="data-table")


def obstacle_of_persons(details: BatchDetails, viewer: Viewer) -> str:
    """Why this person may not approve the batch, whatever is in it; empty when they may."""
    try:
        viewer.need(Permission.APPROVE_BATCHES)
        batches.check_four_eyes(details.preparers, details.payee_ids, viewer)
    except Refused as refusal:
        return texts.message(refusal)
    return ""


def obstacle(details: BatchDetails, viewer: Viewer) -> str:
    """Why the batch cannot be approved by this person now; empty when it can."""
    persons = obstacle_of_persons(details, viewer)
    if persons:
        return persons
    if details.changed_accounts:
        return _("An account has changed: the batch is checked again first.")
    try:
        batches.check_ticked(details.findings, details.ticked)
    except Refused as refusal:
        return texts.message(refusal)
    return ""


def _bar(details: BatchDetails, viewer: Viewer) -> Component:
    """Buttons come from the workflow; the first is the step ahead."""
    row = details.row
    summary = count_and_sum(row.lines, formats.euros(row.total))
    open_steps = FLOW.open_to(viewer, row.status)
    buttons = [_step(details, viewer, step) for step in sorted(open_steps, key=AHEAD.index)]
    return actions.bar(summary, *_fetch(details, viewer), *_more(details, viewer), *reversed(buttons))


AHEAD = (
    BatchAction.CHECK,
    BatchAction.APPROVE,
    BatchAction.EXPORT,
    BatchAction.ACKNOWLEDGE,
    BatchAction.REOPEN,
    BatchAction.RETURN,
    BatchAction.WITHDRAW,
)


def _step(details: BatchDetails, viewer: Viewer, step: BatchAction) -> Component:
    if step is BatchAction.APPROVE:
        reason = obstacle(details, viewer) or None
        return actions.button(_approve_label(details), Ids.APPROVE, kind="primary", disabled_because=reason)
    if step is BatchAction.EXPORT:
        return _to_payroll(details, _("Preview the payroll file"))
    if step is BatchAction.ACKNOWLEDGE:
        return _to_payroll(details, _("Payroll's answer"))
    if step is BatchAction.CHECK:
        reason = None if details.row.lines else _("There is no line in the batch.")
        return actions.button(texts.words(step), _act(step), kind="primary", disabled_because=reason)
    if step is BatchAction.RETURN:
        reason = None if details.new_comments else _("Comment on a line or on the whole batch first.")
        return actions.buttons(
            actions.button(_("Comment on the batch"), Ids.ASK.of(action="comment"), kind="quiet"),
            actions.button(texts.words(step), _act(step), kind="quiet", disabled_because=reason),
        )
    if step is BatchAction.REOPEN:
        return actions.button(texts.words(step), _act(step))
    return actions.button(texts.words(step), Ids.ASK.of(action=step.value), kind="quiet")


def _to_payroll(details: BatchDetails, label: str) -> Component:
    """The file is previewed, made and answered on a page of its own."""
    return actions.link(label, f"{address(details.row.id)}/payroll", kind="primary")


def _act(step: BatchAction) -> dict[str, object]:
    return Ids.ACT.of(action=step.value)


def _approve_label(details: BatchDetails) -> str:
    count, amount = details.row.lines, formats.euros(details.row.total)
    return ngettext("Approve {count} line, {sum}", "Approve {count} lines, {sum}", count).format(
        count=count, sum=amount
    )


def _fetch(details: BatchDetails, viewer: Viewer) -> list[Component]:
    if details.file_sha256 is None or not viewer.may(Permission.EXPORT_PAYROLL):
        return []
    return [actions.link(_("Payroll file"), f"{address(details.row.id)}/payroll")]


def _more(details: BatchDetails, viewer: Viewer) -> list[Component]:
    takes = details.row.status is BatchStatus.OPEN and viewer.may(Permission.PREPARE_BATCHES)
    count = len(details.addable.lines)
    if not (count and takes):
        return []
    label = ngettext("Take {count} new line in, {sum}", "Take {count} new lines in, {sum}", count).format(
        count=count, sum=formats.euros(details.addable.amount)
    )
    return [actions.button(label, Ids.ACT.of(action="complete"))]
