"""Rotation: who of the bank's members was at work, who has waited longest, and whether few did most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from domain import rotation, suppression
from domain.chosen import Measure
from domain.concentration import WHOLE, Concentration, Part
from domain.rotation import Base, Rotation, Share
from domain.scopes import Scope
from domain.utilization import Bar
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts import utilization_months as months
from layouts.parts import cards, chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from layouts.utilization_months import Told
from texts import _N, _, formats

BASES: Mapping[Base, str] = {
    Base.MEMBERS: _N("Members of the bank"),
    Base.REFRESHED: _N("Took the yearly refresher"),
}


def share(value: Share) -> str:
    """ "45/69 = 65 %"."""
    return f"{value.part}/{value.whole} = {formats.percent(value.part, value.whole)}"


def hidden(scope: Scope, members: Rotation) -> bool:
    """Few people of a theme or an area, or few left over, would be known by it."""
    if not scope.narrows_people:
        return False
    own = members.shares[Base.MEMBERS]
    return any(suppression.few(count) for count in (own.part, own.whole - own.part))


def rotation_cards(volumes: Volumes) -> list[Component]:
    if hidden(volumes.scope, volumes.members):
        sentence = _("So few people were at work within these limits that their numbers are not shown.")
        return [cards.card(_("Members at work"), html.P(sentence, className="muted m-0"))]
    found = [_by_month(volumes), charts.beside(activity(volumes), concentration(volumes))]
    return [*found, waiting(volumes)] if not volumes.scope.limited else found


def activity(volumes: Volumes) -> Component:
    scope, shares = volumes.scope, volumes.members.shares
    parts = {True: _("At work"), False: _("Without assignments")}
    counts = {worked: [own.part if worked else own.whole - own.part for own in shares.values()] for worked in parts}
    figure = chart.ranked(
        [_(BASES[base]) for base in Base],
        {word: counts[worked] for worked, word in parts.items()},
        labels=[share(own) for own in shares.values()],
        links={word: [places.members_address(scope, base, worked) for base in Base] for worked, word in parts.items()},
    )
    figure["layout"]["colorway"] = [chart.SERIES[0], chart.SERIES[-1]]
    columns = [
        Column(_("Of whom"), lambda base: _(BASES[base])),
        *(Column(word, _people(scope, counts, worked), numeric=True) for worked, word in parts.items()),
        Column(_("Total"), lambda base: formats.number(shares[base].whole), numeric=True),
        Column(_("Share"), lambda base: formats.percent(shares[base].part, shares[base].whole), numeric=True),
    ]
    table = tables.table(columns, Base, _("Members at work"))
    words = _("{period}. At work: at least one held assignment.").format(period=places.period(scope.period))
    return charts.card(_("Members at work"), words, "members", figure, table, 150)


def _people(scope: Scope, counts: Mapping[bool, Sequence[int]], worked: bool) -> Callable[[Base], Child]:
    def cell(base: Base) -> Child:
        count = counts[worked][list(Base).index(base)]
        return dcc.Link(formats.number(count), href=places.members_address(scope, base, worked)) if count else "0"

    return cell


def waiting(volumes: Volumes) -> Component:
    words = _("The wish in days: often {often}, now and then {now_and_then}, seldom {seldom}.")
    wished = {wish.value: days for wish, days in rotation.WISHED_DAYS.items()}
    return charts.counted(
        "waiting",
        _("Waiting against one's own wish"),
        words.format(**wished),
        _("Since the last assignment"),
        volumes.members.waiting,
        lambda word: places.members_address(volumes.scope, Base.MEMBERS, waiting=word),
    )


def concentration(volumes: Volumes) -> Component:
    found, scope = volumes.members.concentration, volumes.scope
    title = _("How evenly the work was shared")
    if not found.parts:
        return cards.card(title, html.P(_half(found), className="muted m-0"))
    columns = [
        Column(_("Of those at work, those who did least"), lambda part: formats.percent(part.percent, WHOLE)),
        Column(_("People"), lambda part: formats.number(part.people), numeric=True),
        Column(_("Did assignments"), lambda part: _of_part(scope, part), numeric=True),
        Column(_("Share"), lambda part: formats.percent(part.tasks, found.tasks), numeric=True),
    ]
    opens = _("A point opens the assignments of those who did least.")
    table = tables.table(columns, found.parts, title)
    return charts.card(title, f"{_half(found)} {opens}", "lorenz", _lorenz(scope, found), table, 260)


def _lorenz(scope: Scope, found: Concentration) -> dict[str, Any]:
    curve, parts = found.curve, found.parts
    lines = [
        {"type": "scatter", "mode": "lines", "name": name, "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
        for name, xs, ys, line in (
            (_("Evenly shared"), [0, 1], [0, 1], {"dash": "dot", "width": 1, "color": chart.SERIES[-1]}),
            (_("As it was"), [x for x, _y in curve], [y for _x, y in curve], {"width": 2, "color": chart.SERIES[0]}),
        )
    ]
    points = {
        "type": "scatter", "mode": "markers", "name": _("As it was"), "showlegend": False,
        "x": [part.people / found.working for part in parts], "y": [part.tasks / found.tasks for part in parts],
        "text": [formats.number(part.tasks) for part in parts], "marker": {"size": 10, "color": chart.SERIES[0]},
        "hovertemplate": "%{x:.0%}: <b>%{y:.0%}</b> (%{text})<extra></extra>",
        "customdata": [_behind(scope, part) for part in parts],
    }  # fmt: skip
    fifths = range(6)
    axis = {"type": "linear", "range": [0, 1.03], "automargin": True, "fixedrange": True,
            "tickvals": [place / 5 for place in fifths],
            "ticktext": [formats.percent(place, 5) for place in fifths]}  # fmt: skip
    return {"data": [*lines, points], "layout": {"showlegend": True, "xaxis": axis, "yaxis": axis}}


def _behind(scope: Scope, part: Part) -> str:
    return places.address(places.TASKS, replace(scope, least=part.percent)) if part.tasks else ""


def _of_part(scope: Scope, part: Part) -> Child:
    return dcc.Link(formats.number(part.tasks), href=_behind(scope, part)) if part.tasks else "0"


def _half(found: Concentration) -> str:
    if suppression.few(found.people):
        words = _("Half of the {tasks} assignments were done by fewer than {few} people of the {working} at work.")
        return words.format(tasks=formats.number(found.tasks), few=suppression.FEW, working=found.working)
    words = _("Half of the {tasks} assignments were done by {people} people of the {working} at work.")
    return words.format(tasks=formats.number(found.tasks), people=found.people, working=found.working)


def _by_month(volumes: Volumes) -> Component:
    """How many different people were at work in each month: a person counts once in a month, so months add up to nothing."""
    scope = volumes.scope
    told = Told(
        "people",
        Measure.PEOPLE,
        length=lambda bar: _met(scope, bar) or 0,
        said=lambda bar: _cell(scope, bar),
        opens=lambda bar: _who(bar) if _met(scope, bar) else "",
        added=False,
    )
    title, words = _("People at work by month"), _("Each person counts once in a month.")
    return months.by_month(told, volumes.held, volumes.earlier, title, words)


def _met(scope: Scope, bar: Bar | None) -> int | None:
    """None where it is not shown."""
    people = bar.sums[Measure.PEOPLE] if bar else 0
    return None if scope.narrows_people and suppression.few(people) else people


def _who(bar: Bar | None) -> str:
    return places.members_address(bar.scope, Base.MEMBERS, worked=True) if bar else ""


def _cell(scope: Scope, bar: Bar | None) -> Child:
    people = _met(scope, bar)
    if people is None:
        return f"< {suppression.FEW}"
    return dcc.Link(formats.number(people), href=_who(bar)) if people else "0"
