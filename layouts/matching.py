"""Matching: the order on top, the candidates in order with why and how to call them, and what was agreed, ready to send."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import orders as rules
from domain import times
from domain.lanes import Slot
from domain.offers import OfferRow
from domain.orders import OrderDetails
from domain.views import Column
from layouts import briefs, candidates, comparison, exclusions, funnel, offers, orders
from layouts.briefs import Agreed
from layouts.candidates import Candidate
from layouts.exclusions import Sought
from layouts.funnel import Funnel
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, dialogs, empty, forms, grid, own_columns
from layouts.parts.badges import Tone
from texts import _, formats

LISTED = "candidates"


class Ids(IdEnum):
    TOP = auto()
    STANDING = auto()
    AGREED = auto()
    BODY = auto()
    SHAPE = auto()
    DATES = auto()
    HEAD = auto()
    EXCLUDED = auto()
    SHOW_EXCLUDED = auto()
    DIALOG = auto()
    MODAL = auto()
    CALL_BACK_ON = auto()
    REASON = auto()
    LATER = auto()
    OVERRIDE = auto()


@dataclass(frozen=True)
class View:
    """`found` counts all candidates, of whom `candidates` are the first; `excluded` counts those who cannot take it now.
    Of the sessions that are `lacking` somebody only `dates` are looked for, all when none is named. `agreed` has just taken
    the task and `withdrew` has just left it; `sought` is whom the page was opened for. `columns` are the grid's as the person
    has left them.
    """

    order: OrderDetails
    lacking: Sequence[Slot]
    dates: Collection[int]
    candidates: Sequence[Candidate]
    found: int
    excluded: int
    funnel: Funnel
    offers: Sequence[OfferRow]
    agreed: Agreed | None
    withdrew: Agreed | None
    today: date
    columns: Sequence[Column]
    sought: Sought | None = None


def page(view: View) -> Component:
    order = view.order
    back = actions.link(_("To the order"), orders.CARD.format(order_id=order.id), icon="arrow-left")
    header = cards.page_header(
        _("Matching, order {number}").format(number=order.id), back, lead=f"{order.row.client} · {order.row.package}"
    )
    withdrew = [briefs.change(view.withdrew.expert, view.withdrew.briefs)] if view.withdrew else []
    rest = [
        html.Div(body(view), id=Ids.BODY, className="stack"),
        html.Div(id=comparison.Ids.PLACE, className="comparison-place", **{"aria-live": "polite"}),
        html.Div(id=Ids.DIALOG),
        *(dcc.Store(id=each) for each in (candidates.Ids.ACT, candidates.Ids.COLUMNS)),
        html.Data(id=Ids.DATES, value=",".join(map(str, sorted(view.dates))), hidden=True),
    ]
    return html.Div([header, *withdrew, html.Div(top(view), id=Ids.TOP, className="stack"), *rest], className="page")


def top(view: View) -> list[Component]:
    """The order, and who has just taken it, as long as that holds."""
    agreed = view.agreed
    return [
        *([briefs.card(agreed, view.order.id)] if agreed else []),
        _summary(view.order),
        *_dates(view),
        html.Data(id=Ids.STANDING, value=standing(view), hidden=True),
        html.Data(id=Ids.AGREED, value=str(agreed.expert_id) if agreed else "", hidden=True),
    ]


def standing(view: View) -> str:
    """While it stays the same, the top tells the truth."""
    row = view.order.row
    return f"{row.version} {row.lane} {row.progress.filled} {view.agreed is not None}"


def shape(view: View) -> str:
    """What the body consists of: while it stays the same, only rows and figures change."""
    if view.order.row.status not in rules.OPEN:
        return "closed"
    if _full(view.order):
        return "full"
    return LISTED if view.candidates else "nobody"


def body(view: View) -> list[Component]:
    kept = dcc.Store(id=Ids.SHAPE, data=shape(view))
    if view.order.row.status not in rules.OPEN:
        return [kept, badges.notice(_("The order is closed. Open it again first."), Tone.WARN, "lock")]
    if _full(view.order):
        return [kept, badges.notice(_("The order has everyone it needs."), Tone.GOOD, "check-circle")]
    label = _("Show those who cannot take this task now ({count})").format(count=view.excluded)
    return [
        kept,
        *_open_time(view.order),
        *([exclusions.search(view.sought)] if view.sought else []),
        html.Div(head(view), id=Ids.HEAD, className="stack"),
        _candidates(view),
        *([] if view.sought else [exclusions.search()]),
        forms.check(Ids.SHOW_EXCLUDED, label),
        html.Div(id=Ids.EXCLUDED),
    ]


def _full(order: OrderDetails) -> bool:
    progress = order.row.progress
    return order.row.lane not in rules.UNFILLED_LANES or bool(progress.sessions and progress.filled >= order.row.needed)


def head(view: View) -> list[Component]:
    """What stands above the candidates and follows every change."""
    open_offers = [offers.waiting(view.offers, bool(view.order.row.span))] if view.offers else []
    return [*open_offers, funnel.strip(view.funnel)]


def call_back(candidate: str, expert_id: int, today: date) -> Component:
    day = forms.date(Ids.CALL_BACK_ON.of(expert=expert_id), _("Call back on"), today, min=today.isoformat())
    save = actions.button(_("Save"), Ids.LATER.of(expert=expert_id), "primary")
    title = _("{expert} will get back").format(expert=candidate)
    return dialogs.dialog(Ids.MODAL, title, [day], [dialogs.cancel(Ids.MODAL.value), save], open=True)


def override(candidate: Candidate) -> Component:
    """The rules that will be set aside are read before the reason is written."""
    obstacles = html.Ul([html.Li(texts.message(found.sentence)) for found in candidate.explanation.obstacles])
    reason = forms.free_text(Ids.REASON.of(expert=candidate.person.id), _("Why this is all right"), rows=2)
    agree = actions.button(_("Agreed: assign"), Ids.OVERRIDE.of(expert=candidate.person.id), "primary")
    return dialogs.dialog(
        Ids.MODAL,
        _("{expert}: set the rule aside").format(expert=candidate.person.name),
        [obstacles, reason],
        [dialogs.cancel(Ids.MODAL.value), agree],
        open=True,
    )


def _summary(order: OrderDetails) -> Component:
    spans = [session.span for session in order.sessions if not session.cancelled]
    when = orders.when(order.row)
    more = _("{time} and {count} more").format(time=when, count=len(spans) - 1) if len(spans) > 1 else when
    pairs = (
        (_("Time"), more),
        (_("Place"), orders.place(order)),
        (_("Task type"), order.task_type),
        (_("Themes"), ", ".join(order.row.themes)),
        (_("Language"), formats.language(order.form.language)),
        (_("Wished expert"), order.wished_expert or None),
        (_("Filled"), f"{order.row.progress.filled}/{order.row.needed}"),
    )
    marks = [orders.lane(order.row.lane), *(orders.badge(badge) for badge in order.row.badges)]
    told = html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs if value], className="facts-row")
    return html.Section(
        [html.Div(marks, className="marks"), told], className="card compact", **{"aria-label": _("The order")}
    )


def _dates(view: View) -> list[Component]:
    """One person is looked for to the whole series; when there is none, or one date is handed over, to some of it."""
    if len(view.lacking) < 2:
        return []
    chosen = [slot for slot in view.lacking if slot.session_id in view.dates]
    words = _("One expert for {count} sessions.").format(count=len(chosen or view.lacking))
    links = [_date(view, slot) for slot in view.lacking]
    every = [actions.link(_("All sessions"), orders.MATCH.format(order_id=view.order.id), "quiet")] if chosen else []
    label = {"aria-label": _("Sessions that are looked for")}
    return [html.Nav([html.Span(words, className="muted"), *links, *every], className="buttons dates", **label)]


def _date(view: View, slot: Slot) -> Component:
    """Adds the date to those looked for, or leaves it out."""
    wanted = sorted(set(view.dates) ^ {slot.session_id})
    href = orders.MATCH.format(order_id=view.order.id) + (f"?dates={','.join(map(str, wanted))}" if wanted else "")
    day = times.day_of(slot.span.start)
    on = slot.session_id in view.dates
    mark = {"aria-current": "true"} if on else {}
    word = f"{formats.weekday(day)} {formats.short_date(day)}"
    return html.Span(actions.link(word, href, "primary" if on else "secondary"), **mark)


def _open_time(order: OrderDetails) -> list[Component]:
    if order.row.span:
        return []
    words = _("The time is open: {wish}. Agree on it and write it on the order before assigning.")
    return [badges.notice(words.format(wish=order.form.open_time or _("not told")), icon="calendar-range")]


def _candidates(view: View) -> Component:
    if not view.candidates:
        lead = _("Look below at what keeps people out, or change the order's time, place or themes.")
        edit = actions.link(_("Edit the order"), orders.EDIT.format(order_id=view.order.id), icon="pencil")
        close = actions.link(_("Close without an expert …"), orders.CARD.format(order_id=view.order.id), "quiet")
        return empty.empty(_("Nobody suits this task as it is"), lead, actions.buttons(edit, close), icon="person-x")
    toolbar = [
        grid.search(candidates.Ids.GRID),
        own_columns.choice(candidates.Ids.GRID, candidates.Ids.COLUMNS),
        html.Span(_count(view), className="row-count"),
    ]
    note = html.P(
        _("The order is a proposal: you decide. Equal ones stand in an order drawn for this task."), className="muted"
    )
    shown = candidates.ranked(view.candidates, acts(view.order), view.columns)
    return html.Div([html.Div(toolbar, className="toolbar"), shown, note], className="stack")


def acts(order: OrderDetails) -> list[str]:
    """Nobody is assigned before the time has been agreed."""
    return [name for name in candidates.ACTS if order.row.span or name != "yes"]


def _count(view: View) -> str:
    count = _("{count} experts can take this task").format(count=view.found)
    first = _("the first {shown} are shown").format(shown=len(view.candidates))
    return f"{count}, {first}." if view.found > len(view.candidates) else f"{count}."
