"""One order in full: what was ordered, who does it, what was answered, what has happened, and every act open now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import orders as rules
from domain.assignments import LIVE, AssignmentRow
from domain.deeds import Deed
from domain.feedback import Given
from domain.offers import OfferAction, OfferRow, OfferStatus
from domain.orders import OrderAction, OrderDetails, UnfilledReason
from domain.trail import Entry
from layouts import assignments as tasks
from layouts import feedback, order_histories, orders
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, forms, tables
from layouts.parts.badges import Tone
from layouts.parts.icons import icon
from texts import _, formats

DASH = "–"


class Ids(IdEnum):
    BODY = auto()
    DIALOG = auto()
    ACT = auto()
    CLOSE = auto()
    CLOSING = auto()
    REASON = auto()
    CANCELLING = auto()
    OFFER = auto()


@dataclass(frozen=True)
class View:
    """Everything one order's page is drawn from. `acts` are the order's own, open to this person now; `whole_history` is
    the address where all of it is, when `history` is its newest part."""

    order: OrderDetails
    offers: Sequence[OfferRow]
    assignments: Sequence[AssignmentRow]
    history: Sequence[Entry]
    whole_history: str
    deeds: Sequence[Deed]
    feedback: Sequence[Given]
    acts: Sequence[OrderAction]
    offer_acts: Sequence[OfferAction]
    may_edit: bool
    is_handler: bool
    now: datetime
    back: str = ""


def page(view: View) -> Component:
    """The dialog of an assignment stands beside the body, so that another's change does not close it."""
    back = dcc.Link([icon("arrow-left"), _("To the queue")], href=f"{orders.LIST}?{view.back}", className="back")
    drawn = html.Div(body(view), id=Ids.BODY, className="page")
    whole = [*([back] if view.back else []), drawn, html.Div(id=Ids.DIALOG)]
    return html.Div(whole, className="page", **{"data-follows": f"orders {view.order.id}"})


def body(view: View) -> list[Component]:
    order = view.order
    header = cards.page_header(
        _("Order {number}").format(number=order.id),
        *_header_acts(view),
        lead=f"{order.row.client} · {order.row.package}",
    )
    marks = [orders.lane(order.row.lane), *(orders.badge(badge) for badge in order.row.badges)]
    notices = [_missing(order)] if order.row.lane in rules.UNFILLED_LANES and rules.missing(order.form) else []
    earlier = [actions.link(_("Show everything that has happened"), view.whole_history)] if view.whole_history else []
    aside = cards.card(_("What has happened"), _history(view), *earlier)
    return [
        header,
        html.Div(marks, className="marks"),
        *notices,
        _work(view),
        *([_offers(view)] if view.offers else []),
        *feedback.card(view.assignments, view.feedback, view.now),
        cards.columns(_facts(order), aside),
        *_dialogs(view),
    ]


def _header_acts(view: View) -> list[Component]:
    order = view.order
    if not view.may_edit:
        return []
    is_open = order.row.status in rules.OPEN
    wanting = order.row.lane in rules.UNFILLED_LANES
    find = actions.link(
        _("Find an expert"), orders.MATCH.format(order_id=order.id), "primary" if wanting else "secondary", "people"
    )
    edit = actions.link(_("Edit"), orders.EDIT.format(order_id=order.id), icon="pencil")
    return [*_acts(view), *([edit, find] if is_open else [])]


def _acts(view: View) -> list[Component]:
    order, version = view.order, view.order.row.version
    found: list[Component] = []
    beside = {
        OrderAction.RELEASE: view.offers or not view.is_handler,
        OrderAction.CLOSE_UNFILLED: [task for task in view.assignments if task.status in LIVE],
    }
    for act in view.acts:
        if beside.get(act):
            continue
        if act is OrderAction.CLOSE_UNFILLED:
            found.append(dialogs.opener(_("Close without an expert …"), Ids.CLOSING.value, "quiet"))
        elif act is OrderAction.CANCEL:
            found.append(dialogs.opener(_("Cancel the order …"), Ids.CANCELLING.value, "quiet"))
        else:
            found.append(actions.button(texts.words(act), Ids.ACT.of(action=act.value, version=version)))
    if order.row.status in rules.OPEN:
        waiting = (
            ("wait_over", _("The orderer has answered"))
            if order.waits_for_orderer
            else ("wait", _("Wait for the orderer"))
        )
        found.append(actions.button(waiting[1], Ids.ACT.of(action=waiting[0], version=version), "quiet"))
        if order.row.handler_id is not None and (not view.is_handler or rules.Badge.LAPSED in order.row.badges):
            found.append(actions.button(_("Take over"), Ids.ACT.of(action="take_over", version=version)))
    return found


def _missing(order: OrderDetails) -> Component:
    gaps = ", ".join(texts.words(gap) for gap in rules.missing(order.form))
    sentence = _("Still missing: {gaps}. An expert can be sought already.").format(gaps=gaps)
    return badges.notice(sentence, Tone.WARN, "question-circle")


def _work(view: View) -> Component:
    order = view.order
    filled = _("{filled} of {needed} experts").format(filled=order.row.progress.filled, needed=order.row.needed)
    if not order.sessions:
        wish = order.form.open_time or _("not told")
        sentence = _("The time is open: {wish}. Agree on it and write it on the order before assigning.")
        return cards.card(_("Sessions and experts"), badges.notice(sentence.format(wish=wish), icon="calendar-range"))
    return cards.card(
        _("Sessions and experts"),
        html.P(filled, className="muted"),
        tasks.table(order, view.assignments, view.may_edit),
    )


def _offers(view: View) -> Component:
    columns = (
        tables.Column(_("Expert"), lambda row: row.expert),
        tables.Column(_("Status"), _offer_status),
        tables.Column(_("Answer"), lambda row: texts.words(row.answer) if row.answer else DASH),
        tables.Column(_("Called"), lambda row: formats.day_and_time(row.answered_at or row.offered_at)),
        tables.Column(_("Call back"), lambda row: formats.date(row.call_back_on) if row.call_back_on else DASH),
        tables.Column(_("By"), lambda row: row.offered_by),
        tables.Column(_("Actions"), lambda row: _offer_acts(row, view)),
    )
    return cards.card(_("Offers"), tables.table(columns, view.offers, _("Offers"), caption_hidden=True))


def _offer_status(row: OfferRow) -> Component:
    look = tasks.OFFERS[row.status]
    reason = [html.Div(_("Set aside: {reason}").format(reason=row.override_reason), className="muted")]
    return html.Div(
        [badges.badge(texts.words(row.status), look.tone, look.icon), *(reason if row.override_reason else [])]
    )


def _offer_acts(row: OfferRow, view: View) -> Component | str:
    if row.status is not OfferStatus.OPEN:
        return DASH
    return actions.buttons(
        *(
            actions.button(texts.words(act), Ids.OFFER.of(action=act.value, id=row.id, version=row.version), "quiet")
            for act in view.offer_acts
            if act in (OfferAction.WITHDRAW, OfferAction.EXPIRE)
        )
    )


def _facts(order: OrderDetails) -> Component:
    form = order.form
    agree = html.Details([html.Summary(_("What to agree beforehand")), html.P(order.agree)], className="more")
    pairs = (
        (_("Orderer"), order.row.client),
        (_("Contact person"), tasks.contact(order.contact)),
        (_("Task type"), order.task_type),
        (_("Themes"), ", ".join(order.row.themes)),
        (_("Whose experience"), texts.words(form.theme_role) if form.theme_role else _("either")),
        (_("Place"), orders.place(order)),
        (_("Language"), formats.language(form.language)),
        (_("Wished expert"), order.wished_expert),
        (_("Working pair"), form.working_pair),
        (_("Nature of the task"), form.nature),
        (_("Responsibility and division of work"), form.responsibility),
        (_("Target group"), form.target_group),
        (_("Description"), form.description),
        (_("Arrival and access"), form.access),
        (_("Cost centre"), form.cost_centre),
        (_("Project"), form.project),
        (_("The superior has agreed"), _("Yes") if form.superior_consents else _("not told")),
        (_("Handler"), order.row.handler),
        (_("Received"), formats.day_and_time(order.row.received_at)),
        (_("Why no one was found"), texts.words(order.unfilled_reason) if order.unfilled_reason else None),
    )
    told = [(name, value) for name, value in pairs if value]
    return cards.card(_("What was ordered"), cards.facts(told), agree)


def _history(view: View) -> Component:
    names = {("offers", offer.id): offer.expert for offer in view.offers}
    names |= {("assignments", task.id): task.expert for task in view.assignments}
    starts = {task.id: task.span.start for task in view.assignments}
    return order_histories.history(view.history, names, starts, view.deeds)


def _dialogs(view: View) -> list[Component]:
    found = {OrderAction.CLOSE_UNFILLED: _closing, OrderAction.CANCEL: _cancelling}
    return [found[act](view) for act in view.acts if act in found]


def _closing(view: View) -> Component:
    reasons = forms.radios(
        Ids.REASON.of(order=view.order.id),
        _("What was missing?"),
        [(reason.value, texts.words(reason)) for reason in UnfilledReason],
    )
    lead = html.P(_("The answer is kept for planning: which trainings and areas are short of experts."))
    close = actions.button(_("Close the order"), Ids.CLOSE.of(version=view.order.row.version), "primary")
    return dialogs.dialog(
        Ids.CLOSING, _("Close without an expert"), [lead, reasons], [dialogs.cancel(Ids.CLOSING.value), close]
    )


def _cancelling(view: View) -> Component:
    cancel = actions.button(
        _("Cancel the order"), Ids.ACT.of(action=OrderAction.CANCEL.value, version=view.order.row.version), "danger"
    )
    lead = html.P(_("The orderer cancels everything that is still to come. Open offers are withdrawn."))
    return dialogs.dialog(
        Ids.CANCELLING,
        _("Cancel the order"),
        [lead, tasks.consequences(view.assignments, view.now)],
        [dialogs.cancel(Ids.CANCELLING.value, _("Keep the order")), cancel],
    )
