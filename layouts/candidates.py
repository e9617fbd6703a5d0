"""The candidates of an order as grids: who suits it, why, and how to call; and who cannot take it now, and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.matching.explanation import Explanation
from domain.matching.profiles import Recent
from domain.matching.weights import Part
from domain.offers import Answer, OfferRow, Reachable
from layouts.ids import IdEnum
from layouts.parts import cards, empty, grid
from texts import _, formats, ngettext

ROW_HEIGHT, LOW_ROW = 92, 76


class Ids(IdEnum):
    GRID = auto()
    OUT = auto()
    ACT = auto()


@dataclass(frozen=True)
class Candidate:
    """One expert as this order sees one. `parts` is empty and `explanation` has obstacles for one who cannot take it now.

    `themes` are only those that the order asks for; `km` is None where it is not known or nobody travels.
    """

    person: Reachable
    explanation: Explanation
    parts: Mapping[Part, int]
    recent: Recent
    themes: Sequence[str]
    km: int | None
    answered: OfferRow | None


def ranked(candidates: Sequence[Candidate], answers: Sequence[Answer]) -> Component:
    """`answers` are the buttons of each row."""
    acts = [answer.value for answer in answers]
    rows = [{**_row(candidate), "actions": acts} for candidate in candidates]
    return html.Div([_calls(grid.grid(Ids.GRID, _columns(), rows, rowHeight=ROW_HEIGHT)), _legend()], className="stack")


def excluded(candidates: Sequence[Candidate], total: int) -> Component:
    """With the reason, what would help, and the way past a rule where there is one."""
    if not candidates:
        return empty.empty(_("Nobody has been left out"), icon="people")
    limit = _("The first {count} of {total}.").format(count=len(candidates), total=total)
    note = [html.P(limit, className="muted")] if total > len(candidates) else []
    acts = [grid.Act("override", _("Agreed by telephone …"), icon="telephone")]
    columns = [
        _who(),
        grid.text("why", _("Not for this task now"), flex=2, **_wrapped()),
        grid.text("fix", _("What would help"), flex=2, **_wrapped()),
        grid.actions(Ids.ACT.value, acts, about="name", flex=None, width=210),
    ]
    rows = [_excluded_row(candidate) for candidate in candidates]
    return cards.card(
        _("Not for this task now"),
        *note,
        html.Div(grid.search(Ids.OUT), className="toolbar"),
        _calls(grid.grid(Ids.OUT, columns, rows, rowHeight=LOW_ROW)),
    )


def _legend() -> Component:
    """What the stacked parts are; their colours are told in words by each bar besides."""
    parts = [html.Li([html.I(**{"aria-hidden": "true"}), texts.words(part)]) for part in Part]
    return html.Ul(parts, className="score-legend", **{"aria-label": _("Parts of the suitability")})


def _calls(shown: Component) -> Component:
    shown.className += " calls"
    return shown


def _columns() -> list[grid.Column]:
    acts = [
        grid.Act(Answer.YES.value, _("Agrees"), "primary", "check2"),
        grid.Act(Answer.NO.value, _("Does not suit"), icon="x-lg"),
        grid.Act(Answer.NO_ANSWER.value, _("No answer"), icon="telephone-x"),
        grid.Act(Answer.ASKS_TIME.value, _("Call back …"), icon="clock"),
    ]
    tall = {"wrapHeaderText": True, "autoHeaderHeight": True}
    return [
        _who(pinned="left"),
        grid.score("score", _("Suits this task"), width=130, **tall),
        grid.text("why", _("Why"), flex=3, minWidth=160, **_wrapped()),
        grid.lines("last", _("Tasks lately"), "facts", flex=None, width=152, comparator={"function": "byText"}, **tall),
        grid.text("notes", _("To note"), flex=2, minWidth=108, **_wrapped()),
        grid.actions(Ids.ACT.value, acts, about="name", flex=None, width=278, pinned="right"),
    ]


def _who(**options: Any) -> grid.Column:
    return grid.text("name", _("Expert"), cellRenderer="Caller", flex=None, width=156, **options)


def _wrapped() -> dict[str, Any]:
    return {"wrapText": True, "cellClass": "wrapped"}


def _row(candidate: Candidate) -> dict[str, Any]:
    recent, words = candidate.recent, _sentence(candidate.explanation)
    warnings = [texts.message(found.sentence) for found in candidate.explanation.warnings]
    themes = _("Themes: {themes}.").format(themes=", ".join(candidate.themes)) if len(candidate.themes) > 1 else ""
    return {
        **_person(candidate.person),
        "score": [{"label": texts.words(part), "points": points} for part, points in candidate.parts.items()],
        "why": " ".join(part for part in (words, themes) if part),
        "notes": "\n".join(part for part in (_answered(candidate.answered), *warnings) if part),
        "last": recent.last.isoformat() if recent.last else "",
        "facts": _facts(candidate),
    }


def _facts(candidate: Candidate) -> list[str]:
    recent = candidate.recent
    latest = _("latest {day}").format(day=formats.date(recent.last)) if recent.last else _("no tasks yet")
    count = ngettext("{count} in 12 months", "{count} in 12 months", recent.count_365).format(count=recent.count_365)
    journey = [_("about {km} km").format(km=candidate.km)] if candidate.km else []
    return [latest, count, *journey]


def _excluded_row(candidate: Candidate) -> dict[str, Any]:
    obstacles = candidate.explanation.obstacles
    fixes = dict.fromkeys(texts.message(found.fix) for found in obstacles if found.fix)
    return {
        **_person(candidate.person),
        "why": " ".join(texts.message(found.sentence) for found in obstacles),
        "fix": " ".join(fixes),
        "actions": ["override"] if all(found.overridable for found in obstacles) else [],
    }


def _person(person: Reachable) -> dict[str, Any]:
    return {
        "id": str(person.id),
        "name": person.name,
        "href": f"/experts/{person.id}",
        "phone": person.phone,
        "through": person.through or person.hours,
    }


def _sentence(explanation: Explanation) -> str:
    """The clauses as one sentence."""
    words = ", ".join(texts.message(clause) for clause in explanation.clauses)
    return words[:1].upper() + words[1:] + "." if words else ""


def _answered(offer: OfferRow | None) -> str:
    if offer is None or offer.answer is None:
        return ""
    words = f"{texts.words(offer.answer)} {formats.short_date(times.day_of(offer.answered_at or offer.offered_at))}"
    return f"{words} → {formats.short_date(offer.call_back_on)}" if offer.call_back_on else words
