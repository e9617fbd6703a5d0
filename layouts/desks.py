"""The coordinator's part of Today: the work itself, then what waits, each with the act that clears it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum, auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.orders import QueueRow
from domain.payments import Waiting
from domain.today import Desk, EndingAgreement, EndingConsent, NewTime, OpenOffer, ToAsk
from layouts import orders, visits
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, tables
from layouts.parts.badges import Tone
from texts import _, formats, ngettext

_ICONS = {Tone.INFO: "inbox", Tone.WARN: "exclamation-circle"}
SHOWN = 8
"""Rows of a list before the rest is behind its link."""


class Ids(IdEnum):
    ACT = auto()


class DeskAct(StrEnum):
    """What one click does about a row of the desk."""

    NEXT = auto()
    CLAIM = auto()
    EXPIRE = auto()
    AGREE_ANEW = auto()
    CANNOT = auto()
    CONFIRM = auto()
    ASKED = auto()


def parts(desk: Desk, today: date) -> list[Component]:
    found = (
        _unfilled(desk),
        _offers(desk.offers),
        _new_times(desk.new_times),
        _reports(desk),
        _to_ask(desk.to_ask),
        _agreements(desk.agreements),
        _consents(desk.consents),
    )
    lists = [part for part in found if part]
    calm = badges.notice(
        _("No alarms: orders are filled, offers answered, reports in, agreements and consents in force."),
        Tone.GOOD,
        "check-circle",
    )
    return [*_stands_in(desk), visits.card(desk.visits, today), _new(desk), cards.columns(*lists) if lists else calm]


def _new(desk: Desk) -> Component:
    title = _("New orders")
    if not desk.new:
        return cards.card(title, html.P(_("Every order has been taken to handle."), className="muted"))
    columns = [
        tables.Column(_("Orderer"), lambda row: dcc.Link(row.client, href=orders.CARD.format(order_id=row.id))),
        tables.Column(_("Package"), lambda row: row.package),
        tables.Column(_("Time"), orders.when),
        tables.Column(_("Place"), lambda row: _("remotely") if row.remote else row.municipality or "–"),
        tables.Column(_("Received"), lambda row: formats.day_and_time(row.received_at)),
        tables.Column("", lambda row: _act(DeskAct.CLAIM, row.id, row.version, _("Take to handle"), row.client)),
    ]
    listed = tables.table(columns, desk.new[:SHOWN], title, caption_hidden=True)
    return cards.card(title, listed, *_rest(len(desk.new), orders.LIST), actions=[counted(len(desk.new)), _next()])


def counted(count: int, tone: Tone = Tone.INFO) -> Component:
    return badges.badge(str(count), tone, _ICONS[tone])


def _rest(count: int, href: str) -> list[Component]:
    if count <= SHOWN:
        return []
    said = ngettext("{count} more", "{count} more", count - SHOWN).format(count=count - SHOWN)
    return [dcc.Link(said, href=href)]


def _alarm(title: str, lines: Sequence[Component], count: int, href: str) -> Component:
    rows = html.Ul([html.Li(line) for line in lines[:SHOWN]], className="lines")
    return cards.card(title, rows, *_rest(count, href), actions=[counted(count, Tone.WARN)])


def _line(words: str, href: str, detail: str, *acts: Component) -> Component:
    told = html.Span([dcc.Link(words, href=href), html.Span(f" {detail}", className="muted")])
    return html.Div([told, actions.buttons(*acts)], className="line") if acts else told


def _act(act: DeskAct, row_id: int, version: int, label: str, about: str) -> Component:
    """`about` tells the button from the other rows' ones to those who hear it."""
    key = Ids.ACT.of(act=act.value, row=row_id, version=version)
    return actions.button(label, key, "quiet", **{"aria-label": f"{label}: {about}"})


def _next() -> Component:
    return actions.button(
        _("Take the next order"), Ids.ACT.of(act=DeskAct.NEXT.value, row=0, version=0), "primary", "arrow-right"
    )


def _stands_in(desk: Desk) -> list[Component]:
    said = _("You stand in for {name} until {day}. Their orders are among your own.")
    return [
        badges.notice(said.format(name=row.user, day=formats.date(row.last_day)), icon="person-check")
        for row in desk.stands_in_for
    ]


def _unfilled(desk: Desk) -> Component | None:
    if not desk.unfilled:
        return None
    lines = [
        _line(
            row.client,
            orders.CARD.format(order_id=row.id),
            f"{orders.when(row)}, {row.progress.filled}/{row.needed}",
            _find(row),
        )
        for row in desk.unfilled
    ]
    return _alarm(_("Without an expert, less than five working days left"), lines, len(lines), orders.LIST)


def _find(row: QueueRow) -> Component:
    about = html.Span(f": {row.client}", className="visually-hidden")
    return dcc.Link([_("Find an expert"), about], href=orders.MATCH.format(order_id=row.id), className="btn btn-quiet")


def _offers(offers: Sequence[OpenOffer]) -> Component | None:
    if not offers:
        return None
    lines = [
        _line(
            f"{offer.expert}: {offer.client}",
            orders.MATCH.format(order_id=offer.order_id),
            _offered(offer),
            _act(DeskAct.EXPIRE, offer.offer_id, 0, _("The offer expires"), offer.expert),
        )
        for offer in offers
    ]
    return _alarm(_("Offers without an answer"), lines, len(lines), orders.LIST)


def _offered(offer: OpenOffer) -> str:
    if offer.call_back_on is not None:
        return _("call back on {day}").format(day=formats.date(offer.call_back_on))
    return _("offered on {day}").format(day=formats.date(times.day_of(offer.offered_at)))


def _reports(desk: Desk) -> Component | None:
    if not desk.reports:
        return None
    lines = [
        _line(
            f"{row.expert}: {row.unit}",
            "/reports",
            formats.date(times.day_of(row.planned.start)),
            *_confirming(row),
        )
        for row in desk.reports
    ]
    return _alarm(_("Work reports missing"), lines, len(lines), "/reports")


def _confirming(row: Waiting) -> list[Component]:
    """A returned report is corrected by hand."""
    if row.returned is not None:
        return []
    return [_act(DeskAct.CONFIRM, row.assignment_id, 0, _("Held as planned"), row.expert)]


def _new_times(new_times: Sequence[NewTime]) -> Component | None:
    if not new_times:
        return None
    lines = [
        _line(
            row.expert,
            orders.CARD.format(order_id=row.order_id),
            f"{formats.day_and_time(row.span.start, row.span.end)} {row.phone}".strip(),
            _act(DeskAct.AGREE_ANEW, row.assignment_id, row.version, _("The new time suits"), row.expert),
            _act(DeskAct.CANNOT, row.assignment_id, row.version, _("Cannot come"), row.expert),
        )
        for row in new_times
    ]
    return _alarm(_("Moved, and the expert's yes is missing"), lines, len(lines), orders.LIST)


def _to_ask(to_ask: Sequence[ToAsk]) -> Component | None:
    if not to_ask:
        return None
    lines = [
        _line(
            f"{row.expert} {row.phone}".strip(),
            orders.CARD.format(order_id=row.order_id),
            f"{row.client}, {formats.date(times.day_of(row.ended_at))}",
            _act(DeskAct.ASKED, row.assignment_id, 0, _("Asked"), row.expert),
        )
        for row in to_ask
    ]
    return _alarm(_("Ask how they are"), lines, len(lines), orders.LIST)


def _consents(ending: Sequence[EndingConsent]) -> Component | None:
    if not ending:
        return None
    lines = [
        _line(
            each.expert,
            f"/experts/{each.expert_id}",
            _("{what}: ends on {day}").format(
                what=texts.words(each.level) if each.level else each.theme, day=formats.date(each.last)
            ),
        )
        for each in ending
    ]
    return _alarm(_("Consents ending"), lines, len(lines), "/experts")


def _agreements(agreements: Sequence[EndingAgreement]) -> Component | None:
    if not agreements:
        return None
    lines = [
        _line(
            each.expert,
            f"/experts/{each.expert_id}",
            _("{number} ends on {day}").format(number=each.number, day=formats.date(each.valid_to)),
        )
        for each in agreements
    ]
    return _alarm(_("Agreements ending"), lines, len(lines), "/experts")
