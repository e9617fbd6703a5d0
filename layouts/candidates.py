"""The candidates of an order as a grid: who suits it, why, how turns have gone, and how to call."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import auto
from typing import Any

from dash import html
from dash.development.base_component import Component

import texts
from domain import times, weeks
from domain.availability import DAY
from domain.experts import WorkWish
from domain.matching.explanation import Explanation
from domain.matching.profiles import Recent
from domain.matching.weights import Part
from domain.offers import Answer, OfferRow, OfferStatus, Reachable
from domain.views import Column
from layouts.ids import IdEnum
from layouts.parts import grid, own_columns
from texts import N_, _, formats

FEW = 6
"""So many rows are shown as they are; a longer list scrolls in its own frame."""
FRAME = "max(26rem, calc(100dvh - 15rem))"
ROW_HEIGHT, ROWS_AHEAD = 104, 1
"""What the lines of a row need, in pixels, and how many rows are drawn beyond the frame: with the grid's own 42 and ten it
would draw thrice what is seen before it knows better. Only name and reasons may need more: each measured cell costs."""
HEADER_HEIGHT = 62
FEW_LINES = 4
Hours = Sequence[tuple[int, int]] | None
"""Free stretches of a day in minutes from midnight; None when nobody knows."""


class Ids(IdEnum):
    GRID = auto()
    ACT = auto()
    COLUMNS = auto()


@dataclass(frozen=True)
class Candidate:
    """One expert as this order sees one. `parts` is empty and `explanation` has obstacles for one who cannot take it now;
    then `place` is None and `place_if_free` tells where the expert would stand with nothing in the way.

    `themes` are only those that the order asks for; `km` is None where it is not known or nobody travels; `known` is the
    last day with this orderer. `free` are the first days that the order asks for, with the free hours of each.
    """

    person: Reachable
    place: int | None
    place_if_free: int
    explanation: Explanation
    parts: Mapping[Part, int]
    recent: Recent
    wish: WorkWish
    themes: Sequence[str]
    km: int | None
    known: date | None
    free: Sequence[tuple[date, Hours]]
    answered: OfferRow | None

    @property
    def total(self) -> int:
        return sum(self.parts.values())


ACTS: Mapping[str, grid.Act] = {
    "yes": grid.Act("yes", N_("Agrees"), "primary", key="a"),
    "offer": grid.Act("offer", N_("Offer …"), key="o"),
    "no": grid.Act("no", N_("Does not suit")),
    "keep_yes": grid.Act("keep_yes", N_("Would come")),
    "no_answer": grid.Act("no_answer", N_("No answer")),
    "asks_time": grid.Act("asks_time", N_("Call back …")),
}
"""The buttons of a row, in their order; the keys are those of the guide."""


def waits(offer: OfferRow) -> bool:
    return offer.status is OfferStatus.OPEN and offer.answer is Answer.YES


def ranked(candidates: Sequence[Candidate], acts: Collection[str], kept: Sequence[Column]) -> Component:
    """`acts` are the buttons of each row, `kept` the columns as the person has left them."""
    columns = _columns(any(len(practice(each)) > FEW_LINES for each in candidates))
    names = [column["field"] for column in columns]
    shown = [each.id for each in kept if each.id in names and not each.hidden]
    table = grid.grid(
        Ids.GRID,
        columns,
        rows(candidates, acts),
        height=FRAME if len(candidates) > FEW else None,
        keeps_columns=True,
        initialState=own_columns.arranged(names, shown, kept),
        stacks=True,
        rowHeight=ROW_HEIGHT,
        headerHeight=HEADER_HEIGHT,
        rowBuffer=ROWS_AHEAD,
        rowSelection={"mode": "multiRow", "checkboxes": False, "headerCheckbox": False, "enableClickSelection": False},
        postSortRows={"function": "pinnedFirst(params)"},
    )
    return html.Div([calls(table), _legend()], className="stack")


def rows(candidates: Sequence[Candidate], acts: Collection[str]) -> list[dict[str, Any]]:
    return [{**_row(candidate), "actions": list(acts)} for candidate in candidates]


def _legend() -> Component:
    """What the stacked parts are; their colours are told in words by each bar besides."""
    parts = [html.Li([html.I(**{"aria-hidden": "true"}), texts.words(part)]) for part in Part]
    return html.Ul(parts, className="score-legend", **{"aria-label": _("Parts of the suitability")})


def calls(shown: Component) -> Component:
    shown.className += " calls"
    return shown


def _columns(long: bool) -> list[grid.Column]:
    """`long` where practice has more lines than fit: a whole week of free hours while the time is open."""
    tall: dict[str, Any] = {"wrapHeaderText": True}
    acts = [grid.Act(act.name, _(act.label), act.kind, key=act.key) for act in ACTS.values()]
    toggles = {"compare": _("Compare"), "pin": _("Keep on top")}
    hidden = {"hide": True, "flex": None, "width": 130, **tall}
    return [
        grid.text(
            "name", _("Expert"), cellRenderer="Candidate", cellRendererParams=toggles, **wide(160), pinned="left",
            autoHeight=True, suppressMovable=True,
        ),
        grid.score("score", _("Suits this task"), width=112, **tall),
        grid.text("why", _("Why"), flex=3, minWidth=156, cellRenderer="Reasons", **wrapped()),
        grid.lines("last", _("Tasks lately"), "facts", **wide(158), cellClass="facts-cell",
                   comparator={"function": "byText"}, **tall),
        grid.lines("known", _("Practice"), "practice", **wide(150), autoHeight=long, cellClass="facts-cell",
                   comparator={"function": "byText"}, **tall),
        grid.number("km", _("Journey, km"), **hidden),
        grid.number("count_90", _("Tasks in 90 days"), **hidden),
        grid.number("count_365", _("Tasks in 12 months"), **hidden),
        grid.euros("fees_365", _("Fees in 12 months"), **hidden),
        grid.actions(Ids.ACT.value, acts, about="name", **wide(236), pinned="right", suppressMovable=True),
    ]  # fmt: skip


def wide(width: int) -> dict[str, Any]:
    return {"flex": None, "width": width, "minWidth": width}


def wrapped() -> dict[str, Any]:
    return {"wrapText": True, "autoHeight": True, "cellClass": "wrapped"}


def _row(candidate: Candidate) -> dict[str, Any]:
    recent = candidate.recent
    return {
        **person(candidate.person),
        "score": [{"label": texts.words(part), "points": points} for part, points in candidate.parts.items()],
        "why": reason(candidate),
        "notes": list(notes(candidate)),
        "last": recent.last.isoformat() if recent.last else "",
        "facts": fairness(candidate),
        "known": candidate.known.isoformat() if candidate.known else "",
        "practice": practice(candidate),
        "km": candidate.km,
        "count_90": recent.count_90,
        "count_365": recent.count_365,
        "fees_365": recent.fees_365.cents,
    }


def reason(candidate: Candidate) -> str:
    """The clauses as one sentence."""
    words = ", ".join(texts.message(clause) for clause in candidate.explanation.clauses)
    return words[:1].upper() + words[1:] + "." if words else ""


def notes(candidate: Candidate) -> tuple[str, ...]:
    """What was answered, and what the rules warn of."""
    warnings = (texts.message(found.sentence) for found in candidate.explanation.warnings)
    return tuple(part for part in (_answered(candidate.answered), *warnings) if part)


def fairness(candidate: Candidate) -> list[str]:
    """What turns are shared by: the latest task, how many lately, and how often the expert wants them."""
    recent = candidate.recent
    latest = _("latest {day}").format(day=formats.date(recent.last)) if recent.last else _("no tasks yet")
    counts = _("{few} in 90 days, {many} in 12 months").format(few=recent.count_90, many=recent.count_365)
    return [
        latest,
        counts,
        _("{sum} in 12 months").format(sum=formats.euros(recent.fees_365)),
        _("wants work {often}").format(often=texts.words(candidate.wish)),
    ]


def practice(candidate: Candidate) -> list[str]:
    known = _("last with the orderer {day}").format(day=formats.date(candidate.known)) if candidate.known else ""
    return [*free(candidate), *_journey(candidate.km), known or _("new to the orderer")]


def _journey(km: int | None) -> list[str]:
    if km is None:
        return []
    return [_("about {km} km").format(km=km) if km else _("the same municipality")]


def free(candidate: Candidate) -> list[str]:
    """ "vapaa ma 9–15", or that nobody knows."""
    return [_hours(hours).format(day=formats.weekday(day)) for day, hours in candidate.free]


def _hours(hours: Hours) -> str:
    if hours is None:
        return _("{day}: not known, ask")
    if not hours:
        return _("{day}: not free")
    if list(hours) == [(0, DAY)]:
        return _("free {day} all day")
    return _("free {day}") + " " + ", ".join(weeks.stretch(first, last) for first, last in hours)


def fixes(candidate: Candidate) -> list[str]:
    """What would help, and what place it would give: nothing of those of whom nothing is told."""
    helps = list(dict.fromkeys(texts.message(found.fix) for found in candidate.explanation.obstacles if found.fix))
    would_be = _("Would then be number {place}.").format(place=candidate.place_if_free)
    return [*helps, would_be] if helps else []


def person(person: Reachable) -> dict[str, Any]:
    return {
        "id": str(person.id),
        "name": person.name,
        "href": f"/experts/{person.id}",
        "phone": person.phone,
        "through": person.through or person.hours,
    }


def _answered(offer: OfferRow | None) -> str:
    if offer is None:
        return ""
    when = formats.short_date(times.day_of(offer.answered_at or offer.offered_at))
    if offer.answer is None:
        return _("Offered {day}").format(day=when) if offer.status is OfferStatus.OPEN else ""
    words = _("Would come, {day}").format(day=when) if waits(offer) else f"{texts.words(offer.answer)} {when}"
    return f"{words} → {formats.short_date(offer.call_back_on)}" if offer.call_back_on else words
