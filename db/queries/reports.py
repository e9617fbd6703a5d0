"""Work reports: what waits for one, what waits for approval with its price, and what has come back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select, union

from db import tables
from db.base import among
from db.queries import fees
from db.session import Reading
from domain import bookings, times
from domain import reports as rules
from domain.assignments import AssignmentStatus
from domain.bookings import Municipality
from domain.errors import Missing, Refused
from domain.payments import Journey, Placed, Preview, Returned, Submitted, Waiting
from domain.reports import ReportStatus, TravelRow
from domain.tariffs import FeeTable
from domain.times import Span


def waiting(reading: Reading) -> tuple[Waiting, ...]:
    """Every past accepted assignment without a live report, oldest first; one whose report came back is here as well."""
    return _waiting(reading, _AWAITED)


def waiting_one(reading: Reading, assignment_id: int) -> Waiting:
    found = _waiting(reading, _AWAITED.where(tables.Assignment.id == assignment_id))
    if not found:
        raise Missing("This assignment does not wait for a report.")
    return found[0]


def count_waiting(reading: Reading) -> int:
    return reading.session.execute(_AWAITED_COUNT, {"now": reading.now}).scalar_one()


def submitted(reading: Reading) -> tuple[Submitted, ...]:
    """Reports that wait for approval, oldest first, each with what it pays by the rules."""
    return _submitted(reading, tables.Report.status == ReportStatus.SUBMITTED)


def disputed(reading: Reading) -> tuple[Submitted, ...]:
    return _submitted(reading, tables.Report.status == ReportStatus.DISPUTED)


def one(reading: Reading, report_id: int) -> Submitted:
    """A submitted or disputed report."""
    live = tables.Report.status.in_((ReportStatus.SUBMITTED, ReportStatus.DISPUTED))
    found = _submitted(reading, tables.Report.id == report_id, live)
    if not found:
        raise Missing("This report does not wait for approval.")
    return found[0]


def of_any_status(reading: Reading, report_id: int) -> Submitted:
    """Approved ones with the lines they became."""
    found = _submitted(reading, tables.Report.id == report_id)
    if not found:
        raise Missing()
    return replace(found[0], lines=_placed(reading, report_id))


def _placed(reading: Reading, report_id: int) -> tuple[Placed, ...]:
    line, place = tables.PaymentLine, tables.BatchLine
    rows = reading.session.execute(
        fees.lines()
        .add_columns(place.batch_id)
        .outerjoin(place, place.line_id == line.id)
        .where(line.report_id == report_id)
        .order_by(line.id)
    ).all()
    told = fees.told(reading, map(fees.line_of, rows))
    return tuple(Placed(line, row.batch_id) for line, row in zip(told, rows, strict=True))


def count_submitted(reading: Reading) -> int:
    report = tables.Report
    return reading.session.execute(
        select(func.count()).select_from(report).where(report.status == ReportStatus.SUBMITTED)
    ).scalar_one()


def journey(reading: Reading, assignment_id: int) -> Journey | None:
    """None for remote work, and for an expert whose dwelling place is protected."""
    expert, order, assignment = tables.Expert, tables.Order, tables.Assignment
    row = reading.session.execute(
        select(expert.municipality, order.municipality.label("place"))
        .join(assignment, assignment.expert_id == expert.id)
        .join(order, order.id == assignment.order_id)
        .where(assignment.id == assignment_id, order.remote.is_(False), expert.contact_protected.is_(False))
    ).one_or_none()
    if row is None:
        return None
    known = municipalities(reading, {row.municipality, row.place})
    home, place = (known.get(code, bookings.UNKNOWN) for code in (row.municipality, row.place))
    try:
        return Journey(home.name, place.name, bookings.distance_km(home, place))
    except Refused:
        return Journey(home.name, place.name, None)


def kilometres_away(reading: Reading, assignment_id: int) -> int | None:
    """One way by the table of municipalities; None when it is not known or not to be told."""
    found = journey(reading, assignment_id)
    return found.kilometres_away if found else None


def municipalities(reading: Reading, codes: Collection[str]) -> dict[str, Municipality]:
    """By code; what the table does not know is not there."""
    place = tables.MunicipalityPlace
    rows = reading.session.execute(select(place).where(place.code.in_(codes))).scalars()
    return {row.code: Municipality(row.code, row.name, row.latitude, row.longitude) for row in rows}


def _awaited() -> Select[*tuple[Any, ...]]:
    assignment, report = tables.Assignment, tables.Report
    returned = select(report.assignment_id).where(report.status == ReportStatus.RETURNED)
    newest = (
        select(report.assignment_id, func.max(report.id).label("id"))
        .where(report.status == ReportStatus.RETURNED)
        .group_by(report.assignment_id)
        .subquery()
    )
    live = exists().where(report.assignment_id == assignment.id, report.status != ReportStatus.RETURNED)
    past = select(assignment.id).where(
        assignment.status == AssignmentStatus.AGREED,
        assignment.ends_at <= bindparam("now", type_=assignment.ends_at.type),
    )
    return (
        select(
            assignment.id,
            assignment.starts_at,
            assignment.ends_at,
            (tables.Expert.first_name + " " + tables.Expert.last_name).label("expert"),
            tables.Client.name.label("unit"),
            tables.Expert.contact_protected,
            newest.c.id.label("returned"),
        )
        .join(tables.Expert, tables.Expert.id == assignment.expert_id)
        .join(tables.Order, tables.Order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == tables.Order.client_id)
        .outerjoin(newest, newest.c.assignment_id == assignment.id)
        # Not OR: PostgreSQL would read every assignment to find the few.
        .where(assignment.id.in_(union(past.correlate(None), returned)), ~live)
        .order_by(assignment.starts_at, assignment.id)
    )


_AWAITED = _awaited()
_AWAITED_COUNT = select(func.count()).select_from(_AWAITED.order_by(None).subquery())
"""Built once: building costs more than asking."""


def _waiting(reading: Reading, query: Select[*tuple[Any, ...]]) -> tuple[Waiting, ...]:
    rows = reading.rows(query, {"now": reading.now})
    came_back = _returned(reading, {row[-1]: row[-2] for row in rows if row[-1]})
    return tuple(Waiting._make((*row[:-1], came_back[row[-1]]) if row[-1] else row) for row in rows)


_RETURNED = select(
    tables.Report.id,
    tables.Report.return_reason,
    tables.Report.basis,
    tables.Report.starts_at,
    tables.Report.ends_at,
    tables.Report.departure_reason,
    tables.Report.left_at,
    tables.Report.back_at,
    tables.Report.free_meals,
).where(among(tables.Report.id))


def _returned(reading: Reading, protected: Mapping[int, bool]) -> dict[int, Returned]:
    """By report; `protected` tells for each whether its expert's contact is."""
    if not protected:
        return {}
    travel = fees.travel_rows(reading, protected)
    return {
        row.id: Returned(
            report_id=row.id,
            reason=row.return_reason,
            basis=row.basis,
            span=Span(row.starts_at, row.ends_at),
            travel=_told(travel.get(row.id, ()), protected[row.id]),
            departure_reason=row.departure_reason,
            trip=_trip(row),
            free_meals=row.free_meals,
        )
        for row in reading.rows(_RETURNED, {"ids": list(protected)})
    }


def _submitted(reading: Reading, *where: Any) -> tuple[Submitted, ...]:
    report, assignment, expert = tables.Report, tables.Assignment, tables.Expert
    rows = reading.session.execute(
        select(
            report,
            assignment.expert_id,
            assignment.fee_code,
            assignment.payer,
            assignment.starts_at.label("planned_start"),
            assignment.ends_at.label("planned_end"),
            expert.first_name,
            expert.last_name,
            expert.contact_protected,
            tables.Client.name.label("unit"),
            tables.User.name.label("reported_by"),
        )
        .join(assignment, assignment.id == report.assignment_id)
        .join(expert, expert.id == assignment.expert_id)
        .join(tables.Order, tables.Order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == tables.Order.client_id)
        .join(tables.User, tables.User.id == report.reported_by_id)
        .where(*where)
        .order_by(report.starts_at, report.id)
    ).all()
    ids = [row.Report.id for row in rows]
    previews, travel, table = fees.previews(reading, ids), fees.travel_rows(reading, ids), fees.table(reading)
    return tuple(_report(row, table, previews[row.Report.id], travel) for row in rows)


def _report(row: Any, table: FeeTable, preview: Preview, travel: Mapping[int, tuple[TravelRow, ...]]) -> Submitted:
    report = row.Report
    return Submitted(
        report_id=report.id,
        version=report.version,
        status=report.status,
        assignment_id=report.assignment_id,
        expert_id=row.expert_id,
        expert=f"{row.first_name} {row.last_name}",
        unit=row.unit,
        fee=_fee(table, row.fee_code, times.day_of(report.starts_at)),
        basis=report.basis,
        planned=Span(row.planned_start, row.planned_end),
        span=Span(report.starts_at, report.ends_at),
        departure_reason=report.departure_reason,
        overrun=report.overrun,
        overrun_reason=report.overrun_reason,
        dispute_reason=report.dispute_reason,
        settlement=report.settlement,
        reported_by_id=report.reported_by_id,
        reported_by=row.reported_by,
        reported_at=report.reported_at,
        travel=_told(travel.get(report.id, ()), row.contact_protected),
        preview=preview.told() if row.contact_protected else preview,
        trip=_trip(report),
        payer=row.payer,
    )


def _told(travel: tuple[TravelRow, ...], protected: bool) -> tuple[TravelRow, ...]:
    return rules.told(travel) if protected else travel


def _trip(row: Any) -> Span | None:
    return Span(row.left_at, row.back_at) if row.left_at and row.back_at else None


def _fee(table: FeeTable, code: str, day: Any) -> str:
    try:
        return table.on(code, day).name
    except Refused:
        return code
