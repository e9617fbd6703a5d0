"""Assignments of one order as a table, and the dialog that tells each act's consequence in euros before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import auto
from typing import TypeAlias

from dash import html
from dash.development.base_component import Component

import texts
from domain import assignments, times
from domain.assignments import AssignmentAction, AssignmentRow, AssignmentStatus, Party
from domain.money import ZERO
from domain.offers import OfferStatus
from domain.orders import Contact, OrderDetails, SessionRow
from domain.series import Reach
from layouts import orders
from layouts.ids import IdEnum
from layouts.parts import actions, badges, dialogs, forms, tables
from layouts.parts.badges import Look, Tone
from texts import _, formats

OFFERS: Mapping[OfferStatus, Look] = {
    OfferStatus.OPEN: Look(Tone.ACCENT, "telephone-outbound"),
    OfferStatus.ACCEPTED: Look(Tone.GOOD, "check-circle"),
    OfferStatus.DECLINED: Look(Tone.NEUTRAL, "x-circle"),
    OfferStatus.EXPIRED: Look(Tone.NEUTRAL, "hourglass-bottom"),
    OfferStatus.WITHDRAWN: Look(Tone.NEUTRAL, "arrow-counterclockwise"),
}


Line: TypeAlias = "tuple[SessionRow, AssignmentRow | None, int]"
"""A row of the table: a session with one of its experts, or with how many it lacks."""


class Ids(IdEnum):
    CHANGE = auto()
    MODAL = auto()
    END = auto()
    MOVE = auto()
    MOVE_TO = auto()
    REACH = auto()
    AGREED = auto()
    ANEW = auto()


def table(order: OrderDetails, tasks: Sequence[AssignmentRow], may_edit: bool) -> Component:
    columns = [
        tables.Column(_("Time"), lambda line: _time(line[0])),
        tables.Column(_("Expert"), lambda line: _expert(line)),
        tables.Column(_("Telephone"), lambda line: phone(line[1]) if line[1] else ""),
        tables.Column(_("Status"), lambda line: _status(line[1]) if line[1] else ""),
        tables.Column(_("Fee"), lambda line: _fee(line[1]) if line[1] else "", numeric=True),
    ]
    if may_edit:
        columns.append(tables.Column(_("Actions"), lambda line: _change(line[1]) if line[1] else ""))
    return tables.table(columns, list(_lines(order, tasks)), _("Sessions and experts"), caption_hidden=True)


def contact(found: Contact | None) -> Component | str | None:
    if found is None:
        return None
    parts: list[Component | str] = [found.name]
    if found.phone:
        parts += [", ", _call(found.phone)]
    if found.email:
        parts += [", ", html.A(found.email, href=f"mailto:{found.email}")]
    return html.Span(parts)


def phone(task: AssignmentRow) -> Component | str:
    """An association's number is marked as such: the expert's own is not called."""
    if not task.phone:
        return "–"
    through = [html.Div(task.through, className="muted")] if task.through else []
    return html.Div([_call(task.phone), *through])


def consequences(tasks: Iterable[AssignmentRow], now: datetime) -> Component:
    """What cancelling the order would pay, assignment by assignment."""
    to_come = [task for task in tasks if task.status is AssignmentStatus.AGREED and task.span.start > now]
    if not to_come:
        return html.P(_("Nobody has been assigned: nothing is paid."))
    rows = [
        html.Li(f"{formats.day_and_time(task.span.start)}, {task.expert}: {cancelled(task, Party.CLIENT, now)}")
        for task in to_come
    ]
    return html.Ul(rows)


def cancelled(task: AssignmentRow, by: Party, now: datetime) -> str:
    """The rule in words, with the sum."""
    if by is Party.EXPERT:
        return _("the expert's own cancellation: no fee is paid")
    hours = task.free_cancellation_hours
    if assignments.cancellation_is_paid(by, now, task.span.start, hours):
        return _("less than {hours} h to the start: the fee of {fee} is paid").format(hours=hours, fee=_sum(task))
    return _("at least {hours} h to the start: no fee is paid").format(hours=hours)


def no_show(task: AssignmentRow, by: Party) -> str:
    if assignments.no_show_is_paid(by):
        return _("the fee of {fee} is paid").format(fee=_sum(task))
    return _("no fee is paid; nothing is written of the reason")


def dialog(task: AssignmentRow, now: datetime, dates: int = 1) -> Component:
    """`dates` counts the sessions to come that the expert has on the order, this one included."""
    begun = task.span.start <= now
    reach = [_reach(task)] if dates > 1 else []
    return dialogs.dialog(
        Ids.MODAL,
        f"{task.expert}, {formats.day_and_time(task.span.start, task.span.end)}",
        [*reach, _did_not_come(task) if begun else _cannot(task, now), _moving(task), _voiding(task)],
        [dialogs.cancel(Ids.MODAL.value, _("Close"))],
        open=True,
        size="lg",
    )


def _reach(task: AssignmentRow) -> Component:
    """Of cancelling and moving; what is held or paid stays as it is."""
    choices = [(reach.value, texts.words(reach)) for reach in Reach]
    return forms.radios(Ids.REACH.of(id=task.id), _("The change concerns"), choices, Reach.THIS.value, inline=True)


def _cannot(task: AssignmentRow, now: datetime) -> Component:
    words = {
        Party.EXPERT: _("The expert cannot come: find another"),
        Party.CLIENT: _("The orderer cancels"),
        Party.CUSTOMER: _("The orderer's customer cancels"),
    }
    acts = [_end(task, AssignmentAction.CANCEL, by, word, cancelled(task, by, now)) for by, word in words.items()]
    return _section(_("Cannot come, or is cancelled"), *acts)


def _did_not_come(task: AssignmentRow) -> Component:
    words = {
        Party.CUSTOMER: _("The orderer's customer did not come"),
        Party.CLIENT: _("The orderer did not come"),
        Party.EXPERT: _("The expert did not come"),
    }
    acts = [_end(task, AssignmentAction.MARK_NO_SHOW, by, word, no_show(task, by)) for by, word in words.items()]
    return _section(_("Someone did not come"), *acts)


def _moving(task: AssignmentRow) -> Component:
    start, end = times.local(task.span.start), times.local(task.span.end)
    fields = forms.fields(
        forms.date(Ids.MOVE_TO.of(part="day"), _("Date"), start.date()),
        forms.clock(Ids.MOVE_TO.of(part="start"), _("From"), f"{start:%H:%M}"),
        forms.clock(Ids.MOVE_TO.of(part="end"), _("Until"), f"{end:%H:%M}"),
    )
    lead = html.P(
        _("Everyone on the session moves, and free cancellation starts anew. Each one's new yes is waited for.")
    )
    agreed = forms.check(Ids.AGREED.of(id=task.id), _("This expert has already said yes to the new time"))
    move = actions.button(_("Move"), Ids.MOVE.of(id=task.id, version=task.version), icon="calendar-plus")
    return _section(_("Another time"), lead, fields, agreed, actions.buttons(move))


def _voiding(task: AssignmentRow) -> Component:
    word = _("Void: entered by mistake")
    return _section(
        _("It never was"),
        _end(task, AssignmentAction.VOID, Party.CLIENT, word, _("nothing is paid and the place is open again")),
    )


def _end(task: AssignmentRow, action: AssignmentAction, by: Party, word: str, consequence: str) -> Component:
    key = Ids.END.of(action=action.value, id=task.id, by=by.value, version=task.version)
    return html.Div([actions.button(word, key), html.Span(consequence, className="reason")], className="with-reason")


def _section(title: str, *parts: Component) -> Component:
    return html.Section([html.H3(title), *parts], className="stack")


def _lines(order: OrderDetails, tasks: Sequence[AssignmentRow]) -> Iterator[Line]:
    for session in order.sessions:
        mine = [task for task in tasks if task.session_id == session.id]
        taken = sum(task.status in assignments.TAKEN for task in mine)
        lacking = 0 if session.cancelled else order.row.needed - taken
        yield from ((session, task, 0) for task in mine)
        if lacking > 0 or not mine:
            yield session, None, lacking


def _time(session: SessionRow) -> Component | str:
    text = formats.day_and_time(session.span.start, session.span.end)
    told = [html.S(text), " ", _("cancelled")] if session.cancelled else text
    return html.Div(told, className="text-nowrap")


def _expert(line: Line) -> Component | str:
    session, task, lacking = line
    if task is None:
        if session.cancelled:
            return "–"
        word = _("{count} missing").format(count=lacking)
        return badges.badge(word, Tone.WARN, "person-dash")
    return task.expert


def _status(task: AssignmentRow) -> Component:
    if task.stage is not None and task.status is not AssignmentStatus.CANCELLED:
        shown = orders.lane(task.stage)
    else:
        who = task.cancelled_by or task.no_show_by
        word = f"{texts.words(task.status)}: {texts.words(who)}" if who else texts.words(task.status)
        shown = badges.badge(word, Tone.NEUTRAL, "x-circle")
    notes = []
    if task.stage is not None and task.status in (AssignmentStatus.CANCELLED, AssignmentStatus.NO_SHOW):
        notes.append(_("the fee is paid"))
    if task.yes_awaited:
        notes.append(_("the new time waits for the expert's yes"))
    if task.moved_from:
        notes.append(_("moved from {time}").format(time=formats.day_and_time(task.moved_from)))
    return html.Div([shown, *(html.Div(note, className="muted") for note in notes)])


def _fee(task: AssignmentRow) -> str:
    return "–" if task.fee is None or (task.stage is None) else formats.euros(task.fee)


def _sum(task: AssignmentRow) -> str:
    return formats.euros(task.fee if task.fee is not None else ZERO)


def _change(task: AssignmentRow) -> Component | str:
    if task.status is not AssignmentStatus.AGREED:
        return "–"
    change = actions.button(
        _("Change …"),
        Ids.CHANGE.of(id=task.id),
        "quiet",
        **{"aria-label": _("Change: {expert}").format(expert=task.expert)},
    )
    if not task.yes_awaited:
        return change
    return actions.buttons(
        actions.button(_("The new time suits"), Ids.ANEW.of(id=task.id, version=task.version)), change
    )


def _call(number: str) -> Component:
    return html.A(number, href="tel:" + "".join(sign for sign in number if sign in "+0123456789"))
