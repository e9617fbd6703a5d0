"""How orders go: how long it takes, what became of them, what fell through and what found no one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from dash.development.base_component import Component

from domain import chosen, utilization
from domain.chosen import Chosen
from domain.facts import OUTCOMES, Outcome
from domain.scopes import LEADS, Chart
from domain.utilization import Bar
from domain.volumes import Volumes
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import chart, tables
from layouts.parts.tables import Column
from texts import _N, _, formats, ngettext

STEPS = {
    Chart.TO_MATCH: _N("From order to agreement"),
    Chart.TO_DONE: _N("From agreement to the day of work"),
}


def leads(volumes: Volumes) -> Component:
    rows, title = volumes.held, _("How long an order takes")
    bars = {kind: {bar.code: bar for bar in utilization.bars(kind, rows)} for kind in STEPS}
    names = [charts.name_of(Chart.TO_MATCH, Bar(0, lead, 0, rows.scope)) for lead in LEADS]
    codes = range(len(names))
    figure = chart.bars(
        names,
        {_(word): [_count(bars[kind].get(code)) for code in codes] for kind, word in STEPS.items()},
        links={_(word): [charts.behind(bars[kind].get(code)) for code in codes] for kind, word in STEPS.items()},
    )
    columns = [
        Column(_("Days"), lambda code: names[code]),
        *(Column(_(word), _cell(bars[kind]), numeric=True) for kind, word in STEPS.items()),
    ]
    table = tables.table(columns, codes, title, (_("Total"), *[formats.number(len(rows))] * len(STEPS)))
    return charts.card(title, _medians(volumes), "leads", figure, table, 280)


def _count(bar: Bar | None) -> int:
    return bar.count if bar else 0


def _cell(bars: dict[int, Bar]) -> Any:
    return lambda code: charts.link(bars.get(code))


def _medians(volumes: Volumes) -> str:
    own = _halves(volumes.held)
    words = _(
        "Half of the held assignments were agreed within {match} of the order and held within {done} of the agreement."
    )
    said = words.format(match=own[0], done=own[1])
    if volumes.earlier is None or not len(volumes.earlier):
        return said
    before = _("A year before: {match} and {done}.")
    then = _halves(volumes.earlier)
    return f"{said} {before.format(match=then[0], done=then[1])}"


def _halves(rows: Chosen[Any]) -> list[str]:
    steps = (("agreed", "received"), ("day", "agreed"))
    halves = [round(float(np.median(rows.column(later) - rows.column(earlier)))) for later, earlier in steps]
    return [ngettext("{count} day", "{count} days", days).format(count=formats.number(days)) for days in halves]


def outcomes(volumes: Volumes) -> Component:
    orders, earlier = volumes.orders, volumes.earlier_orders
    return charts.ranked(Chart.OUTCOMES, orders, _filled(orders, earlier), path=places.ORDERS, earlier=earlier)


def _filled(orders: Chosen[Any], earlier: Chosen[Any] | None) -> str:
    """Of the orders that were to be filled and are no longer open."""
    said = _("{period}: {filled} of {closed} orders were filled ({share}). Cancelled and open orders are left out.")
    words = said.format(period=places.period(orders.scope.period), **_rate(orders))
    if earlier is None or not len(earlier):
        return words
    before = _("A year before: {share}.").format(share=_rate(earlier)["share"])
    return f"{words} {before}"


def _rate(orders: Chosen[Any]) -> dict[str, str]:
    counts = np.bincount(orders.column("outcome"), minlength=len(OUTCOMES))
    left_out = sum(int(counts[OUTCOMES.index(outcome)]) for outcome in (Outcome.OPEN, Outcome.CANCELLED))
    filled, closed = int(counts[OUTCOMES.index(Outcome.FILLED)]), len(orders) - left_out
    return {
        "filled": formats.number(filled),
        "closed": formats.number(closed),
        "share": formats.percent(filled, closed),
    }


def endings(volumes: Volumes) -> Component:
    rows, held = volumes.broken, len(volumes.held)
    words = _("{period}: {count} of {agreed} agreed assignments were not held ({share}).").format(
        period=places.period(rows.scope.period),
        count=formats.number(len(rows)),
        agreed=formats.number(len(rows) + held),
        share=charts.percent(len(rows), len(rows) + held),
    )
    return charts.ranked(Chart.ENDINGS, rows, words)


def unmet(volumes: Volumes) -> Sequence[Component]:
    """The same orders by what was lacking, by the theme asked for and by the municipality."""
    scope = replace(volumes.orders.scope, unmet=True)
    rows = chosen.of(volumes.orders.table, scope, volumes.legend)
    count = len(rows)
    words = ngettext("{count} order found no one.", "{count} orders found no one.", count).format(
        count=formats.number(count)
    )
    titles = {
        Chart.OUTCOMES: _("Why nobody could be found"),
        Chart.THEMES: _("Themes that found no one"),
        Chart.AREAS: _("Municipalities that found no one"),
    }
    return [
        charts.ranked(kind, rows, words, name=f"unmet-{kind}", title=title, path=places.ORDERS)
        for kind, title in titles.items()
    ]
