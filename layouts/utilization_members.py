"""Rotation: who of the bank's members was at work, who has waited longest, and whether few did most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

import texts
from domain import rotation, suppression, utilization
from domain.chosen import Measure
from domain.rotation import Base, Concentration, Rotation, Share
from domain.scopes import Chart, Scope
from domain.utilization import Bar
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import cards, chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from texts import _N, _, formats

BASES: Mapping[Base, str] = {
    Base.MEMBERS: _N("Members of the bank"),
    Base.REFRESHED: _N("Took the yearly refresher"),
}
TENTHS = 10
"""Rows of the table beside the Lorenz curve."""


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
    counts = {word: count for word, count in volumes.members.waiting.items() if count}
    names = [texts.words(word).capitalize() for word in counts]
    address = {word: places.members_address(volumes.scope, Base.MEMBERS, waiting=word) for word in counts}
    figure = chart.ranked(
        names,
        {"": list(counts.values())},
        labels=[formats.number(count) for count in counts.values()],
        links={"": [address[word] for word in counts]},
    )
    columns = [
        Column(_("Since the last assignment"), lambda word: texts.words(word).capitalize()),
        Column(_("Members"), lambda word: dcc.Link(formats.number(counts[word]), href=address[word]), numeric=True),
    ]
    title = _("Waiting against one's own wish")
    table = tables.table(columns, counts, title, (_("Total"), formats.number(sum(counts.values()))))
    words = _("The wish in days: often {often}, now and then {now_and_then}, seldom {seldom}.")
    wished = {wish.value: days for wish, days in rotation.WISHED_DAYS.items()}
    return charts.card(title, words.format(**wished), "waiting", figure, table, chart.height_of(names))


def concentration(volumes: Volumes) -> Component:
    found = volumes.members.concentration
    curve = found.curve
    even = chart.SERIES[-1]
    shown = [
        {"type": "scatter", "mode": "lines", "name": name, "x": xs, "y": ys, "line": line, "hoverinfo": "skip"}
        for name, xs, ys, line in (
            (_("Evenly shared"), [0, 1], [0, 1], {"dash": "dot", "width": 1, "color": even}),
            (_("As it was"), [x for x, _y in curve], [y for _x, y in curve], {"width": 2, "color": chart.SERIES[0]}),
        )
    ]
    axis = {"type": "linear", "range": [0, 1], "tickformat": ",.0%", "nticks": 6}
    layout = {"showlegend": True, "xaxis": {**axis, "automargin": True, "fixedrange": True},
              "yaxis": {**axis, "automargin": True, "fixedrange": True}}  # fmt: skip
    columns = [
        Column(_("Of those at work, those who did least"), lambda tenth: formats.percent(tenth, TENTHS)),
        Column(_("Did of the assignments"), lambda tenth: _done(curve, tenth), numeric=True),
    ]
    title = _("How evenly the work was shared")
    table = tables.table(columns, range(1, TENTHS + 1), title)
    return charts.card(title, _half(found), "lorenz", {"data": shown, "layout": layout}, table, 260)


def _half(found: Concentration) -> str:
    if suppression.few(found.people):
        words = _("Half of the {tasks} assignments were done by fewer than {few} people of the {working} at work.")
        return words.format(tasks=formats.number(found.tasks), few=suppression.FEW, working=found.working)
    words = _("Half of the {tasks} assignments were done by {people} people of the {working} at work.")
    return words.format(tasks=formats.number(found.tasks), people=found.people, working=found.working)


def _done(curve: Sequence[tuple[float, float]], tenth: int) -> str:
    """Between two people's points the curve is a straight line."""
    place = tenth / TENTHS * (len(curve) - 1)
    low = min(int(place), len(curve) - 2) if len(curve) > 1 else 0
    high = min(low + 1, len(curve) - 1)
    done = curve[low][1] + (curve[high][1] - curve[low][1]) * (place - low)
    return formats.percent(round(done * 1000), 1000)


def _by_month(volumes: Volumes) -> Component:
    """How many different people were at work in each month: a person counts once in a month."""
    shown = [rows for rows in (volumes.earlier, volumes.held) if rows is not None]
    bars = [bar for rows in shown for bar in utilization.bars(Chart.MONTHS, rows, Measure.PEOPLE)]
    placed = {divmod(bar.code, 12): bar for bar in bars}
    years = sorted({year for year, _month in placed} | {volumes.scope.period.last.year})
    title, calendar = _("People at work by month"), range(12)
    figure = chart.bars(
        [formats.month_name(month + 1) for month in calendar],
        {str(year): [_met(volumes.scope, placed.get((year, month))) or 0 for month in calendar] for year in years},
        links={str(year): [_who(placed.get((year, month))) for month in calendar] for year in years},
    )
    if len(years) == 2:
        figure["layout"]["colorway"] = [chart.SERIES[-1], chart.SERIES[0]]
    columns = [
        Column(_("Month"), lambda month: formats.month_name(month + 1)),
        *(Column(str(year), _cell(volumes.scope, placed, year), numeric=True) for year in years),
    ]
    words = _("Each person counts once in a month.")
    return charts.card(title, words, "people", figure, tables.table(columns, calendar, title), 260)


def _met(scope: Scope, bar: Bar | None) -> int | None:
    """None where it is not shown."""
    people = bar.sums[Measure.PEOPLE] if bar else 0
    return None if scope.narrows_people and suppression.few(people) else people


def _who(bar: Bar | None) -> str:
    return places.members_address(bar.scope, Base.MEMBERS, worked=True) if bar else ""


def _cell(scope: Scope, placed: Mapping[tuple[int, int], Bar], year: int) -> Callable[[int], Child]:
    def cell(month: int) -> Child:
        bar = placed.get((year, month))
        people = _met(scope, bar)
        if people is None:
            return f"< {suppression.FEW}"
        return dcc.Link(formats.number(people), href=_who(bar)) if people else "0"

    return cell
