"""The register of experts, and how an expert's standing is told in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.experts import Ineligible, Standing, WorkWish
from domain.register import ExpertRow, eligible_until, lapses
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, grid
from layouts.parts.badges import Look, Tone
from texts import _, formats

LIST = "/experts"
NEW = "/experts/new"
CARD = "/experts/{expert_id}"


class Ids(IdEnum):
    LIST = auto()


ELIGIBLE = Look(Tone.GOOD, "check-circle")
LAPSING = Look(Tone.WARN, "hourglass-split")
INELIGIBLE = Look(Tone.BAD, "x-octagon")
PAUSED = Look(Tone.NEUTRAL, "pause-circle")


def register(rows: Sequence[ExpertRow], may_edit: bool, today: date) -> Component:
    add = [actions.link(_("New expert"), NEW, kind="primary", icon="person-plus")] if may_edit else []
    trainings = actions.link(_("Trainings"), "/trainings", icon="mortarboard")
    lead = _("Everyone who is in the bank today.")
    header = cards.page_header(_("Experts"), trainings, *add, lead=lead)
    if not rows:
        first = _("Add the first expert, or import them from a spreadsheet.")
        return html.Div([header, empty.empty(_("No experts yet"), first, icon="people")], className="page")
    toolbar = html.Div([grid.search(Ids.LIST), grid.row_count(Ids.LIST)], className="toolbar")
    cells = [_cells(row, today) for row in rows]
    return html.Div([header, toolbar, grid.grid(Ids.LIST, _columns(), cells, height=grid.FILL)], className="page")


def _columns() -> list[grid.Column]:
    return [
        grid.link("name", _("Name"), to="href", minWidth=158),
        grid.text("municipality", _("Municipality"), width=86, minWidth=80, flex=None),
        grid.text("languages", _("Languages"), minWidth=110),
        grid.number("themes", _("Themes"), width=84, minWidth=70),
        grid.badge("standing", _("Eligibility"), _standings(), width=138),
        grid.date("until", _("Eligible until"), width=102),
        grid.text("lapses", _("Lapses within 60 days"), minWidth=104, wrapText=True, autoHeight=True),
        grid.date("last", _("Last assignment"), width=104),
        grid.text("wish", _("Wants work"), width=104, minWidth=96, flex=None),
    ]


def _cells(row: ExpertRow, today: date) -> dict[str, object]:
    until = eligible_until(row.standing, today)
    return {
        "id": str(row.id),
        "href": CARD.format(expert_id=row.id),
        "name": row.name,
        "municipality": _("protected") if row.contact_protected else row.municipality,
        "languages": ", ".join(formats.language(code) for code in row.languages),
        "themes": row.themes,
        "standing": standing_word(row.standing, today),
        "until": until.isoformat() if until and until != date.max else None,
        "lapses": lapsing(row.standing, today),
        "last": row.last_assignment.isoformat() if row.last_assignment else None,
        "wish": texts.words(row.wish),
    }


def _standings() -> dict[str, Look]:
    return {
        _("eligible"): ELIGIBLE,
        _("lapses soon"): LAPSING,
        _("not eligible"): INELIGIBLE,
        texts.words(WorkWish.PAUSED): PAUSED,
    }


def standing_word(standing: Standing, today: date) -> str:
    lacking = {lack.reason for lack in standing.lacking_on(today)}
    if lacking == {Ineligible.PAUSED}:
        return texts.words(WorkWish.PAUSED)
    if lacking:
        return _("not eligible")
    return _("lapses soon") if lapses(standing, today) else _("eligible")


def standing_badge(standing: Standing, today: date) -> Component:
    word = standing_word(standing, today)
    look = _standings()[word]
    return badges.badge(word, look.tone, look.icon)


def lapsing(standing: Standing, today: date) -> str:
    """What lapses and when, the soonest first."""
    return ", ".join(f"{texts.words(lapse.duty)} {formats.date(lapse.last)}" for lapse in lapses(standing, today))
