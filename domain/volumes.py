"""Everything the charts of a scope are drawn from, chosen once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from domain import chosen, rotation, utilization
from domain.capacity import Capacity
from domain.chosen import Chosen
from domain.efforts import Efforts
from domain.experts import Period
from domain.facts import HELD, Facts, Orders, Tasks
from domain.legends import Legend
from domain.rotation import Members, Rotation
from domain.scopes import Chart, Counted, Scope


@dataclass(frozen=True)
class Volumes:
    """`earlier` are the same days a year before, up to the same day for a year that goes on; None for several years.
    `years` counts what was held in every year of the bank within the scope's other limits.
    """

    scope: Scope
    today: date
    legend: Legend
    years: Mapping[int, int]
    held: Chosen[Tasks]
    earlier: Chosen[Tasks] | None
    paid: Chosen[Tasks]
    earlier_paid: Chosen[Tasks] | None
    broken: Chosen[Tasks]
    earlier_broken: Chosen[Tasks] | None
    orders: Chosen[Orders]
    earlier_orders: Chosen[Orders] | None
    members: Rotation
    capacity: Capacity | None = None
    efforts: Efforts | None = None


def of(facts: Facts, scope: Scope, legend: Legend, today: date, members: Members) -> Volumes:
    def counted(what: Counted) -> Chosen[Tasks]:
        return chosen.of(facts.tasks, replace(scope, counted=what), legend)

    def before(what: Counted) -> Chosen[Tasks] | None:
        return chosen.of(facts.tasks, replace(earlier, counted=what), legend) if earlier else None

    earlier, held = scope.year_before(), counted(Counted.HELD)
    return Volumes(
        scope=scope,
        today=today,
        legend=legend,
        years=_years(facts, scope, legend, today),
        held=held,
        earlier=before(Counted.HELD),
        paid=counted(Counted.PAID),
        earlier_paid=before(Counted.PAID),
        broken=counted(Counted.BROKEN),
        earlier_broken=before(Counted.BROKEN),
        orders=chosen.of(facts.orders, scope, legend),
        earlier_orders=chosen.of(facts.orders, earlier, legend) if earlier else None,
        members=rotation.activity(members, held, facts.tasks, min(scope.period.last, today)),
    )


def _years(facts: Facts, scope: Scope, legend: Legend, today: date) -> Mapping[int, int]:
    """From the bank's first year to this one."""
    days = facts.tasks.day
    begun = np.flatnonzero(facts.tasks.ending == HELD)[:1]
    first = date.fromordinal(int(days[begun[0]])).year if len(begun) else today.year
    last = max(today.year, first)
    everything = replace(scope, period=Period(date(first, 1, 1), date(last, 12, 31)))
    found = utilization.bars(Chart.YEARS, chosen.of(facts.tasks, everything, legend))
    return dict.fromkeys(range(first, last + 1), 0) | {bar.code: bar.count for bar in found}
