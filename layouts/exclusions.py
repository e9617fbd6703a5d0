"""Those who are not on the list: what keeps them out, what would help, and the way past a rule where there is one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import auto
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

import texts
from layouts import candidates
from layouts.candidates import Candidate
from layouts.ids import IdEnum
from layouts.parts import actions, badges, cards, empty, grid
from layouts.parts.badges import Tone
from texts import _, ngettext


class Ids(IdEnum):
    NAME = auto()
    FOUND = auto()
    OUT = auto()


@dataclass(frozen=True)
class Found:
    """Who withdrew from this very task is not proposed for it again."""

    candidate: Candidate
    withdrew: bool


@dataclass(frozen=True)
class Sought:
    """Whom the page was opened for."""

    name: str
    people: Sequence[Found]


def search(sought: Sought | None = None) -> Component:
    box = dbc.Input(
        id=Ids.NAME,
        type="text",
        value=sought.name if sought else None,
        autocomplete="off",
        debounce=0.3,
        placeholder=_("Part of a name"),
    )
    label = dbc.Label(_("Why is somebody not on the list?"), html_for=Ids.NAME.value)
    people = found(sought.people, sought.name) if sought else None
    place = html.Div(people, id=Ids.FOUND, **{"aria-live": "polite"})
    return html.Section([html.Div([label, box], className="field"), place], className="card why-not")


def listed(people: Sequence[Candidate], total: int) -> Component:
    """With the reason, what would help, and the way past a rule where there is one."""
    if not people:
        return empty.empty(_("Nobody has been left out"), icon="people")
    limit = _("The first {count} of {total}.").format(count=len(people), total=total)
    note = [html.P(limit, className="muted")] if total > len(people) else []
    acts = [grid.Act("override", _("Agreed by telephone …"), icon="telephone")]
    columns = [
        grid.text("name", _("Expert"), cellRenderer="Caller", **candidates.wide(170), autoHeight=True),
        grid.text("why", _("Not for this task now"), flex=2, **candidates.wrapped()),
        grid.text("fix", _("What would help"), flex=2, **candidates.wrapped()),
        grid.actions(candidates.Ids.ACT.value, acts, about="name", flex=None, width=210),
    ]
    rows = [_row(candidate) for candidate in people]
    height = candidates.FRAME if len(rows) > candidates.FEW else None
    return cards.card(
        _("Not for this task now"),
        *note,
        html.Div(grid.search(Ids.OUT), className="toolbar"),
        candidates.calls(grid.grid(Ids.OUT, columns, rows, height=height, stacks=True)),
    )


def _row(candidate: Candidate) -> dict[str, Any]:
    obstacles = candidate.explanation.obstacles
    return {
        **candidates.person(candidate.person),
        "why": " ".join(texts.message(found.sentence) for found in obstacles),
        "fix": " ".join(candidates.fixes(candidate)),
        "actions": ["override"] if all(found.overridable for found in obstacles) else [],
    }


def found(people: Sequence[Found], asked: str) -> Component:
    """A person whose theme this is not, or whose consent has ended, is not found: the words are the same."""
    if not people:
        words = _("Nobody called {name} is found with the themes of this order.")
        return html.P(words.format(name=asked), className="muted")
    return html.Ul([html.Li(_one(person)) for person in people], className="plain-list")


def _one(person: Found) -> list[Component]:
    who = person.candidate.person
    heading = html.Div([actions.link(who.name, f"/experts/{who.id}", "quiet"), _state(person)], className="with-reason")
    if person.candidate.place is not None:
        acts = [_act("yes", _("Agrees"), person, "primary"), _act("offer", _("Offer …"), person)]
        withdrew = [html.P(_("Withdrew from this task: not proposed again, but may be agreed with."))]
        return [heading, *(withdrew if person.withdrew else []), actions.buttons(*acts)]
    obstacles = person.candidate.explanation.obstacles
    reasons = html.Ul([html.Li(texts.message(found.sentence)) for found in obstacles])
    helps = candidates.fixes(person.candidate)
    return [heading, reasons, *([html.P(" ".join(helps))] if helps else []), *_past(person)]


def _state(person: Found) -> Component:
    if person.candidate.place is None:
        return badges.badge(_("not for this task now"), Tone.WARN, "slash-circle")
    words = (
        _("not proposed") if person.withdrew else _("on the list, number {place}").format(place=person.candidate.place)
    )
    return badges.badge(words, Tone.GOOD, "list-ol")


def _past(person: Found) -> list[Component]:
    obstacles = person.candidate.explanation.obstacles
    if all(found.overridable for found in obstacles):
        return [actions.buttons(_act("override", _("Agreed by telephone …"), person))]
    firm = sum(not found.overridable for found in obstacles)
    words = ngettext("This rule is not set aside.", "These rules are not set aside.", firm)
    return [html.P(words, className="muted")]


def _act(action: str, label: str, person: Found, kind: actions.Kind = "secondary") -> Component:
    """Tells the same store as the buttons of the grid (assets/matching.js)."""
    told = json.dumps({"action": action, "id": person.candidate.person.id})
    return html.Button(
        label,
        type="button",
        className=f"btn btn-{kind}",
        **{
            "data-act": told,
            "data-store": candidates.Ids.ACT.value,
            "aria-label": f"{label} {person.candidate.person.name}",
        },
    )
