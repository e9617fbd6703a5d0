"""Utilization: assignments counted by month, orderer, package and use, members at work, and the rows behind every bar.

A bar is a scope narrowed by one step, so that its number and the rows behind it are found by the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto

from domain.money import Money, total
from domain.orders import Use
from domain.reports import ReportBasis
from domain.scopes import Counted, Scope
from domain.times import Month


class Chart(StrEnum):
    MONTHS = auto()
    YEARS = auto()
    GROUPS = auto()
    SECTORS = auto()
    CLIENTS = auto()
    USES = auto()
    PACKAGES = auto()


class Base(StrEnum):
    """Of whom a share is counted: all members, or those who took the yearly refresher."""

    MEMBERS = auto()
    REFRESHED = auto()


@dataclass(frozen=True)
class Client:
    """`group` is the reporting group of the published figures; group and sector may be empty."""

    id: int
    name: str
    group: str
    sector: str


@dataclass(frozen=True)
class Package:
    id: int
    name: str
    use: Use


@dataclass(frozen=True)
class Task:
    """One assignment on its local day.

    `minutes` are the reported ones, the planned where no report stands, and none where nothing was held. `fee` and
    `travel` are what is paid to the expert, None until the report is approved; `charge` is the orderer's price, None
    where none was agreed. `expert` is empty for those who may not see names.
    """

    id: int
    order_id: int
    day: date
    client: Client
    package: Package
    expert_id: int
    minutes: int
    basis: ReportBasis
    fee: Money | None = None
    travel: Money | None = None
    charge: Money | None = None
    expert: str = ""


@dataclass(frozen=True)
class Sums:
    """`unapproved` tasks have no fee yet."""

    count: int
    minutes: int
    fee: Money
    travel: Money
    charge: Money
    unapproved: int


@dataclass(frozen=True)
class Bar:
    """`scope` is where its rows are."""

    name: str
    sums: Sums
    scope: Scope


@dataclass(frozen=True)
class Axis:
    """How a chart parts the rows: by `key`, each part with a scope of its own and a name under its bar."""

    key: Callable[[Task], Hashable]
    narrow: Callable[[Scope, Task], Scope]
    name: Callable[[Task], str]
    by_time: bool = False


AXES: Mapping[Chart, Axis] = {
    Chart.MONTHS: Axis(
        lambda task: (task.day.year, task.day.month),
        lambda scope, task: scope.within(Month.of(task.day).first, Month.of(task.day).last),
        lambda task: str(Month.of(task.day)),
        by_time=True,
    ),
    Chart.YEARS: Axis(
        lambda task: task.day.year,
        lambda scope, task: scope.within(date(task.day.year, 1, 1), date(task.day.year, 12, 31)),
        lambda task: str(task.day.year),
        by_time=True,
    ),
    Chart.GROUPS: Axis(
        lambda task: task.client.group,
        lambda scope, task: replace(scope, group=task.client.group),
        lambda task: task.client.group,
    ),
    Chart.SECTORS: Axis(
        lambda task: task.client.sector,
        lambda scope, task: replace(scope, sector=task.client.sector),
        lambda task: task.client.sector,
    ),
    Chart.CLIENTS: Axis(
        lambda task: task.client.id,
        lambda scope, task: replace(scope, client_id=task.client.id),
        lambda task: task.client.name,
    ),
    Chart.USES: Axis(
        lambda task: task.package.use,
        lambda scope, task: replace(scope, use=task.package.use),
        lambda task: task.package.use,
    ),
    Chart.PACKAGES: Axis(
        lambda task: task.package.id,
        lambda scope, task: replace(scope, package_id=task.package.id),
        lambda task: task.package.name,
    ),
}


def held(task: Task) -> bool:
    return task.basis is ReportBasis.DONE


def holds(scope: Scope, task: Task) -> bool:
    return (
        task.day in scope.period
        and scope.group in (None, task.client.group)
        and scope.sector in (None, task.client.sector)
        and scope.client_id in (None, task.client.id)
        and scope.package_id in (None, task.package.id)
        and scope.use in (None, task.package.use)
        and (scope.counted is Counted.PAID or held(task))
    )


def behind(scope: Scope, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The rows of a scope, by day."""
    return tuple(sorted((task for task in tasks if holds(scope, task)), key=lambda task: (task.day, task.id)))


def bars(chart: Chart, scope: Scope, tasks: Iterable[Task]) -> tuple[Bar, ...]:
    """Only bars that have rows: in the order of time, or the longest first."""
    axis = AXES[chart]
    parts: dict[Hashable, list[Task]] = defaultdict(list)
    for task in tasks:
        if holds(scope, task):
            parts[axis.key(task)].append(task)
    found = [Bar(axis.name(part[0]), sums(part), axis.narrow(scope, part[0])) for part in parts.values()]
    return tuple(sorted(found, key=lambda bar: (0 if axis.by_time else -bar.sums.count, bar.name)))


def sums(tasks: Iterable[Task]) -> Sums:
    own = list(tasks)
    return Sums(
        count=len(own),
        minutes=sum(task.minutes for task in own),
        fee=total(task.fee for task in own if task.fee),
        travel=total(task.travel for task in own if task.travel),
        charge=total(task.charge for task in own if task.charge),
        unapproved=sum(task.fee is None for task in own),
    )


@dataclass(frozen=True)
class Member:
    """Someone who was in the bank on some day of the period; `name` is empty for those who may not see names."""

    expert_id: int
    refreshed: bool
    name: str = ""


@dataclass(frozen=True)
class MemberRow:
    member: Member
    count: int
    minutes: int
    last: date | None

    @property
    def worked(self) -> bool:
        return self.count > 0


@dataclass(frozen=True)
class Share:
    part: int
    whole: int


def activity(members: Iterable[Member], scope: Scope, tasks: Iterable[Task]) -> tuple[MemberRow, ...]:
    """Every member with what was held, by name; without names whoever did most first."""
    own: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        if holds(scope, task):
            own[task.expert_id].append(task)
    rows = [_member_row(member, own[member.expert_id]) for member in members]
    return tuple(sorted(rows, key=lambda row: (row.member.name, -row.count, row.member.expert_id)))


def _member_row(member: Member, tasks: list[Task]) -> MemberRow:
    last = max((task.day for task in tasks), default=None)
    return MemberRow(member, len(tasks), sum(task.minutes for task in tasks), last)


def of(base: Base, rows: Iterable[MemberRow], worked: bool | None = None) -> tuple[MemberRow, ...]:
    """Those of the base; with `worked` only those who were, or were not, at work."""
    own = (row for row in rows if base is Base.MEMBERS or row.member.refreshed)
    return tuple(row for row in own if worked in (None, row.worked))


def share(base: Base, rows: Iterable[MemberRow]) -> Share:
    own = of(base, rows)
    return Share(len(of(base, own, worked=True)), len(own))


@dataclass(frozen=True)
class Volumes:
    """Everything the page shows. `tasks` are those of the scope and of the year before it, held or paid; `years` counts
    what was held in every year of the bank within the scope's other limits.
    """

    scope: Scope
    today: date
    years: Mapping[int, int]
    tasks: tuple[Task, ...]
    members: tuple[Member, ...]
