"""Who looked at whom: staff by name, experts by their number in the bank, never what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.looks import Filter, Page, Place, Seen
from layouts import trail
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, forms, tables
from layouts.parts.badges import Tone
from texts import N_, _, formats

LIST = "/looks"


class Ids(IdEnum):
    EXPERT = auto()
    PERSON = auto()
    FIRST = auto()
    LAST = auto()
    SHOW = auto()


PLACES: Mapping[Place, str] = {
    Place.CARD: N_("opened the card"),
    Place.TOLD: N_("opened what is told of the expert"),
    Place.PAYMENTS: N_("opened the payments"),
}
UNTOLD = frozenset({"sha256", "expert_id", "over"})
OVER = "over"
"""The fact of a reveal beyond the day's limit."""


def page(found: Page, wanted: Filter, staff: trail.Choices, older: str, newest: str) -> Component:
    lead = _(
        "Opened cards, revealed fields and fetched files. Lists show nothing that is sealed, so they are not listed."
    )
    parts = [cards.page_header(_("Who looked at whom"), lead=lead), _filter(wanted, staff), _list(found.found)]
    links = [actions.link(_("Newest"), newest)] if wanted.before else []
    links += [actions.link(_("Older"), older, icon="arrow-right")] if older else []
    pages = html.Nav(actions.buttons(*links), **{"aria-label": _("Pages of the trail")})
    return html.Div([*parts, pages], className="page")


def _filter(wanted: Filter, staff: trail.Choices) -> Component:
    known = "" if wanted.expert_id is None else str(wanted.expert_id)
    fields = [
        forms.text(Ids.EXPERT, _("Expert's identifier"), known, maxlength=15),
        forms.select(Ids.PERSON, _("Who looked"), [(trail.ALL, _("everyone")), *staff], wanted.user_id or trail.ALL),
        forms.date(Ids.FIRST, _("From"), wanted.first),
        forms.date(Ids.LAST, _("Until"), wanted.last),
    ]
    show = actions.buttons(actions.button(_("Show"), Ids.SHOW, kind="primary"))
    return cards.card(_("Show"), html.Div(fields, className="fields narrow"), show)


def _list(found: Sequence[Seen]) -> Component:
    if not found:
        return empty.empty(_("Nobody has looked"), icon="eye")
    columns = [
        tables.Column(_("Time"), lambda seen: html.Span(formats.day_and_time(seen.at), className="text-nowrap")),
        tables.Column(_("Who looked"), lambda seen: html.Span(seen.user or _("the program"), className="text-nowrap")),
        tables.Column(_("Expert"), _expert, numeric=True),
        tables.Column(_("What was done"), _deed),
        tables.Column(_("Details"), _details),
    ]
    return tables.table(columns, found, _("Who looked at whom"), caption_hidden=True)


def _expert(seen: Seen) -> str:
    return "–" if seen.expert_id is None else str(seen.expert_id)


def _deed(seen: Seen) -> str:
    if seen.place is not None:
        return _(PLACES[seen.place])
    return trail.deed(seen.entry) if seen.entry else ""


def _details(seen: Seen) -> Component:
    if seen.entry is None:
        return html.Span("")
    over = [badges.badge(_("over the daily limit"), Tone.WARN, "exclamation-triangle")] if _is_over(seen) else []
    entry = seen.entry
    facts = {name: fact for name, fact in entry.facts.items() if name not in UNTOLD}
    about = [] if seen.expert_id is not None else [trail.about(entry)]
    told = html.Span("; ".join(filter(None, [*about, trail.details(replace(entry, facts=facts))])), className="muted")
    return html.Div([*over, told], className="buttons")


def _is_over(seen: Seen) -> bool:
    return bool(seen.entry and seen.entry.facts.get(OVER))
