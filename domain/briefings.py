"""What changed in the bank since last week, and what in its figures asks for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from domain import chosen, rotation, utilization
from domain.experts import Period
from domain.facts import Facts, Table
from domain.legends import Legend
from domain.rotation import Members, Waiting
from domain.scopes import Chart, Counted, Scope

WEEK, SEASON = timedelta(days=7), timedelta(days=90)


@dataclass(frozen=True)
class Turn:
    """A figure of the last seven days and of the seven before them; `scope` is where its rows are, None for none."""

    now: int
    before: int
    scope: Scope | None = None


@dataclass(frozen=True)
class Lacking:
    """Orders that found no one; `theme` is what they asked for most often, empty when it is nothing certain."""

    orders: int
    theme: str
    scope: Scope


@dataclass(frozen=True)
class Briefing:
    """`day` is the last one counted. `waiting` members have waited over twice their own wish."""

    day: date
    received: Turn
    agreed: Turn
    held: Turn
    broken: Turn
    lacking: Lacking
    waiting: int
    members: Scope


def of(facts: Facts, legend: Legend, members: Members, today: date) -> Briefing:
    counted = season(today)
    return Briefing(
        day=today,
        received=_turn(facts.orders, legend, today),
        agreed=_agreed(facts, today),
        held=_turn(facts.tasks, legend, today),
        broken=_turn(facts.tasks, legend, today, counted=Counted.BROKEN),
        lacking=_lacking(facts, legend, Scope(counted, unmet=True)),
        waiting=_waiting(facts, legend, members, counted),
        members=Scope(counted),
    )


def season(today: date) -> Period:
    """The days in which a lack is more than chance."""
    return Period(today - SEASON + timedelta(days=1), today)


def _weeks(today: date) -> tuple[Period, Period]:
    """This one, which ends today, and the one before."""
    days = timedelta(days=1)
    return Period(today - WEEK + days, today), Period(today - 2 * WEEK + days, today - WEEK)


def _turn(table: Table, legend: Legend, today: date, **limits: Any) -> Turn:
    now, before = (Scope(period, **limits) for period in _weeks(today))
    return Turn(len(chosen.of(table, now, legend)), len(chosen.of(table, before, legend)), now)


def _agreed(facts: Facts, today: date) -> Turn:
    days = facts.tasks.agreed
    now, before = (
        int(np.count_nonzero((days >= period.first.toordinal()) & (days <= period.last.toordinal())))
        for period in _weeks(today)
    )
    return Turn(now, before)


def _lacking(facts: Facts, legend: Legend, scope: Scope) -> Lacking:
    rows = chosen.of(facts.orders, scope, legend)
    most = utilization.bars(Chart.THEMES, rows)[:1]
    return Lacking(len(rows), most[0].name if most and most[0].count > 1 else "", scope)


def _waiting(facts: Facts, legend: Legend, members: Members, counted: Period) -> int:
    held = chosen.of(facts.tasks, Scope(counted), legend)
    return rotation.activity(members, held, facts.tasks, counted.last).waiting[Waiting.TWICE]
