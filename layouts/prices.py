"""How a price is told: for what unit, for how long, what it includes, whether it is in force, and who said it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain.money import Money
from domain.tariffs import Entry, FeeRate, Stage, TravelKind
from layouts import overruns
from layouts.parts import badges
from layouts.parts.badges import Look, Tone
from texts import _, formats

STAGES: Mapping[Stage, Look] = {
    Stage.IN_FORCE: Look(Tone.GOOD, "check-circle"),
    Stage.COMING: Look(Tone.INFO, "calendar-event"),
    Stage.PROPOSED: Look(Tone.WARN, "hourglass-split"),
    Stage.PAST: Look(Tone.NEUTRAL, "clock-history"),
}


def unit(kind: TravelKind) -> str:
    units = {TravelKind.OWN_CAR: _("km"), TravelKind.PASSENGER: _("km"), TravelKind.MEAL: _("meal")}
    return units.get(kind, _("day"))


def price(price: Money, unit: str) -> str:
    return f"{formats.euros(price)} / {unit}"


def made_for(rate: FeeRate) -> Component:
    length = html.Span(_length(rate), className="text-nowrap")
    return html.Div([length, html.Small(overruns.words(rate), className="d-block muted")])


def _length(rate: FeeRate) -> str:
    if rate.max_minutes is None:
        return "–"
    if rate.min_minutes:
        return f"{formats.hours(rate.min_minutes)}–{formats.hours(rate.max_minutes)}"
    return _("at most {hours}").format(hours=formats.hours(rate.max_minutes))


def includes(rate: FeeRate) -> str:
    parts = [(rate.includes_preparation, _("preparation")), (rate.includes_after_work, _("after-work"))]
    return ", ".join(word for included, word in parts if included) or "–"


def stage(entry: Entry[Any]) -> Component:
    look = STAGES[entry.stage]
    return badges.badge(texts.words(entry.stage), look.tone, look.icon)


def by(entry: Entry[Any]) -> str:
    proposer = entry.proposed_by or "–"
    if not entry.confirmed_by:
        return _("proposed by {proposer}").format(proposer=proposer)
    return _("proposed by {proposer}, confirmed by {confirmer}").format(proposer=proposer, confirmer=entry.confirmed_by)
