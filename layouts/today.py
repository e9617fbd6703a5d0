"""Today: the work itself first, then what waits. Each part stands once, whatever roles a person has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import times
from domain.today import Pace, PayRun, Today, WaitingBatch, WaitingRole
from domain.trail import Entry
from layouts import batches as batch_layout
from layouts import briefings, desks, reveals, today_clocks, trail
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, tables
from layouts.parts.badges import Tone
from texts import _, formats, ngettext


class Ids(IdEnum):
    BODY = auto()
    CONFIRM = auto()


def page(today: Today, first_steps: Component | None = None) -> Component:
    lead = f"{formats.weekday(today.day)} {formats.date(today.day)}"
    header = cards.page_header(_("Today"), lead=lead)
    return html.Div(
        [header, *([first_steps] if first_steps else []), html.Div(body(today), id=Ids.BODY, className="page")],
        className="page",
    )


def body(today: Today) -> list[Component]:
    """Drawn again when something changes in the bank."""
    return [
        *(desks.parts(today.desk, today.day) if today.desk else []),
        *([_pay_run(today.pay_run, today.day)] if today.pay_run else []),
        *([_batches(today.batches)] if today.batches is not None else []),
        *(today_clocks.cards_of(today.clocks, today.day) if today.clocks else []),
        *([_rates(today.proposed_rates)] if today.proposed_rates else []),
        *([_roles(today.roles)] if today.roles is not None else []),
        *([_refusals(today.refusals)] if today.refusals is not None else []),
        *(reveals.busy(today.reveals) if today.reveals else []),
        *(briefings.parts(today.briefing) if today.briefing else []),
        *([_pace(today.pace)] if today.pace else []),
    ]


def _pay_run(run: PayRun, today: date) -> Component:
    """ "Seuraava maksuajo 15.12.: 41 riviä, 6 odottaa", each a link."""
    lines = ngettext("{count} line", "{count} lines", run.lines).format(count=formats.number(run.lines))
    tiles = [
        cards.stat(_("Lines to pay"), lines, "/batches"),
        cards.stat(_("Together"), formats.euros(run.amount), "/batches"),
        cards.stat(_("Reports waiting for approval"), formats.number(run.to_approve), "/reports"),
        cards.stat(_("Left out"), formats.number(run.left_out), "/left-out"),
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
        title,
        tables.table(columns, batches, title, caption_hidden=True),
        actions=[desks.counted(len(batches), Tone.WARN)],
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
        title, tables.table(columns, roles, title, caption_hidden=True), actions=[desks.counted(len(roles), Tone.WARN)]
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
