"""Work that has been paid otherwise than the fee table says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select

from db import tables
from db.queries import clients, fees
from db.session import Reading
from domain import fees as pricing
from domain import reports, times
from domain.fees import LineKind, Terms
from domain.money import total
from domain.tariffs import FeeTable, OverrunDecision, TravelRates
from domain.times import Span
from domain.uniform_fees import Because, PaidOtherwise


def departures(reading: Reading, first: date, last: date) -> tuple[PaidOtherwise, ...]:
    """Of work done from the first to the last day, by fee and then by orderer."""
    table = fees.table(reading)
    rows = reading.session.execute(_lines(first, last)).all()
    found = (_departure(list(own), table) for _report, own in groupby(rows, lambda row: row.report_id))
    return tuple(sorted(filter(None, found), key=lambda each: (each.fee, each.client, each.day, each.assignment_id)))


def _lines(first: date, last: date) -> Any:
    """Every fee line of the reports that may depart: few of many."""
    line, report, assignment = tables.PaymentLine, tables.Report, tables.Assignment
    odd = (
        select(line.report_id)
        .join(report, report.id == line.report_id)
        .join(assignment, assignment.id == report.assignment_id)
        .where(
            line.kind == LineKind.FEE,
            line.work_date.between(first, last),
            or_(assignment.frozen_fee.is_not(None), report.overrun.is_not(None), line.corrects_id.is_not(None)),
        )
    )
    return (
        select(
            line.report_id,
            line.amount,
            line.reason,
            report.starts_at,
            report.ends_at,
            report.overrun_reason,
            assignment.id.label("assignment_id"),
            assignment.fee_code,
            assignment.frozen_fee,
            clients.name().label("client"),
        )
        .join(report, report.id == line.report_id)
        .join(assignment, assignment.id == report.assignment_id)
        .join(tables.Order, tables.Order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == tables.Order.client_id)
        .where(line.kind == LineKind.FEE, line.report_id.in_(odd))
        .order_by(line.report_id, line.id)
    )


def _departure(lines: list[Any], table: FeeTable) -> PaidOtherwise | None:
    """None when the sum is the table's own after all."""
    own, day = lines[0], times.day_of(lines[0].starts_at)
    rate = table.on(own.fee_code, day)
    work = reports.work_of(Span(own.starts_at, own.ends_at), rate.unit)
    once = pricing.price(work, (), Terms(own.fee_code), table, TravelRates(()), OverrunDecision.ONE_OCCASION)
    paid, by_table = total(line.amount for line in lines), total(line.amount for line in once)
    if paid == by_table:
        return None
    because, words = _because(own, [line.reason for line in lines if line.reason])
    return PaidOtherwise(own.assignment_id, day, rate.name, own.client, paid, by_table, because, words)


def _because(own: Any, corrections: Iterable[str]) -> tuple[Because, str]:
    written = list(dict.fromkeys(corrections))
    if written:
        return Because.CORRECTION, "; ".join(written)
    if own.overrun_reason:
        return Because.LONGER_SESSION, own.overrun_reason
    return Because.AGREEMENT, ""
