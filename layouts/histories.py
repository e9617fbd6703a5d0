"""What has happened to a record, told in plain words: who, what, when, and what a field held before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from dash import html
from dash.development.base_component import Component

from domain.trail import Entry
from layouts import trail, trail_facts
from layouts.parts import cards, timelines
from texts import _, formats

FIRST_SHOWN = 5
"""The newest before the rest is folded."""
UNTOLD = frozenset(
    {"fields", "values", "expert_id", "user_id", "change_id", "client_id", "assignment_id", "batch_id", "sha256"}
)
"""Facts that are numbers of rows and hashes, or are told otherwise."""
COUNTED = frozenset({"added", "removed"})
"""Lists of rows' numbers, of which only how many is told."""


def card(entries: Sequence[Entry], own: str) -> Component:
    """`own` is the noun that the page is about; what else was touched is named."""
    if not entries:
        return cards.card(_("What has happened"), html.P(_("Nothing has been recorded yet."), className="muted"))
    newest, rest = entries[:FIRST_SHOWN], entries[FIRST_SHOWN:]
    folded = [html.Details([html.Summary(_("Earlier")), _timeline(rest, own)], className="more")] if rest else []
    return cards.card(_("What has happened"), _timeline(newest, own), *folded)


def _timeline(entries: Sequence[Entry], own: str) -> Component:
    return timelines.timeline(
        timelines.Entry(formats.day_and_time(each.at), _sentence(each, own), detail=_detail(each)) for each in entries
    )


def _sentence(each: Entry, own: str) -> str:
    done = f"{trail.who(each)} {trail.deed(each)}"
    is_own = each.noun == own or (each.act, each.noun) in trail.DEEDS
    return done if is_own else f"{done}: {trail.noun(each.noun)}"


def _detail(each: Entry) -> str:
    """What changed; beside a field its old and new value, where they may be read."""
    changed = [
        f"{trail_facts.field(name)}: {trail_facts.value(old)} → {trail_facts.value(new)}"
        for name, (old, new) in each.values.items()
    ]
    fields = cast(Sequence[str], each.facts.get("fields", ()))
    named = ", ".join(trail_facts.field(name) for name in fields if name not in each.values)
    rest = [
        trail_facts.told(name, len(held) if name in COUNTED and isinstance(held, list) else held)
        for name, held in each.facts.items()
        if name not in UNTOLD and held
    ]
    return "; ".join(part for part in (*changed, named, *rest) if part)
