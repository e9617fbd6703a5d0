"""A scope as people read it and as an address carries it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from dash.development.base_component import Component

import texts
from domain import scopes, times
from domain.experts import Period
from domain.scopes import Counted, Names, Scope
from domain.times import Month
from domain.utilization import Base
from layouts.parts import badges
from layouts.parts.badges import Tone
from texts import _N, _, formats

CHARTS = "/utilization"
TASKS = "/utilization/rows"
MEMBERS = "/utilization/experts"
TASKS_FILE = "/utilization/rows.xlsx"
MEMBERS_FILE = "/utilization/experts.xlsx"

COUNTED = {
    Counted.HELD: _N("held assignments"),
    Counted.PAID: _N("held assignments, and late cancellations and no-shows that are paid"),
}


def address(path: str, scope: Scope, **more: str) -> str:
    return f"{path}?{urlencode({**scopes.words(scope), **more})}"


def members_address(scope: Scope, base: Base, worked: bool, path: str = MEMBERS) -> str:
    return address(path, scope, base=base.value, worked="yes" if worked else "no")


def in_words(scope: Scope, names: Names) -> list[str]:
    """The period, what is counted, and each limit."""
    return [
        _("Period: {period}").format(period=period(scope.period)),
        _("Counted: {counted}").format(counted=_(COUNTED[scope.counted])),
        *limits(scope, names),
    ]


def limits(scope: Scope, names: Names) -> list[str]:
    return [f"{_(heading)}: {value}" for heading, value in _limits(scope, names)]


def _limits(scope: Scope, names: Names) -> Iterator[tuple[str, str]]:
    if scope.group is not None:
        yield _N("Reporting group"), group(scope.group)
    if scope.sector is not None:
        yield _N("Sector"), sector(scope.sector)
    if scope.client_id is not None:
        yield _N("Orderer"), names.client
    if scope.package_id is not None:
        yield _N("Service package"), names.package
    if scope.use is not None:
        yield _N("Use"), texts.words(scope.use)


def group(name: str) -> str:
    return name or _("no reporting group")


def sector(name: str) -> str:
    return name or _("no sector")


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
