"""Assignments and orders as rows of whole numbers, for the columns that the charts count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from db import tables
from db.session import Reading
from domain import facts
from domain.assignments import TAKEN, AssignmentStatus, Party
from domain.facts import (
    CANCELLED_BY,
    ENDINGS,
    HELD,
    NO_SHOW_OF,
    NOT_FOUND,
    OUTCOMES,
    Ending,
    Facts,
    Orders,
    Outcome,
    Tasks,
)
from domain.feedback import SIDES
from domain.fees import FEES
from domain.orders import OrderStatus
from domain.reports import ReportBasis, ReportStatus

assignment, order, report, session = tables.Assignment, tables.Order, tables.Report, tables.Session
AT_ONCE = 50_000


class seconds(GenericFunction[int]):
    """An instant as whole seconds since 1970: a day of Helsinki is counted from it for all rows at once."""

    type = BigInteger()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_of_text(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(seconds, "postgresql")
def _seconds_of_instant(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


def of(reading: Reading, order_ids: Collection[int] | None = None) -> Facts:
    """Of these orders, or of all."""
    return Facts(_tasks(reading, order_ids), _orders(reading, order_ids))


def orders_of_reports(reading: Reading, report_ids: Collection[int]) -> set[int]:
    found = select(assignment.order_id).join(report, report.assignment_id == assignment.id)
    return set(reading.session.execute(found.where(report.id.in_(report_ids))).scalars())


def _tasks(reading: Reading, order_ids: Collection[int] | None) -> Tasks:
    within = _within(assignment.order_id, order_ids)
    stands = (report.assignment_id == assignment.id) & (report.status != ReportStatus.RETURNED)
    held = or_(assignment.status == AssignmentStatus.DONE, report.basis == ReportBasis.DONE)
    approved = report.status == ReportStatus.APPROVED
    paid, themes, marks = _paid(order_ids), _themes(order_ids), [_marks(side) for side in SIDES]
    planned = (seconds(assignment.ends_at) - seconds(assignment.starts_at)) // 60
    rows = _placed(
        select(
            seconds(assignment.starts_at),
            assignment.id,
            assignment.order_id,
            order.client_id,
            order.package_id,
            func.coalesce(themes.c.bits, 0),
            func.coalesce(cast(tables.MunicipalityPlace.code, Integer), 0),
            _flag(order.remote),
            assignment.expert_id,
            _ending(held),
            _flag(and_(report.id.is_not(None), ~held)),
            case((held, func.coalesce(report.minutes, planned)), else_=0),
            case((approved, func.coalesce(paid.c.fee, 0)), else_=0),
            case((approved, func.coalesce(paid.c.travel, 0)), else_=0),
            func.coalesce(cast(assignment.client_price, BigInteger), 0),
            _flag(approved),
            _flag(assignment.client_price.is_not(None)),
            seconds(order.received_at),
            seconds(assignment.agreed_at),
            *(func.coalesce(side.c.first, 0) for side in marks),
        )
        .select_from(assignment)
        .join(order, order.id == assignment.order_id)
        .outerjoin(report, stands)
        .outerjoin(paid, paid.c.assignment_id == assignment.id)
        .outerjoin(marks[0], marks[0].c.assignment_id == assignment.id)
        .outerjoin(marks[1], marks[1].c.assignment_id == assignment.id),
        themes,
    ).where(assignment.status != AssignmentStatus.VOID, within)
    table = _fetched(reading, rows)
    for place in (0, -4, -3):
        table[:, place] = facts.days(table[:, place])
    return Tasks.built(table)


def _orders(reading: Reading, order_ids: Collection[int] | None) -> Orders:
    themes = _themes(order_ids)
    sessions = _counted(session.order_id, session.cancelled_at.is_(None), session, order_ids)
    found = _counted(assignment.order_id, _found(), assignment, order_ids)
    needed = order.experts_needed * func.coalesce(sessions.c.count, 0)
    rows = _placed(
        select(
            seconds(order.received_at),
            order.id,
            order.id.label("itself"),
            order.client_id,
            order.package_id,
            func.coalesce(themes.c.bits, 0),
            func.coalesce(cast(tables.MunicipalityPlace.code, Integer), 0),
            _flag(order.remote),
            needed,
            func.coalesce(found.c.count, 0),
            _outcome(needed, func.coalesce(found.c.count, 0)),
        )
        .select_from(order)
        .outerjoin(sessions, sessions.c.order_id == order.id)
        .outerjoin(found, found.c.order_id == order.id),
        themes,
    ).where(_within(order.id, order_ids))
    table = _fetched(reading, rows)
    table[:, 0] = facts.days(table[:, 0])
    return Orders.built(table)


def _placed(rows: Select[*tuple[Any, ...]], themes: Subquery) -> Select[*tuple[Any, ...]]:
    place = tables.MunicipalityPlace
    return rows.outerjoin(themes, themes.c.order_id == order.id).outerjoin(place, place.code == order.municipality)


def _fetched(reading: Reading, rows: Select[*tuple[Any, ...]]) -> NDArray[np.int64]:
    width = len(rows.selected_columns)
    found = reading.session.execute(rows, execution_options={"yield_per": AT_ONCE})
    parts = [_numbers(part, width) for part in found.partitions()]
    return np.concatenate([*parts, np.empty((0, width), np.int64)])


def _numbers(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    return np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * width).reshape(-1, width)


def _within(column: Any, order_ids: Collection[int] | None) -> ColumnElement[bool]:
    return true() if order_ids is None else column.in_(order_ids)


def _flag(condition: Any) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _ending(held: ColumnElement[bool]) -> ColumnElement[int]:
    by_party = [
        *((assignment.cancelled_by == party, code) for party, code in CANCELLED_BY.items()),
        *((assignment.no_show_by == party, code) for party, code in NO_SHOW_OF.items()),
    ]
    return case((held, HELD), *by_party, else_=ENDINGS.index(Ending.AGREED))


def _found() -> ColumnElement[bool]:
    """Somebody was found also where the orderer or the customer called it off."""
    return or_(
        assignment.status.in_(TAKEN),
        (assignment.status == AssignmentStatus.CANCELLED) & (assignment.cancelled_by != Party.EXPERT),
    )


def _outcome(needed: ColumnElement[int], found: ColumnElement[int]) -> ColumnElement[int]:
    closed = order.status == OrderStatus.UNFILLED
    return case(
        (order.status == OrderStatus.CANCELLED, OUTCOMES.index(Outcome.CANCELLED)),
        *((closed & (order.unfilled_reason == reason), code) for reason, code in NOT_FOUND.items()),
        (closed, OUTCOMES.index(Outcome.NO_OTHER)),
        ((found > 0) & (found >= needed), OUTCOMES.index(Outcome.FILLED)),
        (found > 0, OUTCOMES.index(Outcome.PARTLY)),
        else_=OUTCOMES.index(Outcome.OPEN),
    )


def _themes(order_ids: Collection[int] | None) -> Subquery:
    """Order → its themes' bits: each theme stands once, so their sum is their union."""
    link, theme = tables.OrderTheme, tables.Theme
    bit = cast(literal(1), BigInteger).op("<<")(cast(theme.bit, Integer))
    return (
        select(link.order_id, cast(func.sum(bit), BigInteger).label("bits"))
        .join(theme, theme.id == link.theme_id)
        .where(_within(link.order_id, order_ids))
        .group_by(link.order_id)
        .subquery()
    )


def _marks(side: Party) -> Subquery:
    own = tables.Feedback
    return select(own.assignment_id, own.first).where(own.side == side).subquery()


def _counted(owner: Any, condition: ColumnElement[bool], source: Any, order_ids: Collection[int] | None) -> FromClause:
    count = select(owner.label("order_id"), func.count().label("count")).select_from(source)
    return count.where(condition, _within(owner, order_ids)).group_by(owner).subquery()


def _paid(order_ids: Collection[int] | None) -> Subquery:
    """Assignment → the sums of its lines, corrections included, whether paid out already or not."""
    line = tables.PaymentLine
    amount = cast(line.amount, BigInteger)

    def summed(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return cast(func.sum(case((condition, amount), else_=0)), BigInteger)

    return (
        select(
            report.assignment_id,
            summed(line.kind.in_(FEES)).label("fee"),
            summed(line.kind.not_in(FEES)).label("travel"),
        )
        .join(line, line.report_id == report.id)
        .join(assignment, assignment.id == report.assignment_id)
        .where(_within(assignment.order_id, order_ids))
        .group_by(report.assignment_id)
        .subquery()
    )
