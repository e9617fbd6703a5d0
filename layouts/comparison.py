"""Two or three candidates of one order beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

import texts
from domain.matching.weights import Part
from layouts import candidates
from layouts.candidates import Candidate
from layouts.ids import IdEnum
from layouts.parts import tables
from layouts.parts.cards import Child
from layouts.parts.icons import icon
from texts import _

MOST = 3


class Ids(IdEnum):
    PLACE = auto()


def beside(chosen: Sequence[Candidate]) -> Component:
    title = _("Beside each other") if len(chosen) > 1 else chosen[0].person.name
    close = html.Button(
        icon("x-lg"),
        type="button",
        className="btn btn-quiet btn-sm",
        **{"aria-label": _("Close"), "data-deselects": candidates.Ids.GRID.value},
    )
    heading = html.Header([html.H2(title), close])
    return html.Section([heading, _table(chosen)], className="card comparison", **{"aria-label": title})


def _table(chosen: Sequence[Candidate]) -> Component:
    experts = [tables.Column(one.person.name, _cell(place)) for place, one in enumerate(chosen)]
    columns = [tables.Column(_("Fact"), lambda row: row[0]), *experts]
    rows = [(name, [told(one) for one in chosen]) for name, told in _facts(chosen)]
    return tables.table(columns, rows, _("Beside each other"), caption_hidden=True)


def _cell(place: int) -> Callable[[tuple[str, list[Child]]], Child]:
    return lambda row: row[1][place]


def _facts(chosen: Sequence[Candidate]) -> list[tuple[str, Callable[[Candidate], Child]]]:
    """A part that gives nothing to any of them tells nothing of them."""
    giving = [part for part in Part if any(one.parts.get(part) for one in chosen)]
    return [
        (_("Suits this task"), lambda one: str(one.total)),
        *((texts.words(part), _points(part)) for part in giving),
        (_("Why"), candidates.reason),
        (_("Themes"), lambda one: ", ".join(one.themes) or "–"),
        (_("To note"), lambda one: _lines(candidates.notes(one))),
        (_("Tasks lately"), lambda one: _lines(candidates.fairness(one))),
        (_("Practice"), lambda one: _lines(candidates.practice(one))),
        (_("Telephone"), lambda one: _lines([part for part in (one.person.phone, one.person.through) if part])),
    ]


def _points(part: Part) -> Callable[[Candidate], Child]:
    return lambda one: str(one.parts.get(part, 0))


def _lines(parts: Sequence[str]) -> Child:
    return html.Div([html.Div(part) for part in parts]) if parts else "–"
