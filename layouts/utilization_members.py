"""The share of the bank's members who were at work, as a picture, a table and links to who they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dash import dcc
from dash.development.base_component import Component

from domain import utilization
from domain.scopes import Scope
from domain.utilization import Base, MemberRow, Share
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import chart, tables
from layouts.parts.cards import Child
from layouts.parts.tables import Column
from texts import _N, _, formats

BASES: Mapping[Base, str] = {
    Base.MEMBERS: _N("Members of the bank"),
    Base.REFRESHED: _N("Took the yearly refresher"),
}


def share(value: Share) -> str:
    """ "45/69 = 65 %"."""
    return f"{value.part}/{value.whole} = {formats.percent(value.part, value.whole)}"


def activity(scope: Scope, members: Sequence[MemberRow]) -> Component:
    shares = {base: utilization.share(base, members) for base in Base}
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
