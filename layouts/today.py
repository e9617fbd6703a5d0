"""Today: the work itself first, then what waits. Each part stands once, whatever roles a person has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.today import Desk, EndingAgreement, OpenOffer, Pace, PayRun, Today, Visit, WaitingBatch, WaitingRole
from domain.trail import Entry
from layouts import batches as batch_layout
from layouts import orders, trail
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, tables
from layouts.parts.badges import Tone
from texts import _, formats, ngettext

_ICONS = {Tone.INFO: "inbox", Tone.WARN: "exclamation-circle"}
SHOWN = 8
"""Rows of a list before the rest is behind its link."""


class Ids(IdEnum):
    BODY = auto()
    CONFIRM = auto()


def page(today: Today) -> Component:
    return html.Div(body(today), id=Ids.BODY, className="page")


def body(today: Today) -> list[Component]:
    """Drawn again when something changes in the bank."""
    lead = f"{formats.weekday(today.day)} {formats.date(today.day)}"
    header = cards.page_header(_("Today"), lead=lead)
    parts = [
        *(_desk(today.desk, today.day) if today.desk else []),
        *([_pay_run(today.pay_run, today.day)] if today.pay_run else []),
        *([_batches(today.batches)] if today.batches is not None else []),
        *([_rates(today.proposed_rates)] if today.proposed_rates else []),
        *([_roles(today.roles)] if today.roles is not None else []),
        *([_refusals(today.refusals)] if today.refusals is not None else []),
        *([_pace(today.pace)] if today.pace else []),
    ]
    return [header, *parts]


def _desk(desk: Desk, today: date) -> list[Component]:
    lists = [
        part for part in (_unfilled(desk), _offers(desk.offers), _reports(desk), _agreements(desk.agreements)) if part
    ]
    calm = badges.notice(
        _("No alarms: orders are filled, offers answered, reports in and agreements in force."),
        Tone.GOOD,
        "check-circle",
    )
    return [_visits(desk.visits, today), _new(desk), cards.columns(*lists) if lists else calm]


def _visits(visits: Sequence[Visit], today: date) -> Component:
    title = _("Assignments today and tomorrow")
    if not visits:
        return cards.card(title, html.P(_("No assignments today or tomorrow."), className="muted"))
    columns = [
        tables.Column(_("Time"), lambda visit: _time(visit, today)),
        tables.Column(_("Expert"), lambda visit: _person(visit.expert, visit.phone, visit.through)),
        tables.Column(_("Orderer"), lambda visit: html.Div([visit.client, html.Div(visit.package, className="muted")])),
        tables.Column(_("Place"), lambda visit: _("remotely") if visit.remote else visit.place or "–"),
        tables.Column(_("Contact person"), lambda visit: _person(visit.contact, visit.contact_phone)),
    ]
    return cards.card(title, tables.table(columns, visits, title, caption_hidden=True))


def _time(visit: Visit, today: date) -> Component:
    span = visit.span
    day = _("today") if times.day_of(span.start) <= today else _("tomorrow")
    clock = f"{formats.clock(span.start)}–{formats.clock(span.end)}"
    parts = [html.Span(day), " ", html.Span(clock, className="text-nowrap")]
    return dcc.Link(parts, href=orders.CARD.format(order_id=visit.order_id))


def _person(name: str, phone: str, through: str = "") -> Component | str:
    """The number to call beside the name; of a protected contact there is none in a list."""
    if not name:
        return "–"
    way = [html.Div(_("through {association}").format(association=through), className="muted")] if through else []
    number = [html.Div(html.A(phone, href=f"tel:{phone.replace(' ', '')}"))] if phone else []
    return html.Div([name, *way, *number])


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
    ]
    listed = tables.table(columns, desk.new[:SHOWN], title, caption_hidden=True)
    return cards.card(title, listed, *_rest(len(desk.new), orders.LIST), actions=[_count(len(desk.new))])


def _count(count: int, tone: Tone = Tone.INFO) -> Component:
    return badges.badge(str(count), tone, _ICONS[tone])


def _rest(count: int, href: str) -> list[Component]:
    if count <= SHOWN:
        return []
    said = ngettext("{count} more", "{count} more", count - SHOWN).format(count=count - SHOWN)
    return [dcc.Link(said, href=href)]


def _alarm(title: str, lines: Sequence[Component], count: int, href: str) -> Component:
    rows = html.Ul([html.Li(line) for line in lines[:SHOWN]], className="lines")
    return cards.card(title, rows, *_rest(count, href), actions=[_count(count, Tone.WARN)])


def _line(words: str, href: str, detail: str) -> Component:
    return html.Span([dcc.Link(words, href=href), html.Span(f" {detail}", className="muted")])


def _unfilled(desk: Desk) -> Component | None:
    if not desk.unfilled:
        return None
    lines = [
        _line(
            row.client, orders.MATCH.format(order_id=row.id), f"{orders.when(row)}, {row.progress.filled}/{row.needed}"
        )
        for row in desk.unfilled
    ]
    return _alarm(_("Without an expert, less than five working days left"), lines, len(lines), orders.LIST)


def _offers(offers: Sequence[OpenOffer]) -> Component | None:
    if not offers:
        return None
    lines = [
        _line(f"{offer.expert}: {offer.client}", orders.MATCH.format(order_id=offer.order_id), _offered(offer))
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
        _line(f"{row.expert}: {row.unit}", "/reports", formats.date(times.day_of(row.planned.start)))
        for row in desk.reports
    ]
    return _alarm(_("Work reports missing"), lines, len(lines), "/reports")


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


def _pay_run(run: PayRun, today: date) -> Component:
    """ "Seuraava maksuajo 15.12.: 41 riviä, 6 odottaa", each a link."""
    lines = ngettext("{count} line", "{count} lines", run.lines).format(count=formats.number(run.lines))
    tiles = [
        cards.stat(_("Lines to pay"), lines, "/batches"),
        cards.stat(_("Together"), formats.euros(run.amount), "/batches"),
        cards.stat(_("Reports waiting for approval"), formats.number(run.to_approve), "/reports"),
        cards.stat(_("Left out"), formats.number(run.left_out), "/batches"),
    ]
    oldest = []
    if run.oldest_report is not None:
        days = (today - times.day_of(run.oldest_report)).days
        said = ngettext(
            "The oldest report has waited for {days} day.", "The oldest report has waited for {days} days.", days
        )
        oldest = [html.P(said.format(days=days), className="muted")]
    title = _("Next pay run {day}").format(day=formats.short_date(run.pay_date))
    return cards.card(title, cards.stats(*tiles), *oldest)


def _batches(batches: Sequence[WaitingBatch]) -> Component:
    title = _("Batches waiting for approval")
    if not batches:
        return cards.card(title, html.P(_("No batch waits for approval."), className="muted"))
    columns = [
        tables.Column(
            _("Batch"),
            lambda each: dcc.Link(batch_layout.name(each.batch.id), href=f"/batches/{each.batch.id}"),
        ),
        tables.Column(_("Payment date"), lambda each: formats.date(each.batch.pay_date)),
        tables.Column(_("People"), lambda each: formats.number(each.batch.people), numeric=True),
        tables.Column(_("Lines"), lambda each: formats.number(each.batch.lines), numeric=True),
        tables.Column(_("Sum"), lambda each: formats.euros(each.batch.total), numeric=True),
        tables.Column(_("Has waited"), _waited),
        tables.Column(_("Collected by"), lambda each: _collector(each)),
    ]
    return cards.card(
        title, tables.table(columns, batches, title, caption_hidden=True), actions=[_count(len(batches), Tone.WARN)]
    )


def _waited(each: WaitingBatch) -> str:
    return ngettext("{days} day", "{days} days", each.days).format(days=each.days) if each.days else _("since today")


def _collector(each: WaitingBatch) -> str:
    return _("you: another person approves") if each.own else each.batch.prepared_by


def _rates(count: int) -> Component:
    said = ngettext(
        "{count} proposed price waits for your confirmation",
        "{count} proposed prices wait for your confirmation",
        count,
    )
    return badges.notice(dcc.Link(said.format(count=count), href="/tariffs"), Tone.WARN, "tags")


def _roles(roles: Sequence[WaitingRole]) -> Component:
    title = _("Roles to confirm")
    if not roles:
        return cards.card(title, html.P(_("No role waits for your confirmation."), className="muted"))
    columns = [
        tables.Column(_("User"), lambda each: each.user),
        tables.Column(_("Role"), lambda each: texts.words(each.role)),
        tables.Column(_("From"), lambda each: formats.date(each.valid_from)),
        tables.Column(_("Granted by"), lambda each: each.granted_by or "–"),
        tables.Column(
            "", lambda each: actions.button(_("Confirm the role"), Ids.CONFIRM.of(grant=each.grant_id), "primary")
        ),
    ]
    return cards.card(
        title, tables.table(columns, roles, title, caption_hidden=True), actions=[_count(len(roles), Tone.WARN)]
    )


def _refusals(refusals: Sequence[Entry]) -> Component:
    title = _("The last refused attempts")
    if not refusals:
        return cards.card(title, html.P(_("Nothing has been refused."), className="muted"))
    columns = [
        tables.Column(_("Time"), lambda entry: formats.day_and_time(entry.at)),
        tables.Column(_("Person"), trail.who),
        tables.Column(_("About"), trail.about),
        tables.Column(_("Why"), trail.details),
    ]
    link = dcc.Link(_("The whole trail"), href="/trail?outcome=refused")
    return cards.card(title, tables.table(columns, refusals, title, caption_hidden=True), link)


def _pace(pace: Pace) -> Component:
    tiles = [
        cards.stat(_("Assignments held in {year}").format(year=pace.year), formats.number(pace.held), "/utilization"),
        cards.stat(
            _("By the same day in {year}").format(year=pace.year - 1),
            formats.number(pace.held_last_year),
            "/utilization",
        ),
    ]
    return cards.card(_("The year so far"), cards.stats(*tiles))
