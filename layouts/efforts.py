"""The time an order takes the office, as the team's medians only, and the switch of its measuring."""

from __future__ import annotations

from collections.abc import Sequence
from enum import auto

from dash import html
from dash.development.base_component import Component

from domain.efforts import FEWEST_ORDERS, FEWEST_PEOPLE, Effort, Efforts
from domain.scopes import Scope
from domain.times import Month
from layouts import utilization_charts as charts
from layouts.ids import IdEnum
from layouts.parts import actions, cards, chart, tables
from layouts.parts.tables import Column
from texts import _N, _, formats


class Ids(IdEnum):
    SWITCH = auto()


NO_ROWS = _N("No rows stand behind these bars: the time that one order took is shown to nobody.")


def card(efforts: Efforts, scope: Scope, may_switch: bool) -> Component:
    title = _("Handling time of an order")
    switch = [_switch(efforts.measured)] if may_switch else []
    if not efforts.measured:
        words = _(
            "Not measured: agree on it with the staff first. Measured would be the team's active time, no person's."
        )
        return cards.card(title, html.P(words, className="muted m-0"), actions=switch)
    if efforts.whole.seconds is None:
        words = _("Shown from {people} people and {orders} orders up: now {count} orders have been measured.")
        said = words.format(people=FEWEST_PEOPLE, orders=FEWEST_ORDERS, count=formats.number(efforts.whole.orders))
        return cards.card(title, html.P(said, className="muted m-0"), actions=switch)
    return html.Div([_chart(title, efforts, scope), *([actions.buttons(*switch)] if switch else [])], className="stack")


def _switch(on: bool) -> Component:
    return actions.button(_("Stop measuring") if on else _("Start measuring"), Ids.SWITCH.of(on="no" if on else "yes"))


def _chart(title: str, efforts: Efforts, scope: Scope) -> Component:
    shown: Sequence[tuple[str, Effort]] = [
        (formats.month(Month(code // 12, code % 12 + 1)), effort) for code, effort in efforts.months.items()
    ]
    minutes = [(effort.seconds or 0) / 60 for _name, effort in shown]
    figure = chart.bars([name for name, _effort in shown], {_("Minutes, median"): minutes}, unit=" min")
    columns = [
        Column(_("Month"), lambda one: one[0]),
        Column(_("Orders measured"), lambda one: formats.number(one[1].orders), numeric=True),
        Column(_("Minutes, median"), lambda one: _median(one[1]), numeric=True),
    ]
    words = _("Half of {count} measured orders took the team at most {median} of active work.").format(
        count=formats.number(efforts.whole.orders), median=_median(efforts.whole)
    )
    instead = charts.no_rows("efforts", title, scope, NO_ROWS)
    return charts.card(title, words, "efforts", figure, tables.table(columns, shown, title), 260, instead)


def _median(effort: Effort) -> str:
    if effort.seconds is None:
        return _("not shown")
    return f"{effort.seconds // 60} min {effort.seconds % 60} s"
