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
from domain.facts import OUTCOMES, Orders, Outcome
from domain.feedback import SCALE
from domain.scopes import LEADS, Chart, Scope
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
    title, words = _("How long an order takes"), _medians(volumes)
    return _classes("leads", title, _("Time"), words, STEPS, names, volumes.held, volumes.earlier)


def feedback(volumes: Volumes) -> Component:
    rows, earlier = volumes.held, volumes.earlier
    words = _satisfied(rows)
    if earlier is not None and _given(earlier):
        words = f"{words} {_satisfied(earlier, _BEFORE)}"
    if not _given(rows):
        return cards.card(_("Feedback"), html.P(words, className="muted m-0"))
    names = {mark: marks.word(mark) for mark in (*reversed(SCALE), marks.NO_MARK)}
    return _classes("feedback", _("Feedback"), _("Answer"), words, ASKED, names, rows, earlier)


def _classes(
    name: str,
    title: str,
    head: str,
    words: str,
    kinds: Mapping[Chart, str],
    names: Mapping[int, str],
    rows: Chosen[Any],
    earlier: Chosen[Any] | None,
) -> Component:
    """The same rows parted twice by the same classes, each beside the year before."""
    shown = [each for each in (earlier, rows) if each is not None and len(each)]
    parted = {
        (kind, each.scope): {bar.code: bar for bar in utilization.bars(kind, each)} for kind in kinds for each in shown
    }
    said = {key: _said(_(kinds[key[0]]), key[1], len(shown) > 1) for key in parted}
    figure = chart.bars(
        ["<br>".join(textwrap.wrap(name, TICK)) for name in names.values()],
        {said[key]: [_count(bars.get(code)) for code in names] for key, bars in parted.items()},
        links={said[key]: [charts.behind(bars.get(code)) for code in names] for key, bars in parted.items()},
    )
    figure["layout"]["colorway"] = [
        (chart.SERIES if each is rows else chart.QUIET)[place] for place in range(len(kinds)) for each in shown
    ]
    columns = [Column(head, lambda code: names[code]), *(Column(said[key], _cell(parted[key]), True) for key in parted)]
    totals = [charts.link(charts.whole(each)) for _kind in kinds for each in shown]
    return charts.card(title, words, name, figure, tables.table(columns, names, title, (_("Total"), *totals)), 300)


def _said(word: str, scope: Scope, of_year: bool) -> str:
    return f"{word}, {places.period(scope.period)}" if of_year else word


def _given(rows: Chosen[Any]) -> bool:
    return any(rows.column(name).any() for name in MARKS)


_NOW = _N(
    "Orderers answered of {orderers} and experts of {experts} assignments; "
    "{served} of the orderers said that the work answered the need well, {went} of the experts that it went well."
)
_BEFORE = _N("A year before: {orderers} and {experts} answers, {served} and {went}.")


def _satisfied(rows: Chosen[Any], sentence: str = _NOW) -> str:
    """Of the first question of each side; those who said nothing are not in the shares."""
    given = [rows.column(name) for name in MARKS]
    counts = [int(np.count_nonzero(answers)) for answers in given]
    well = [int(np.count_nonzero(answers >= WELL)) for answers in given]
    if not any(counts):
        return _("No feedback has been written down.")
    shares = [formats.percent(part, whole) if whole else "–" for part, whole in zip(well, counts, strict=True)]
    return _(sentence).format(
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
    words = _("{period}: {count} of {agreed} agreed assignments were not held ({share}).").format(
        period=places.period(volumes.scope.period), **_not_held(volumes.broken, volumes.held)
    )
    if volumes.earlier_broken is not None and volumes.earlier:
        before = _("A year before: {count} of {agreed} ({share}).")
        words = f"{words} {before.format(**_not_held(volumes.earlier_broken, volumes.earlier))}"
    return charts.ranked(Chart.ENDINGS, volumes.broken, words, earlier=volumes.earlier_broken)


def _not_held(broken: Chosen[Any], held: Chosen[Any]) -> dict[str, str]:
    agreed = len(broken) + len(held)
    return {
        "count": formats.number(len(broken)),
        "agreed": formats.number(agreed),
        "share": charts.percent(len(broken), agreed),
    }


def unmet(volumes: Volumes) -> Sequence[Component]:
    """The same orders by what was lacking, by the theme asked for and by the municipality."""
    rows, earlier = _unmet(volumes.orders), volumes.earlier_orders and _unmet(volumes.earlier_orders)
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
        charts.ranked(kind, rows, words, name=f"unmet-{kind}", title=title, path=places.ORDERS, earlier=earlier)
        for kind, title in titles.items()
    ]


def _unmet(orders: Chosen[Orders]) -> Chosen[Orders]:
    return chosen.of(orders.table, replace(orders.scope, unmet=True), orders.legend)
