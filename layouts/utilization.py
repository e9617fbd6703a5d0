"""Utilization: a period, its figures, and the charts that open into the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain import utilization
from domain.experts import Period
from domain.scopes import Asked, Counted, Names, Scope
from domain.utilization import Base, Chart, MemberRow, Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts import utilization_euros as euros
from layouts import utilization_members as members
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty, forms
from layouts.parts.icons import icon
from texts import _, formats


class Ids(IdEnum):
    SINCE = auto()
    UNTIL = auto()
    SHOW = auto()


def page(volumes: Volumes, asked: Asked, names: Names) -> Component:
    scope = volumes.scope
    header = cards.page_header(
        _("Follow-up"),
        actions.link(_("All rows"), places.address(places.TASKS, scope), icon="table"),
        actions.download(_("Download the rows"), places.address(places.TASKS_FILE, scope)),
        lead=" · ".join(places.in_words(scope, names)),
    )
    shown = [header, *places.misread(asked.misread), _periods(scope, volumes.years), *_limits(scope, names)]
    if not utilization.behind(replace(scope, counted=Counted.PAID), volumes.tasks):
        nothing = empty.empty(_("Nothing was held"), _("Choose another period or remove a limit."), icon="bar-chart")
        return html.Div([*shown, nothing], className="page")
    rows = utilization.activity(volumes.members, scope, volumes.tasks)
    return html.Div([*shown, _figures(volumes, rows), *_charts(volumes, rows)], className="page")


def _periods(scope: Scope, years: Mapping[int, int]) -> Component:
    """Every year with its number, and any other period by its days."""
    since = forms.date(Ids.SINCE, _("From"), scope.period.first)
    until = forms.date(Ids.UNTIL, _("Until"), scope.period.last)
    days = html.Div([since, until, actions.button(_("Show"), Ids.SHOW)], className="days")
    return html.Div([_years(scope, years), days], className="periods")


def _years(scope: Scope, years: Mapping[int, int]) -> Component:
    whole = Period(date(min(years), 1, 1), date(max(years), 12, 31))
    choices = [(str(year), Period(date(year, 1, 1), date(year, 12, 31)), count) for year, count in years.items()]
    if len(years) > 1:
        choices.append((_("All years"), whole, sum(years.values())))
    links = [_year(replace(scope, period=period), name, count, scope.period) for name, period, count in choices]
    return html.Nav(links, className="segments", **{"aria-label": _("Year")})


def _year(scope: Scope, name: str, count: int, chosen: Period) -> Component:
    here = scope.period == chosen
    mark = [html.Span(_("(chosen)"), className="visually-hidden")] if here else []
    return dcc.Link(
        [name, " ", html.Small(formats.number(count)), *mark],
        href=places.address(places.CHARTS, scope),
        className="chosen" if here else None,
    )


def _limits(scope: Scope, names: Names) -> list[Component]:
    if not scope.limited:
        return []
    words = [html.Span([icon("funnel"), " ", limit]) for limit in places.limits(scope, names)]
    clear = actions.link(_("Remove the limits"), places.address(places.CHARTS, Scope(scope.period)), kind="quiet")
    return [html.Div([*words, clear], className="toolbar")]


def _figures(volumes: Volumes, rows: Sequence[MemberRow]) -> Component:
    scope = volumes.scope
    paid_scope = replace(scope, counted=Counted.PAID)
    held = utilization.sums(utilization.behind(scope, volumes.tasks))
    paid = utilization.sums(utilization.behind(paid_scope, volumes.tasks))
    working = utilization.share(Base.MEMBERS, rows)
    to_held, to_paid = places.address(places.TASKS, scope), places.address(places.TASKS, paid_scope)
    return cards.stats(
        cards.stat(_("Held assignments"), formats.number(held.count), to_held),
        cards.stat(_("Hours of work"), formats.number(Decimal(held.minutes) / 60, 0), to_held),
        cards.stat(
            _("Members at work"), members.share(working), places.members_address(scope, Base.MEMBERS, worked=True)
        ),
        cards.stat(_("Fees to experts"), formats.euros(paid.fee), to_paid),
        cards.stat(_("Charges to orderers"), formats.euros(paid.charge), to_paid),
    )


def _charts(volumes: Volumes, rows: Sequence[MemberRow]) -> list[Component]:
    return [
        charts.months(volumes),
        _beside(charts.ranked(Chart.GROUPS, volumes), charts.ranked(Chart.USES, volumes)),
        _beside(charts.ranked(Chart.CLIENTS, volumes), charts.ranked(Chart.PACKAGES, volumes)),
        _beside(charts.ranked(Chart.SECTORS, volumes), members.activity(volumes.scope, rows)),
        euros.euros(volumes),
    ]


def _beside(*both: Component) -> Component:
    return html.Div(list(both), className="columns even")
