"""The columns of the rows behind a chart, and of its figures where no rows may stand behind them: few are left empty."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import texts
from documents.column import Column, Kind
from domain.capacity import Cover
from domain.chart_rows import OrderRow, Task
from domain.efforts import Effort
from domain.rotation import MemberRow
from domain.times import Month
from texts import _N, _

_TASKS: tuple[Column[Task], ...] = (
    Column(_N("No."), lambda task: task.id, Kind.INTEGER, 9),
    Column(_N("Order"), lambda task: task.order_id, Kind.INTEGER, 9),
    Column(_N("Date"), lambda task: task.day, Kind.DATE),
    Column(_N("Orderer"), lambda task: task.client.name, width=36),
    Column(_N("Reporting group"), lambda task: task.client.group, width=30),
    Column(_N("Sector"), lambda task: task.client.sector, width=14),
    Column(_N("Service package"), lambda task: task.package.name, width=30),
    Column(_N("Use"), lambda task: texts.words(task.package.use), width=28),
    Column(_N("What happened"), lambda task: texts.words(task.ending), width=24),
    Column(_N("Hours of work"), lambda task: Decimal(task.minutes) / 60, Kind.DECIMAL),
    Column(_N("From order to agreement, days"), lambda task: task.to_match, Kind.INTEGER),
    Column(_N("From agreement to work, days"), lambda task: task.to_done, Kind.INTEGER),
    Column(_N("Fee"), lambda task: task.fee, Kind.EUROS),
    Column(_N("Travel"), lambda task: task.travel, Kind.EUROS),
    Column(_N("Charge"), lambda task: task.charge, Kind.EUROS),
)
ORDERS: tuple[Column[OrderRow], ...] = (
    Column(_N("No."), lambda row: row.id, Kind.INTEGER, 9),
    Column(_N("Received"), lambda row: row.day, Kind.DATE),
    Column(_N("Orderer"), lambda row: row.client.name, width=36),
    Column(_N("Reporting group"), lambda row: row.client.group, width=30),
    Column(_N("Sector"), lambda row: row.client.sector, width=14),
    Column(_N("Service package"), lambda row: row.package.name, width=30),
    Column(_N("Use"), lambda row: texts.words(row.package.use), width=28),
    Column(_N("Themes"), lambda row: ", ".join(row.themes), width=30),
    Column(_N("Municipality"), lambda row: row.area, width=16),
    Column(_N("Places"), lambda row: row.needed, Kind.INTEGER),
    Column(_N("Places filled"), lambda row: row.found, Kind.INTEGER),
    Column(_N("What became of the order"), lambda row: texts.words(row.outcome), width=28),
)
_MEMBERS: tuple[Column[MemberRow], ...] = (
    Column(_N("Latest"), lambda row: row.last, Kind.DATE),
    Column(_N("Wishes for work"), lambda row: texts.words(row.member.wish), width=18),
    Column(_N("Since the last assignment"), lambda row: texts.words(row.waiting), width=24),
    Column(_N("Refresher taken"), lambda row: _("Yes") if row.member.refreshed else _("No"), width=18),
)
COVERS: tuple[Column[Cover], ...] = (
    Column(_N("Whom the members cover"), lambda cover: cover.name, width=36),
    Column(_N("Members"), lambda cover: cover.people, Kind.INTEGER),
)
EFFORTS: tuple[Column[tuple[int, Effort]], ...] = (
    Column(_N("Month"), lambda one: str(Month(one[0] // 12, one[0] % 12 + 1)), width=12),
    Column(_N("Orders measured"), lambda one: one[1].orders, Kind.INTEGER),
    Column(_N("Seconds, median"), lambda one: one[1].seconds, Kind.INTEGER),
)
_WHOSE: Column[Task] = Column(_N("Expert"), lambda task: task.expert, width=28)
_WHO: tuple[Column[MemberRow], ...] = (
    Column(_N("Expert"), lambda row: row.member.name, width=28),
    Column(_N("Assignments"), lambda row: row.count, Kind.INTEGER),
    Column(_N("Hours of work"), lambda row: Decimal(row.minutes) / 60, Kind.DECIMAL),
)


def tasks(named: bool) -> Sequence[Column[Task]]:
    return (*_TASKS, _WHOSE) if named else _TASKS


def members(named: bool) -> Sequence[Column[MemberRow]]:
    """What a person did is nobody's business who does not know the person."""
    return (*_WHO, *_MEMBERS) if named else _MEMBERS
