"""Payment lines: the dated rates that price them, what a report would pay, and the unpaid lines of one correction."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased

import texts
from db import tables
from db.session import Reading
from domain import fees, reports
from domain.errors import Missing, Refused
from domain.fees import LineKind, PaymentLine, Terms
from domain.payments import Preview
from domain.reports import ReportBasis, TravelRow
from domain.tariffs import Confidence, FeeRate, FeeTable, FeeUnit, OverrunDecision, TravelRate, TravelRates
from domain.times import Span, day_of

TRAVELLED = tuple(
    getattr(tables.TravelRow, name)
    for name in ("kind", "quantity", "ticket_price", "route", "computed", "correction", "halved", "receipt")
)
"""A travel row as the domain's TravelRow takes it."""


def table(reading: Reading) -> FeeTable:
    """Every confirmed fee, past ones too; names in the reader's language."""
    return FeeTable(tuple(fee_rate(row) for row in reading.session.execute(_confirmed_fees()).scalars()))


@functools.cache
def _confirmed_fees() -> Select[tables.FeeRate]:
    rate = tables.FeeRate
    return select(rate).where(rate.confirmed_by_id.is_not(None)).order_by(rate.id)


def fee_rate(row: tables.FeeRate) -> FeeRate:
    return FeeRate(
        id=row.id,
        code=row.code,
        name=getattr(row, f"name_{texts.current()}"),
        unit=row.unit,
        price=row.price,
        valid_from=row.valid_from,
        min_minutes=row.min_minutes,
        max_minutes=row.max_minutes,
        includes_preparation=row.includes_preparation,
        includes_after_work=row.includes_after_work,
        income_type=row.income_type,
        overrun=row.overrun,
        overrun_code=row.overrun_code,
        payroll_word=row.payroll_word,
    )


def travel_rates(reading: Reading) -> TravelRates:
    """Every confirmed travel rate of every year."""
    return TravelRates(
        tuple(
            TravelRate(row.id, row.kind, row.price, row.valid_from, Confidence(row.confidence or Confidence.UNVERIFIED))
            for row in reading.session.execute(_confirmed_travel())
        )
    )


@functools.cache
def _confirmed_travel() -> Select[*tuple[Any, ...]]:
    rate = tables.TravelRate
    columns = (rate.id, rate.kind, rate.price, rate.valid_from, rate.confidence)
    return select(*columns).where(rate.confirmed_by_id.is_not(None))


def previews(reading: Reading, report_ids: Collection[int]) -> dict[int, Preview]:
    """Report → what it pays by the rules, or why it cannot be priced; the same sum as approval makes into lines."""
    prices, rates = table(reading), travel_rates(reading)
    travel = travel_rows(reading, report_ids)
    return {
        row.id: _preview(row, travel.get(row.id, ()), prices, rates)
        for row in reading.session.execute(_facts().where(tables.Report.id.in_(report_ids)))
    }


def travel_rows(reading: Reading, report_ids: Collection[int]) -> dict[int, tuple[TravelRow, ...]]:
    row = tables.TravelRow
    found: dict[int, tuple[TravelRow, ...]] = {}
    for each in reading.session.execute(
        select(row.report_id, *TRAVELLED).where(row.report_id.in_(report_ids)).order_by(row.id)
    ):
        report_id, *facts = each
        found[report_id] = (*found.get(report_id, ()), TravelRow(*facts))
    return found


@functools.cache
def _facts() -> Select[*tuple[Any, ...]]:
    report, assignment = tables.Report, tables.Assignment
    return (
        select(
            report.id,
            report.basis,
            report.starts_at,
            report.ends_at,
            report.overrun,
            assignment.fee_code,
            assignment.frozen_fee,
            assignment.voluntary,
            (tables.Order.planning_meeting & ~_begun_before() & ~_add_on_elsewhere()).label("begins_series"),
            assignment.payer,
        )
        .join(assignment, assignment.id == report.assignment_id)
        .join(tables.Order, tables.Order.id == assignment.order_id)
    )


def _begun_before() -> ColumnElement[bool]:
    """An earlier session of the series stands: one that was cancelled hands the planning session on to the next."""
    session, assignment = tables.Session, tables.Assignment
    return exists().where(
        session.order_id == assignment.order_id,
        session.cancelled_at.is_(None),
        session.starts_at < assignment.starts_at,
    )


def _add_on_elsewhere() -> ColumnElement[bool]:
    """The expert's planning session of this order stands on the line of another report."""
    line, other = tables.PaymentLine, aliased(tables.Report)
    task, assignment = aliased(tables.Assignment), tables.Assignment
    return exists().where(
        line.kind == LineKind.ADD_ON,
        line.report_id == other.id,
        other.id != tables.Report.id,
        other.assignment_id == task.id,
        task.order_id == assignment.order_id,
        task.expert_id == assignment.expert_id,
    )


def _preview(row: Any, travel: tuple[TravelRow, ...], prices: FeeTable, rates: TravelRates) -> Preview:
    span = Span(row.starts_at, row.ends_at)
    choices: tuple[OverrunDecision, ...] = ()
    try:
        rate = prices.on(row.fee_code, day_of(row.starts_at))
        work = reports.work_of(span, rate.unit)
        terms = Terms(row.fee_code, row.frozen_fee, row.payer, row.voluntary, _add_on(row, prices))
        if fees.asks(terms, rate, work):
            choices = reports.decisions(rate)
        return Preview(fees.price(work, travel, terms, prices, rates, row.overrun, row.basis), None, choices)
    except Refused as refusal:
        return Preview((), refusal, choices)


def _add_on(row: Any, prices: FeeTable) -> str | None:
    """The planning session that a series begins with, when the fee table knows an add-on that day."""
    if not (row.begins_series and row.basis is ReportBasis.DONE):
        return None
    day = day_of(row.starts_at)
    return next((code for code in prices.codes_on(day) if prices.on(code, day).unit is FeeUnit.ADD_ON), None)


def lines() -> Select[*tuple[Any, ...]]:
    """Stored lines as `line_of` reads them; the caller narrows it."""
    line = tables.PaymentLine
    return (
        select(line, tables.Report.assignment_id, tables.Assignment.order_id)
        .join(tables.Report, tables.Report.id == line.report_id)
        .join(tables.Assignment, tables.Assignment.id == tables.Report.assignment_id)
    )


def line_of(row: Any) -> PaymentLine:
    line = row.PaymentLine
    return PaymentLine(
        id=line.id,
        report_id=line.report_id,
        assignment_id=row.assignment_id,
        order_id=row.order_id,
        expert_id=line.expert_id,
        role=line.role,
        kind=line.kind,
        work_date=line.work_date,
        fee_code=line.fee_code,
        quantity=line.quantity,
        unit_price=line.unit_price,
        amount=line.amount,
        income_type=line.income_type,
        rate_id=line.fee_rate_id or line.travel_rate_id,
        corrects_id=line.corrects_id,
        reason=line.reason,
        cost_centre=line.cost_centre,
        entered_by_id=line.entered_by_id,
    )


def told(reading: Reading, lines: Iterable[PaymentLine]) -> tuple[PaymentLine, ...]:
    """As they may be shown: those of a protected person without their kilometres."""
    every = tuple(lines)
    people = {line.expert_id for line in every if line.kind in fees.MEASURED}
    hidden = protected(reading, people) if people else frozenset()
    return tuple(fees.told(line) if line.expert_id in hidden else line for line in every)


def protected(reading: Reading, expert_ids: Collection[int]) -> frozenset[int]:
    """Those of them whose contact is protected."""
    expert = tables.Expert
    rows = select(expert.id).where(expert.id.in_(expert_ids), expert.contact_protected)
    return frozenset(reading.session.execute(rows).scalars())


def line(reading: Reading, line_id: int) -> PaymentLine:
    row = reading.session.execute(lines().where(tables.PaymentLine.id == line_id)).one_or_none()
    if row is None:
        raise Missing()
    return line_of(row)


def families(own: Mapping[int, int | None]) -> dict[int, int]:
    """Line → the first of the unpaid lines that are one correction together; they are paid together or not at all.

    `own` gives each unpaid line the line it corrects.
    """
    roots: dict[int, int] = {}
    for line_id in sorted(own):
        corrected = own[line_id]
        roots[line_id] = line_id if corrected is None else roots.get(corrected, corrected)
    return roots
