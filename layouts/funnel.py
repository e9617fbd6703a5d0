"""How many each rule leaves of the bank, and which single change of the order would bring how many back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dash import html
from dash.development.base_component import Component

import texts
from domain import times
from domain.matching.ranking import Step
from domain.matching.relaxing import Relaxation, Relaxed
from layouts.parts.icons import icon
from texts import _, formats


@dataclass(frozen=True)
class Funnel:
    """`listed` are shown: whoever has withdrawn from this task is not proposed again. `start` is when the order's next
    session begins; None while the time is open.
    """

    bank: int
    steps: Sequence[Step]
    relaxed: Sequence[Relaxed]
    listed: int
    start: datetime | None


def strip(funnel: Funnel) -> Component:
    """Rules that remove nobody are not told; two that are told by the same word are one."""
    steps = list(_told(funnel))
    last = len(steps) - 1
    items = [_step(word, left, place == last) for place, (word, left) in enumerate(steps)]
    listed = html.Ol(items, className="funnel", **{"aria-label": _("How the rules narrow the bank down")})
    return html.Section(
        [listed, *_relaxed(funnel)], className="card compact", **{"aria-label": _("From the bank to the list")}
    )


def _told(funnel: Funnel) -> Iterator[tuple[str, int]]:
    yield _("in the bank"), funnel.bank
    before = funnel.bank
    merged: dict[str, int] = {}
    for step in funnel.steps:
        if step.left < before:
            merged[texts.words(step.rule)] = step.left
        before = step.left
    yield from merged.items()
    if funnel.listed < before:
        yield _("not withdrawn"), funnel.listed


def _step(word: str, left: int, last: bool) -> Component:
    count = html.B(formats.number(left))
    return html.Li([count, html.Span(word)], className="last" if last else None)


def _relaxed(funnel: Funnel) -> list[Component]:
    if not funnel.relaxed:
        return []
    items = [html.Li([html.B(f"+{formats.number(one.count)}"), " ", _change(funnel, one)]) for one in funnel.relaxed]
    heading = html.Span([icon("unlock"), " ", _("One change would bring back:")])
    return [html.Div([heading, html.Ul(items)], className="relaxed")]


def _change(funnel: Funnel, one: Relaxed) -> str:
    word = texts.words(one.relaxation)
    if funnel.start is None or not one.minutes:
        return word
    moved = times.instant(times.local(funnel.start) + timedelta(minutes=one.minutes))
    return f"{word}, {_WHEN[one.relaxation](moved)}"


def _day(moved: datetime) -> str:
    day = times.day_of(moved)
    return f"{formats.weekday(day)} {formats.short_date(day)}"


_WHEN: Mapping[Relaxation, Callable[[datetime], str]] = {
    Relaxation.DAY: _day,
    Relaxation.HOUR: lambda moved: _("at {clock}").format(clock=formats.clock(moved)),
}
