"""Offers of one task: the text to send with its money, and the answers among which the coordinator chooses."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.offers import OfferRow
from layouts import assignments, briefs, candidates
from layouts.briefs import Brief
from layouts.ids import IdEnum
from layouts.parts import actions, badges, dialogs, tables
from texts import _, formats


class Ids(IdEnum):
    MODAL = auto()
    RECORD = auto()
    CHOOSE = auto()
    WITHDRAW = auto()


def offer(expert: str, expert_id: int, ready: Sequence[Brief]) -> Component:
    """The offer is recorded when it has been told; several may be open at a time."""
    lead = html.P(_("Tell or send this. The offer stays open until there is an answer and you choose."))
    record = actions.button(
        _("Record the offer"), Ids.RECORD.of(expert=expert_id), "primary", **{"data-closes": Ids.MODAL.value}
    )
    return dialogs.dialog(
        Ids.MODAL,
        _("Offer to {expert}").format(expert=expert),
        [lead, briefs.listed(ready)],
        [dialogs.cancel(Ids.MODAL.value), record],
        open=True,
        size="lg",
    )


def waiting(rows: Sequence[OfferRow], may_assign: bool) -> Component:
    """Those who would come first; within them the longest offered first, which is no order of preference."""
    ordered = sorted(rows, key=lambda row: (not candidates.waits(row), row.offered_at))
    columns = [
        tables.Column(_("Expert"), lambda row: row.expert),
        tables.Column(_("Offered"), lambda row: formats.day_and_time(row.offered_at)),
        tables.Column(_("Answer"), _answer),
        tables.Column(_("Actions"), lambda row: _acts(row, may_assign)),
    ]
    lead = html.P(_("Several offers may be open. You choose among the answers; the quickest does not win."))
    table = tables.table(columns, ordered, _("Open offers"), caption_hidden=True)
    coming = sum(candidates.waits(row) for row in rows)
    summary = html.Summary(
        _("Open offers: {count}, of whom would come {coming}").format(count=len(rows), coming=coming)
    )
    return html.Section(html.Details([summary, lead, table], open=coming > 0), className="card compact")


def _answer(row: OfferRow) -> Component | str:
    look = assignments.OFFERS[row.status]
    if candidates.waits(row):
        return badges.badge(_("would come"), badges.Tone.GOOD, "check-circle")
    if row.answer is None:
        return badges.badge(_("no answer yet"), look.tone, look.icon)
    back = f" → {formats.date(row.call_back_on)}" if row.call_back_on else ""
    return badges.badge(texts.words(row.answer) + back, look.tone, look.icon)


def _acts(row: OfferRow, may_assign: bool) -> Component:
    about = {"aria-label": f"{_('Choose')}: {row.expert}"}
    choose = actions.button(_("Choose"), Ids.CHOOSE.of(expert=row.expert_id), "primary", **about)
    withdraw = actions.button(
        _("Withdraw"),
        Ids.WITHDRAW.of(id=row.id, version=row.version),
        "quiet",
        **{"aria-label": f"{_('Withdraw')}: {row.expert}"},
    )
    return actions.buttons(*([choose] if may_assign else []), withdraw)
