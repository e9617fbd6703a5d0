"""The lines of a batch by person, and the dialogs that hold, correct or comment on one of them or the whole batch."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.batch_details import BatchDetails, Comment, PaidPerson
from domain.batches import BatchStatus
from domain.fees import LineRole, PaymentLine
from domain.permissions import Permission, Viewer
from layouts import reports
from layouts.ids import IdEnum
from layouts.parts import actions, cards, dialogs, empty, forms
from texts import _, formats, ngettext


class Ids(IdEnum):
    ASK = auto()
    DIALOG = auto()
    QUANTITY = auto()
    PRICE = auto()
    WHY = auto()
    SAY = auto()
    CORRECT = auto()


COLUMNS = 7


def paid(details: BatchDetails, viewer: Viewer) -> Component:
    title = ngettext("{count} person", "{count} people", len(details.people)).format(count=len(details.people))
    if not details.people:
        return cards.card(title, empty.empty(_("The batch is empty"), _("Lines on hold wait below.")))
    head = html.Thead(html.Tr([html.Th(word, scope="col", className=align) for word, align in _headings()]))
    groups = [_person(person, details, viewer) for person in details.people]
    frame = {"aria-label": _("Lines by person"), "role": "region"}
    table = html.Table([head, *groups], className="table grouped in-cards", role="table")
    return cards.card(title, html.Div(table, className="table-frame", tabIndex="0", **frame))


def _headings() -> list[tuple[str, str | None]]:
    return [
        (_("Date"), None),
        (_("Assignment"), None),
        (_("What"), None),
        (_("Quantity"), "numeric"),
        (_("Unit price"), "numeric"),
        (_("Sum"), "numeric"),
        ("", None),
    ]


def _person(person: PaidPerson, details: BatchDetails, viewer: Viewer) -> Component:
    account = html.Span(f"•••• {person.ending}" if person.ending else _("no account"), className="muted")
    heading = html.Tr(
        [
            html.Th([_payee(person, viewer), " ", account], scope="rowgroup", role="rowheader", colSpan=COLUMNS - 2),
            html.Th(formats.euros(person.amount), className="numeric", role="cell"),
            html.Th(role="cell"),
        ],
        role="row",
        className="group",
    )
    return html.Tbody([heading, *(_line(line, details, viewer) for line in person.lines)])


def _line(line: PaymentLine, details: BatchDetails, viewer: Viewer) -> Component:
    comments = [comment for comment in details.comments if comment.line_id == line.id]
    cells: list[Any] = [
        formats.date(line.work_date),
        _assignment(line, viewer),
        [what(line), *(html.Div(said(comment), className="reason") for comment in comments)],
        formats.number(line.quantity),
        formats.euros(line.unit_price),
        formats.euros(line.amount),
        _acts(line, details.row.status, viewer),
    ]
    named = zip(_headings(), cells, strict=True)
    drawn = [html.Td(cell, role="cell", className=align, **{"data-name": word}) for (word, align), cell in named]
    return html.Tr(drawn, role="row")


def _assignment(line: PaymentLine, viewer: Viewer) -> Component | str:
    """To its report with the receipts, for those who approve reports."""
    number = str(line.assignment_id)
    if not viewer.may(Permission.APPROVE_REPORTS):
        return number
    return dcc.Link(number, href=reports.ONE.format(report_id=line.report_id))


def what(line: PaymentLine) -> str:
    """Neutral words only; a correction says why."""
    if line.role is LineRole.ORIGINAL:
        return texts.words(line.kind)
    return f"{texts.words(line.kind)}, {texts.words(line.role)}: {line.reason}"


def _payee(person: PaidPerson, viewer: Viewer) -> Component | str:
    """To when the person is paid, for those who answer such questions."""
    if not viewer.may(Permission.SEE_REPORTS):
        return person.name
    return dcc.Link(person.name, href=f"/experts/{person.expert_id}/payments")


def said(comment: Comment) -> str:
    """ "Päivi Päällikkö 21.11.2026: Kilometrit?" """
    return f"{comment.who} {formats.date(times.day_of(comment.at))}: {comment.text}"


def _acts(line: PaymentLine, status: BatchStatus, viewer: Viewer) -> list[Component]:
    about = f"{line.assignment_id}, {formats.euros(line.amount)}"
    if status is BatchStatus.CHECKED and viewer.may(Permission.APPROVE_BATCHES):
        return [_small(_("Comment"), Ids.ASK.of(action="comment", line=line.id), about)]
    if not viewer.may(Permission.PREPARE_BATCHES):
        return []
    if status is BatchStatus.OPEN:
        return [_small(_("Hold"), Ids.ASK.of(action="hold", line=line.id), about)]
    if status is BatchStatus.CHECKED or line.role is LineRole.MINUS:
        return []
    return [_small(_("Correct"), Ids.ASK.of(action="correct", line=line.id), about)]


def _small(label: str, id: dict[str, object], about: str) -> Component:
    """`about` tells the button from those of other rows to one who hears it."""
    spoken = {"aria-label": f"{label}: {about}"}
    return html.Button(label, id=id, type="button", className="btn btn-quiet btn-sm", **spoken)


def hold_dialog(line: PaymentLine, person: str) -> Component:
    body = [_about(line, person), html.P(_("The line waits until it is released; the others are paid.")), _why()]
    say = actions.button(_("Put on hold"), Ids.SAY.of(action="hold", line=line.id), kind="primary")
    return _dialog(_("Put the line on hold"), body, say)


def comment_dialog(line: PaymentLine, person: str) -> Component:
    told = html.P(_("The preparer sees the comment beside the line when the batch is returned."))
    say = actions.button(_("Save the comment"), Ids.SAY.of(action="comment", line=line.id), kind="primary")
    return _dialog(_("Comment on the line"), [_about(line, person), told, _why()], say)


def batch_comment_dialog() -> Component:
    told = html.P(_("The preparer sees the comment at the top of the batch when it is returned."))
    say = actions.button(_("Save the comment"), Ids.SAY.of(action="comment", line=0), kind="primary")
    return _dialog(_("Comment on the batch"), [told, _why()], say)


def correct_dialog(line: PaymentLine, person: str) -> Component:
    fields = forms.fields(
        forms.text(Ids.QUANTITY, _("Right quantity"), formats.number(line.quantity), inputMode="decimal"),
        forms.text(
            Ids.PRICE, _("Right unit price, euros"), formats.number(line.unit_price.euros(), 2), inputMode="decimal"
        ),
    )
    told = html.P(_("A minus line takes this one back and a plus line pays what is right, both in the next batch."))
    say = actions.button(_("Make the correction"), Ids.CORRECT.of(line=line.id), kind="primary")
    return _dialog(_("Correct a paid line"), [_about(line, person), told, fields, _why()], say)


def withdrawal_dialog() -> Component:
    title = _("Withdraw the approval")
    say = actions.button(title, Ids.SAY.of(action="withdraw", line=0), kind="primary")
    return _dialog(title, [_why()], say)


def _why() -> Component:
    return forms.free_text(Ids.WHY, _("Reason"))


def _about(line: PaymentLine, person: str) -> Component:
    return html.P(
        f"{person} · {formats.date(line.work_date)} · {texts.words(line.kind)} · {formats.euros(line.amount)}"
    )


def _dialog(title: str, body: Sequence[Component], say: Component) -> Component:
    return dialogs.dialog(Ids.DIALOG, title, list(body), [dialogs.cancel(Ids.DIALOG), say], open=True)
