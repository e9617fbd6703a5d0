"""A scope as people read it and as an address carries it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from dash.development.base_component import Component

import texts
from domain import scopes, times
from domain.capacity import Readiness
from domain.experts import Period
from domain.legends import Legend
from domain.rotation import Base, Waiting
from domain.scopes import Chart, Counted, Rest, Scope
from domain.times import Month
from layouts import marks
from layouts.parts import badges
from layouts.parts.badges import Tone
from texts import _N, _, formats, ngettext

CHARTS = "/utilization"
TASKS = "/utilization/rows"
ORDERS = "/utilization/orders"
MEMBERS = "/utilization/experts"
TASKS_FILE = "/utilization/rows.xlsx"
ORDERS_FILE = "/utilization/orders.xlsx"
MEMBERS_FILE = "/utilization/experts.xlsx"
FIGURES_FILE = "/utilization/figures.xlsx"

COUNTED = {
    Counted.HELD: _N("held assignments"),
    Counted.PAID: _N("held assignments, and late cancellations and no-shows that are paid"),
    Counted.BROKEN: _N("assignments that were agreed and not held"),
}
RESTS = {
    Chart.CLIENTS: _N("Orderer"),
    Chart.PACKAGES: _N("Service package"),
    Chart.THEMES: _N("Theme"),
    Chart.AREAS: _N("Municipality"),
}


def address(path: str, scope: Scope, **more: str) -> str:
    return f"{path}?{urlencode({**scopes.words(scope), **more})}"


def members_address(
    scope: Scope,
    base: Base,
    worked: bool | None = None,
    waiting: Waiting | None = None,
    ready: Readiness | None = None,
    path: str = MEMBERS,
) -> str:
    at_work = {True: "yes", False: "no", None: ""}[worked]
    asked = {"base": base.value, "worked": at_work, "waiting": waiting or "", "ready": ready or ""}
    return address(path, scope.of_charts(), **{name: word for name, word in asked.items() if word})


def in_words(scope: Scope, legend: Legend, counted: str | None = None) -> list[str]:
    """The period, what is counted, and each limit."""
    return [
        _("Period: {period}").format(period=period(scope.period)),
        _("Counted: {counted}").format(counted=counted or _(COUNTED[scope.counted])),
        *limits(scope, legend),
    ]


def limits(scope: Scope, legend: Legend) -> list[str]:
    asked = ((heading, say, getattr(scope, name)) for name, (heading, say) in _LIMITS.items())
    return [f"{_(heading)}: {say(value, legend)}" for heading, say, value in asked if value is not None] + (
        [_rest(scope.rest)] if scope.rest else []
    )


def group(name: str) -> str:
    return name or _("no reporting group")


def sector(name: str) -> str:
    return name or _("no sector")


def theme(name: str) -> str:
    return name or _("no theme")


def area(name: str) -> str:
    return name or _("no municipality")


def mode(remote: bool) -> str:
    return _("remotely") if remote else _("on site")


def _rest(rest: Rest) -> str:
    count = len(rest.without)
    words = ngettext("all but {count} that has its own bar", "all but {count} that have their own bars", count)
    return f"{_(RESTS.get(rest.chart, _N('Orderer')))}: {words.format(count=count)}"


def _least(percent: int) -> str:
    words = _("those who did least, at most {share} of them")
    return words.format(share=formats.percent(percent, 100))


_LIMITS: Mapping[str, tuple[str, Callable[[Any, Legend], str]]] = {
    "group": (_N("Reporting group"), lambda name, _legend: group(name)),
    "sector": (_N("Sector"), lambda name, _legend: sector(name)),
    "client_id": (_N("Orderer"), lambda key, legend: legend.clients[key].name),
    "package_id": (_N("Service package"), lambda key, legend: legend.packages[key].name),
    "use": (_N("Use"), lambda use, _legend: texts.words(use)),
    "theme": (_N("Theme"), lambda key, legend: theme(legend.themes[key].name if key else "")),
    "alone": (_N("Themes"), lambda alone, _legend: _("only one theme") if alone else _("several themes")),
    "area": (_N("Municipality"), lambda code, legend: area(legend.areas.get(code, str(code)) if code else "")),
    "remote": (_N("Way of working"), lambda remote, _legend: mode(remote)),
    "ending": (_N("What happened"), lambda ending, _legend: texts.words(ending)),
    "to_match": (_N("From order to agreement"), lambda lead, _legend: texts.words(lead)),
    "to_done": (_N("From agreement to the day of work"), lambda lead, _legend: texts.words(lead)),
    "outcome": (_N("What became of the order"), lambda outcome, _legend: texts.words(outcome)),
    "orderer_mark": (_N("The orderer's feedback"), lambda mark, _legend: marks.word(mark)),
    "expert_mark": (_N("The expert's feedback"), lambda mark, _legend: marks.word(mark)),
    "least": (_N("Of those at work"), lambda percent, _legend: _least(percent)),
    "unmet": (_N("Somebody was found"), lambda unmet, _legend: _("No") if unmet else _("Yes")),
}


def period(days: Period) -> str:
    """ "2023", "2021–2023", "5/2023" or the days."""
    first, last = days.first, days.last
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if days == Period(Month.of(first).first, Month.of(first).last):
        return formats.month(times.Month.of(first))
    return formats.date(first) if first == last else f"{formats.date(first)}–{formats.date(last)}"


def misread(words: tuple[str, ...]) -> list[Component]:
    """Says kindly that a part of the address limited nothing."""
    if not words:
        return []
    sentence = _("A part of the address could not be understood and was left out: {words}.")
    return [badges.notice(sentence.format(words=", ".join(words)), Tone.WARN, "exclamation-triangle")]
