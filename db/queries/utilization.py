"""The assignments of a scope with what is paid and charged for them, the bank's years, and its members in a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, cast, exists, func, literal, or_, select

import texts
from db import tables
from db.base import Cents
from db.queries import clients, offers
from db.session import Reading
from domain import times
from domain.assignments import AssignmentStatus
from domain.errors import Missing
from domain.experts import Period, TrainingKind
from domain.fees import FEES
from domain.money import ZERO
from domain.permissions import Permission
from domain.reports import ReportBasis, ReportStatus
from domain.scopes import Names, Scope
from domain.utilization import Client, Member, Package, Task, Volumes

assignment, order, report = tables.Assignment, tables.Order, tables.Report

YEAR = timedelta(days=364)
"""From the first to the last day of a year's length."""


def volumes(reading: Reading, scope: Scope) -> Volumes:
    """A constant number of queries, whatever the period."""
    earlier = scope.year_before()
    return Volumes(
        scope=scope,
        today=reading.today,
        years=_years(reading, scope),
        tasks=_tasks(reading, scope, [scope.period, *([earlier.period] if earlier else [])]),
        members=_members(reading, scope.period),
    )


def tasks(reading: Reading, scope: Scope) -> tuple[Task, ...]:
    """Held, or owed though not held, by day; with the experts' names for those who may see them."""
    return _tasks(reading, scope, [scope.period], named=reading.viewer.may(Permission.SEE_EXPERT_NAMES))


def names(reading: Reading, scope: Scope) -> Names:
    """Missing when the scope is limited to what is not there."""
    try:
        return Names(
            client="" if scope.client_id is None else orderers(reading)[scope.client_id].name,
            package="" if scope.package_id is None else packages(reading)[scope.package_id].name,
        )
    except KeyError:
        raise Missing() from None


def orderers(reading: Reading) -> Mapping[int, Client]:
    client = tables.Client
    rows = reading.session.execute(select(client.id, clients.name(), client.group_name, client.sector))
    return {row.id: Client(*row) for row in rows}


def packages(reading: Reading) -> Mapping[int, Package]:
    package = tables.Package
    rows = reading.session.execute(select(package.id, getattr(package, f"name_{texts.current()}"), package.use))
    return {row.id: Package(*row) for row in rows}


def members(reading: Reading, period: Period) -> tuple[Member, ...]:
    """Who was in the bank on some day of the period, with names for those who may see them."""
    return _members(reading, period, named=reading.viewer.may(Permission.SEE_EXPERT_NAMES))


def _members(reading: Reading, period: Period, named: bool = False) -> tuple[Member, ...]:
    """A period that goes on ends today. The yearly refresher counts when it was taken in the period or, of a short one,
    in the year that ends with it."""
    last = min(period.last, reading.today)
    expert, attendance = tables.Expert, tables.Attendance
    refreshed = exists().where(
        attendance.expert_id == expert.id,
        attendance.attended_on.between(min(period.first, last - YEAR), last),
        tables.Training.id == attendance.training_id,
        tables.Training.kind == TrainingKind.REFRESHER,
    )
    rows = reading.session.execute(
        select(expert.id, refreshed.label("refreshed"), (offers.full_name() if named else literal("")).label("name"))
        .where(expert.joined_on <= last, expert.left_on.is_(None) | (expert.left_on >= period.first))
        .order_by(expert.id)
    )
    return tuple(Member(row.id, bool(row.refreshed), row.name) for row in rows)


def _tasks(reading: Reading, scope: Scope, periods: Iterable[Period], named: bool = False) -> tuple[Task, ...]:
    within = or_(*(_within(period) for period in periods))
    places, offered = orderers(reading), packages(reading)
    rows = reading.session.execute(_rows(within, named).where(within, *_limits(scope)))
    return tuple(_task(row, places, offered) for row in rows)


def _rows(within: ColumnElement[bool], named: bool) -> Select[*tuple[Any, ...]]:
    """A report that stands tells how long it took and, once approved, what is paid for it."""
    paid = _paid(within)
    stands = (report.assignment_id == assignment.id) & (report.status != ReportStatus.RETURNED)
    rows = (
        select(
            assignment.id,
            assignment.order_id,
            assignment.starts_at,
            assignment.ends_at,
            assignment.expert_id,
            assignment.client_price,
            order.client_id,
            order.package_id,
            report.minutes,
            report.basis,
            (report.status == ReportStatus.APPROVED).label("approved"),
            paid.c.fee,
            paid.c.travel,
        )
        .join(order, order.id == assignment.order_id)
        .outerjoin(report, stands)
        .outerjoin(paid, paid.c.assignment_id == assignment.id)
        .where(or_(assignment.status == AssignmentStatus.DONE, report.id.is_not(None)))
        .order_by(assignment.starts_at, assignment.id)
    )
    if not named:
        return rows.add_columns(literal("").label("expert"))
    expert = tables.Expert
    return rows.add_columns(offers.full_name().label("expert")).join(expert, expert.id == assignment.expert_id)


def _task(row: Any, places: Mapping[int, Client], offered: Mapping[int, Package]) -> Task:
    return Task(
        id=row.id,
        order_id=row.order_id,
        day=times.day_of(row.starts_at),
        client=places[row.client_id],
        package=offered[row.package_id],
        expert_id=row.expert_id,
        minutes=_minutes(row),
        basis=row.basis or ReportBasis.DONE,
        fee=(row.fee or ZERO) if row.approved else None,
        travel=(row.travel or ZERO) if row.approved else None,
        charge=row.client_price,
        expert=row.expert,
    )


def _minutes(row: Any) -> int:
    """What was not held took no time, though its report names what was planned."""
    if row.basis in (None, ReportBasis.DONE):
        return row.minutes or times.Span(row.starts_at, row.ends_at).minutes
    return 0


def _paid(within: ColumnElement[bool]) -> Subquery:
    """Assignment → the sums of its lines, corrections included, whether paid out already or not."""
    line = tables.PaymentLine

    def summed(condition: ColumnElement[bool]) -> ColumnElement[Any]:
        return cast(func.sum(case((condition, line.amount), else_=literal(ZERO, Cents()))), Cents())

    return (
        select(
            report.assignment_id,
            summed(line.kind.in_(FEES)).label("fee"),
            summed(line.kind.not_in(FEES)).label("travel"),
        )
        .join(line, line.report_id == report.id)
        .join(assignment, assignment.id == report.assignment_id)
        .where(within)
        .group_by(report.assignment_id)
        .subquery()
    )


def _within(period: Period) -> ColumnElement[bool]:
    """Days of Helsinki: both databases keep UTC."""
    end = times.start_of(period.last + timedelta(days=1))
    return and_(assignment.starts_at >= times.start_of(period.first), assignment.starts_at < end)


def _limits(scope: Scope) -> list[ColumnElement[bool]]:
    asked = (
        (order.client_id, scope.client_id),
        (order.package_id, scope.package_id),
    )
    limits = [column == value for column, value in asked if value is not None]
    client, package = tables.Client, tables.Package
    described = (
        (order.client_id, client.id, client.group_name, scope.group),
        (order.client_id, client.id, client.sector, scope.sector),
        (order.package_id, package.id, package.use, scope.use),
    )
    for column, owner, fact, value in described:
        if value is not None:
            limits.append(column.in_(select(owner).where(fact == value)))
    return limits


def _years(reading: Reading, scope: Scope) -> dict[int, int]:
    """Year → what was held in it, from the bank's first year to this one."""
    held = (assignment.status == AssignmentStatus.DONE, *_limits(scope))
    kind = assignment.starts_at.type
    begun = select(func.min(assignment.starts_at, type_=kind)).where(assignment.status == AssignmentStatus.DONE)
    first = reading.session.execute(begun).scalar()
    since = times.day_of(first).year if first else reading.today.year
    years = range(since, max(since, reading.today.year) + 1)
    starts = [times.start_of(date(year, 1, 1)) for year in (*years, years[-1] + 1)]
    counts = [
        func.count(case(((assignment.starts_at >= start) & (assignment.starts_at < end), 1)))
        for start, end in pairwise(starts)
    ]
    found = reading.session.execute(select(*counts).join(order, order.id == assignment.order_id).where(*held)).one()
    return dict(zip(years, found, strict=True))
