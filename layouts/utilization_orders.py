"""How orders go: how long it takes, what became of them, what fell through and what found no one."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

import texts
from domain import chosen, utilization
from domain.chosen import Chosen
from domain.facts import OUTCOMES, Outcome
from domain.feedback import SCALE
from domain.scopes import LEADS, Chart
from domain.utilization import Bar
from domain.volumes import Volumes
from layouts import marks
from layouts import scopes as places
from layouts import utilization_charts as charts
from layouts.parts import cards, chart, tables
from layouts.parts.tables import Column
from texts import _N, _, formats, ngettext

STEPS = {
    Chart.TO_MATCH: _N("From order to agreement"),
    Chart.TO_DONE: _N("From agreement to the day of work"),
}


ASKED = {
    Chart.ORDERER_MARKS: _N("The orderer's feedback"),
    Chart.EXPERT_MARKS: _N("The expert's feedback"),
}
TICK = 8
"""Letters on a line under a bar."""
MARKS = ("orderer_mark", "expert_mark")
WELL = 4
"""The answer from which on it went well."""


def leads(volumes: Volumes) -> Component:
    names = {code: texts.words(lead) for code, lead in enumerate(LEADS)}
    return _classes("leads", _("How long an order takes"), _("Time"), _medians(volumes), STEPS, names, volumes.held)


def feedback(volumes: Volumes) -> Component:
    if not any(volumes.held.column(name).any() for name in MARKS):
        return cards.card(_("Feedback"), html.P(_satisfied(volumes.held), className="muted m-0"))
    names = {mark: marks.word(mark) for mark in (*reversed(SCALE), marks.NO_MARK)}
    return _classes("feedback", _("Feedback"), _("Answer"), _satisfied(volumes.held), ASKED, names, volumes.held)


def _classes(
    name: str,
    title: str,
    head: str,
    words: str,
    series: Mapping[Chart, str],
    names: Mapping[int, str],
    rows: Chosen[Any],
) -> Component:
    """The same rows parted twice by the same classes."""
    bars = {kind: {bar.code: bar for bar in utilization.bars(kind, rows)} for kind in series}
    figure = chart.bars(
        ["<br>".join(textwrap.wrap(name, TICK)) for name in names.values()],
        {_(word): [_count(bars[kind].get(code)) for code in names] for kind, word in series.items()},
        links={_(word): [charts.behind(bars[kind].get(code)) for code in names] for kind, word in series.items()},
    )
    columns = [
        Column(head, lambda code: names[code]),
        *(Column(_(word), _cell(bars[kind]), numeric=True) for kind, word in series.items()),
    ]
    table = tables.table(columns, names, title, (_("Total"), *[formats.number(len(rows))] * len(series)))
    return charts.card(title, words, name, figure, table, 280)


def _satisfied(rows: Chosen[Any]) -> str:
    """Of the first question of each side; those who said nothing are not in the shares."""
    given = [rows.column(name) for name in MARKS]
    counts = [int(np.count_nonzero(answers)) for answers in given]
    well = [int(np.count_nonzero(answers >= WELL)) for answers in given]
    if not any(counts):
        return _("No feedback has been written down.")
    words = _(
        "Orderers answered of {orderers} and experts of {experts} assignments; "
        "{served} of the orderers said that the work answered the need well, {went} of the experts that it went well."
    )
    shares = [formats.percent(part, whole) if whole else "–" for part, whole in zip(well, counts, strict=True)]
    return words.format(
        orderers=formats.number(counts[0]), experts=formats.number(counts[1]), served=shares[0], went=shares[1]
    )


def _count(bar: Bar | None) -> int:
    return bar.count if bar else 0


def _cell(bars: dict[int, Bar]) -> Any:
    return lambda code: charts.link(bars.get(code))


def _medians(volumes: Volumes) -> str:
    if not len(volumes.held):
        return _("Nothing was held")
    said = _("Median: {match} from order to agreement, {done} from agreement to the day of work.")
    now = said.format(**_halves(volumes.held))
    if volumes.earlier is None or not len(volumes.earlier):
        return now
    before = _("A year before: {match} and {done}.").format(**_halves(volumes.earlier))
    return f"{now} {before}"


def _halves(rows: Chosen[Any]) -> dict[str, str]:
    steps = {"match": ("agreed", "received"), "done": ("day", "agreed")}
    halves = {name: np.median(rows.column(later) - rows.column(earlier)) for name, (later, earlier) in steps.items()}
    return {name: _days(round(float(half))) for name, half in halves.items()}


def _days(days: int) -> str:
    if days < 1:
        return _("less than a day")
    return ngettext("{count} day", "{count} days", days).format(count=formats.number(days))


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
