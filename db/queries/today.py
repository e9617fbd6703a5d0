"""What waits for one person today; each part is asked for only with its right, by a constant number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

import texts
from db import tables
from db.queries import (
    assignments,
    backgrounds,
    batches,
    clients,
    deputies,
    feedback,
    offers,
    orders,
    pay_runs,
    payments,
    reports,
    reveals,
    tariffs,
    trail,
    users,
    utilization,
)
from db.session import Reading
from domain import offers as rules
from domain import times
from domain.assignments import AssignmentStatus
from domain.batches import BatchStatus, LeftOutReason
from domain.offers import OfferStatus
from domain.orders import Badge, Lane
from domain.permissions import Permission
from domain.register import LAPSES_WITHIN
from domain.reports import ReportStatus
from domain.tariffs import Stage
from domain.times import Span
from domain.today import (
    Desk,
    EndingAgreement,
    OpenOffer,
    Pace,
    PayRun,
    Today,
    Visit,
    WaitingBatch,
    WaitingRole,
)

SHOWN_REFUSALS = 10


def today(reading: Reading) -> Today:
    may = reading.viewer.may
    return Today(
        day=reading.today,
        desk=desk(reading) if may(Permission.MATCH) else None,
        pay_run=pay_run(reading) if may(Permission.PREPARE_BATCHES) else None,
        batches=waiting_batches(reading) if may(Permission.APPROVE_BATCHES) else None,
        clocks=payments.clocks(reading) if may(Permission.SEE_BATCHES) else None,
        proposed_rates=proposed_rates(reading) if may(Permission.PROPOSE_TARIFFS) else None,
        roles=waiting_roles(reading) if may(Permission.CONFIRM_ROLES) else None,
        refusals=trail.refusals(reading, SHOWN_REFUSALS) if may(Permission.SEE_TRAIL) else None,
        reveals=reveals.busy(reading) if may(Permission.SEE_REVEALS) else None,
        briefing=utilization.briefing(reading) if may(Permission.SEE_UTILIZATION) else None,
        pace=pace(reading) if may(Permission.SEE_UTILIZATION) else None,
    )


def desk(reading: Reading) -> Desk:
    queue = orders.waiting(reading)
    return Desk(
        visits=visits(reading),
        new=tuple(row for row in queue if row.lane is Lane.NEW),
        unfilled=tuple(row for row in queue if Badge.SOON in row.badges),
        offers=open_offers(reading),
        reports=reports.waiting(reading),
        agreements=ending_agreements(reading),
        consents=backgrounds.ending(reading),
        new_times=assignments.awaiting_yes(reading),
        to_ask=feedback.to_ask(reading),
        stands_in_for=tuple(
            row
            for row in deputies.standing_in(reading)
            if row.deputy_id == reading.viewer.id and row.first_day <= reading.today
        ),
    )


def visits(reading: Reading) -> tuple[Visit, ...]:
    """Agreed assignments that have not ended yet, of today and tomorrow; a protected contact has no number here."""
    assignment, order, contact = tables.Assignment, tables.Order, tables.ContactPerson
    rows = reading.session.execute(
        select(
            assignment.id,
            assignment.order_id,
            assignment.expert_id,
            assignment.starts_at,
            assignment.ends_at,
            clients.name().label("client"),
            getattr(tables.Package, f"name_{texts.current()}").label("package"),
            order.place,
            order.remote,
            tables.MunicipalityPlace.name.label("municipality"),
            tables.Expert.contact_protected,
            contact.name.label("contact"),
            contact.phone,
        )
        .join(order, order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == order.client_id)
        .join(tables.Package, tables.Package.id == order.package_id)
        .join(tables.Expert, tables.Expert.id == assignment.expert_id)
        .outerjoin(contact, contact.id == order.contact_id)
        .outerjoin(tables.MunicipalityPlace, tables.MunicipalityPlace.code == order.municipality)
        .where(
            assignment.status == AssignmentStatus.AGREED,
            assignment.ends_at > reading.now,
            assignment.starts_at < times.start_of(reading.today + timedelta(days=2)),
        )
        .order_by(assignment.starts_at, assignment.id)
    ).all()
    people = offers.reachable(reading, {row.expert_id for row in rows})
    return tuple(_visit(row, people[row.expert_id]) for row in rows)


def _visit(row: Any, person: Any) -> Visit:
    return Visit(
        assignment_id=row.id,
        order_id=row.order_id,
        span=Span(row.starts_at, row.ends_at),
        client=row.client,
        package=row.package,
        place=", ".join(part for part in (row.place, row.municipality) if part),
        remote=row.remote,
        expert_id=row.expert_id,
        expert=person.name,
        phone="" if row.contact_protected and not person.through else person.phone,
        through=person.through,
        contact=row.contact or "",
        contact_phone=row.phone or "",
    )


def open_offers(reading: Reading) -> tuple[OpenOffer, ...]:
    """Of orders still open: without an answer for days, or to be called back by today; the longest waiting first."""
    offer, order, expert = tables.Offer, tables.Order, tables.Expert
    long_ago = rules.unanswered_before(reading.today)
    rows = reading.session.execute(
        select(
            offer.id,
            offer.order_id,
            clients.name().label("client"),
            offers.full_name().label("expert"),
            offer.offered_at,
            offer.call_back_on,
        )
        .join(order, order.id == offer.order_id)
        .join(tables.Client, tables.Client.id == order.client_id)
        .join(expert, expert.id == offer.expert_id)
        .where(
            offer.status == OfferStatus.OPEN,
            or_(
                offer.call_back_on <= reading.today,
                offer.call_back_on.is_(None) & (offer.offered_at < long_ago),
            ),
        )
        .order_by(offer.offered_at, offer.id)
    )
    return tuple(OpenOffer(*row) for row in rows)


def ending_agreements(reading: Reading) -> tuple[EndingAgreement, ...]:
    """Experts of the bank whose last agreement ends soon; whoever has signed a later one is not here."""
    agreement, expert = tables.Agreement, tables.Expert
    last = func.max(func.coalesce(agreement.valid_to, date.max), type_=agreement.valid_to.type)
    latest = select(agreement.expert_id, last.label("last")).group_by(agreement.expert_id).subquery()
    rows = reading.session.execute(
        select(expert.id, offers.full_name(), agreement.number, latest.c.last)
        .join(latest, latest.c.expert_id == expert.id)
        .join(agreement, (agreement.expert_id == expert.id) & (agreement.valid_to == latest.c.last))
        .where(
            expert.left_on.is_(None),
            latest.c.last.between(reading.today, reading.today + timedelta(days=LAPSES_WITHIN)),
        )
        .order_by(agreement.valid_to, expert.id)
    )
    return tuple(EndingAgreement(*row) for row in rows)


def pay_run(reading: Reading) -> PayRun:
    run = pay_runs.next_run(reading)
    to_approve = run.left_out.get(LeftOutReason.NOT_APPROVED, 0)
    report = tables.Report
    oldest = reading.session.execute(
        select(func.min(report.reported_at, type_=report.reported_at.type)).where(
            *batches.not_approved(reading.today), report.status == ReportStatus.SUBMITTED
        )
    ).scalar_one()
    return PayRun(
        pay_date=run.pay_date,
        lines=run.lines,
        amount=run.amount,
        to_approve=to_approve,
        oldest_report=oldest,
        left_out=sum(run.left_out.values()) - to_approve,
    )


def waiting_batches(reading: Reading) -> tuple[WaitingBatch, ...]:
    """Checked and not yet approved, the oldest first."""
    batch = tables.Batch
    statement = select(batch.id, batch.checked_at).where(batch.status == BatchStatus.CHECKED)
    checked = {row.id: times.day_of(row.checked_at) for row in reading.session.execute(statement)}
    rows = [row for row in batches.current(reading) if row.id in checked] if checked else []
    return tuple(
        WaitingBatch(row, (reading.today - checked[row.id]).days, row.prepared_by_id == reading.viewer.id)
        for row in reversed(rows)
    )


def proposed_rates(reading: Reading) -> int:
    """Prices that wait for another person than the one who proposed them, and that this person may confirm."""
    waiting = [
        (entry.stage, entry.proposed_by_id)
        for entries in (tariffs.fee_entries(reading), tariffs.travel_entries(reading))
        for entry in entries
    ]
    return sum(stage is Stage.PROPOSED and proposer != reading.viewer.id for stage, proposer in waiting)


def waiting_roles(reading: Reading) -> tuple[WaitingRole, ...]:
    """Granted and not yet confirmed; neither one's own nor granted by oneself."""
    return tuple(
        WaitingRole(grant.id, user.name, grant.role, grant.valid_from, grant.granted_by or "")
        for user in users.everyone(reading)
        for grant in user.grants
        if grant.confirmed_by is None
        and grant.granted_by_id != reading.viewer.id
        and user.id != reading.viewer.id
        and user.disabled_at is None
    )


def pace(reading: Reading) -> Pace:
    day = reading.today
    leap = (day.month, day.day) == (2, 29)
    year_ago = day.replace(year=day.year - 1, day=28 if leap else day.day)
    counts = [_held(reading, date(until.year, 1, 1), until) for until in (day, year_ago)]
    return Pace(day.year, *counts)


def _held(reading: Reading, first: date, last: date) -> int:
    assignment = tables.Assignment
    return reading.session.execute(
        select(func.count())
        .select_from(assignment)
        .where(
            assignment.status == AssignmentStatus.DONE,
            assignment.starts_at >= times.start_of(first),
            assignment.starts_at < times.start_of(last + timedelta(days=1)),
        )
    ).scalar_one()
