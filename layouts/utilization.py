"""Utilization: a period and its limits, the figures, and the charts that open into the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import auto

from dash import dcc, html
from dash.development.base_component import Component

from domain.chosen import Measure
from domain.experts import Period
from domain.rotation import Base
from domain.scopes import Asked, Chart, Counted, Scope
from domain.volumes import Volumes
from layouts import efforts
from layouts import scopes as places
from layouts import utilization_capacity as capacity
from layouts import utilization_charts as charts
from layouts import utilization_limits as limits
from layouts import utilization_members as members
from layouts import utilization_months as months
from layouts import utilization_orders as orders
from layouts.ids import IdEnum
from layouts.parts import actions, cards, empty
from layouts.parts.icons import icon
from texts import _, formats


class Ids(IdEnum):
    BODY = auto()
    CHANGED = auto()


def page(volumes: Volumes, asked: Asked, may_switch: bool = False) -> Component:
    """`may_switch` turns the measuring of handling time on and off."""
    scope = volumes.scope
    header = cards.page_header(
        _("Follow-up"),
        actions.link(_("All rows"), places.address(places.TASKS, scope), icon="table"),
        actions.download(_("Download the rows"), places.address(places.TASKS_FILE, scope)),
        lead=" · ".join(places.in_words(scope, volumes.legend)),
    )
    controls = [_years(scope, volumes.years), limits.form(scope, volumes.legend), *_limits(volumes)]
    live = html.Div(body(volumes, may_switch), id=Ids.BODY, className="stack")
    return html.Div(
        [header, *places.misread(asked.misread), *controls, dcc.Store(id=Ids.CHANGED), live], className="page"
    )


def body(volumes: Volumes, may_switch: bool = False) -> list[Component]:
    """Drawn again when something changes in the bank."""
    if not len(volumes.paid) and not len(volumes.orders):
        return [empty.empty(_("Nothing was held"), _("Choose another period or remove a limit."), icon="bar-chart")]
    return [_figures(volumes), *_charts(volumes, may_switch)]


def _years(scope: Scope, years: Mapping[int, int]) -> Component:
    """Every year with its number."""
    whole = Period(date(min(years), 1, 1), date(max(years), 12, 31))
    choices = [(str(year), Period(date(year, 1, 1), date(year, 12, 31)), count) for year, count in years.items()]
    if len(years) > 1:
        choices.append((_("All years"), whole, sum(years.values())))
    links = [_year(replace(scope, period=period), name, count, scope.period) for name, period, count in choices]
    return html.Div(html.Nav(links, className="segments", **{"aria-label": _("Year")}), className="periods")


def _year(scope: Scope, name: str, count: int, chosen: Period) -> Component:
    here = scope.period == chosen
    mark = [html.Span(_("(chosen)"), className="visually-hidden")] if here else []
    return dcc.Link(
        [name, " ", html.Small(formats.number(count)), *mark],
        href=places.address(places.CHARTS, scope),
        className="chosen" if here else None,
    )


def _limits(volumes: Volumes) -> list[Component]:
    if not volumes.scope.limited:
        return []
    words = [html.Span([icon("funnel"), " ", limit]) for limit in places.limits(volumes.scope, volumes.legend)]
    free = places.address(places.CHARTS, Scope(volumes.scope.period))
    return [html.Div([*words, actions.link(_("Remove the limits"), free, kind="quiet")], className="toolbar")]


def _figures(volumes: Volumes) -> Component:
    scope = volumes.scope
    working = volumes.members.shares[Base.MEMBERS]
    secret = members.hidden(scope, volumes.members)
    to_held = places.address(places.TASKS, scope)
    to_paid = places.address(places.TASKS, replace(scope, counted=Counted.PAID))
    to_members = None if secret else places.members_address(scope, Base.MEMBERS, worked=True)
    hours = formats.number(Decimal(volumes.held.sum(Measure.MINUTES)) / 60, 0)
    return cards.stats(
        cards.stat(_("Held assignments"), formats.number(len(volumes.held)), to_held),
        cards.stat(_("Hours of work"), hours, to_held),
        cards.stat(_("Members at work"), _("few") if secret else members.share(working), to_members),
        cards.stat(_("Fees to experts"), months.in_euros(volumes.paid.sum(Measure.FEE)), to_paid),
        cards.stat(_("Charges to orderers"), months.in_euros(volumes.paid.sum(Measure.CHARGE)), to_paid),
    )


def _charts(volumes: Volumes, may_switch: bool) -> list[Component]:
    def ranked(kind: Chart) -> Component:
        return charts.ranked(kind, volumes.held, charts.held(volumes.held), earlier=volumes.earlier)

    why, themes, areas = orders.unmet(volumes)
    return [
        _part(_("Volumes")),
        months.months(volumes),
        charts.beside(ranked(Chart.GROUPS), ranked(Chart.USES)),
        charts.beside(ranked(Chart.CLIENTS), ranked(Chart.PACKAGES)),
        charts.beside(ranked(Chart.SECTORS), ranked(Chart.MODES)),
        charts.beside(ranked(Chart.THEMES), ranked(Chart.AREAS)),
        _part(_("How orders went")),
        charts.beside(orders.outcomes(volumes), orders.leads(volumes)),
        charts.beside(orders.endings(volumes), orders.feedback(volumes)),
        charts.beside(why, themes),
        areas,
        *([efforts.card(volumes.efforts, volumes.scope, may_switch)] if volumes.efforts else []),
        _part(_("Rotation")),
        *members.rotation_cards(volumes),
        *_capacity(volumes),
        _part(_("Hours and euros")),
        *months.hours_and_euros(volumes),
    ]


def _capacity(volumes: Volumes) -> list[Component]:
    return [_part(_("Capacity")), *capacity.capacity(volumes)] if volumes.capacity else []


def _part(title: str) -> Component:
    return html.H2(title, className="part")
