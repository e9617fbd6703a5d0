"""One expert's card: everything a coordinator may see; what is sealed is opened elsewhere (queries.reveals)."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

from sqlalchemy import func, select

import texts
from db import tables
from db.queries import backgrounds, experts
from db.session import Reading
from domain.availability import Exceptional, Slot
from domain.consents import Consent, Given
from domain.errors import Missing
from domain.experts import Period
from domain.register import AgreementRow, AttendedRow, ExpertCard, ExpertForm, ThemeConsent, Work
from domain.themes import Precision
from domain.times import Span

SHOWN_ASSIGNMENTS = 20
PLAIN = (
    "first_name",
    "last_name",
    "number",
    "preferred_name",
    "phone",
    "email",
    "contact_way",
    "contact_hours",
    "contact_route",
    "association_id",
    "municipality",
    "contact_protected",
    "on_site",
    "remote",
    "work_wish",
    "practical_wishes",
    "monthly_cap",
    "monthly_cap_minutes",
    "joined_on",
    "left_on",
)


def card(reading: Reading, expert_id: int) -> ExpertCard:
    row = reading.session.get(tables.Expert, expert_id)
    if row is None:
        raise Missing()
    hidden = row.contact_protected
    shown = row.municipality and not hidden
    place = reading.session.get(tables.MunicipalityPlace, row.municipality) if shown else None
    association = reading.session.get(tables.Association, row.association_id) if row.association_id else None
    form = _form(reading, row)
    return ExpertCard(
        id=expert_id,
        version=row.version,
        has_address=reading.session.execute(
            select(tables.Expert.address.is_not(None)).where(tables.Expert.id == expert_id)
        ).scalar_one(),
        form=_mask(form) if hidden else form,
        municipality=place.name if place else "",
        association=association.name if association else "",
        standing=experts.standings_of(reading, [expert_id])[expert_id],
        paused_from=row.paused_from,
        paused_to=row.paused_to,
        themes=_themes(reading, expert_id),
        backgrounds=backgrounds.of_expert(reading, expert_id),
        agreements=_agreements(reading, expert_id),
        attended=_attended(reading, expert_id),
        assignments=_assignments(reading, expert_id),
        assignment_count=reading.session.execute(
            select(func.count()).where(tables.Assignment.expert_id == expert_id)
        ).scalar_one(),
    )


def form(reading: Reading, expert_id: int) -> ExpertForm:
    """What can be edited of one expert; what is sealed is not opened and stays as it is."""
    return _form(reading, reading.session.get_one(tables.Expert, expert_id))


def _form(reading: Reading, row: tables.Expert) -> ExpertForm:
    own = {name: getattr(row, name) for name in PLAIN}
    return ExpertForm(
        **own,
        languages=_column(reading, tables.ExpertLanguage.language, row.id),
        areas=_column(reading, tables.ExpertArea.municipality, row.id),
        task_type_ids=_column(reading, tables.ExpertTaskType.task_type_id, row.id),
        week=_week(reading, row.id) if row.availability_known else None,
        exceptions=_exceptions(reading, row.id),
        unwanted_client_ids=_column(reading, tables.Unwanted.client_id, row.id),
        unwanted_expert_ids=_column(reading, tables.Unwanted.other_expert_id, row.id),
    )


def _mask(form: ExpertForm) -> ExpertForm:
    return replace(form, municipality="", phone="", email="", areas=())


def _column(reading: Reading, column, expert_id: int):  # type: ignore[no-untyped-def]
    statement = select(column).where(column.class_.expert_id == expert_id, column.is_not(None)).order_by(column)
    return tuple(reading.session.execute(statement).scalars())


def _week(reading: Reading, expert_id: int) -> tuple[Slot, ...]:
    slot = tables.AvailabilitySlot
    rows = reading.session.execute(
        select(slot.weekday, slot.from_minute, slot.to_minute)
        .where(slot.expert_id == expert_id)
        .order_by(slot.weekday, slot.from_minute)
    )
    return tuple(Slot(*row) for row in rows)


def _exceptions(reading: Reading, expert_id: int) -> tuple[Exceptional, ...]:
    day = tables.AvailabilityException
    rows = reading.session.execute(
        select(day.first_day, day.last_day, day.available).where(day.expert_id == expert_id).order_by(day.first_day)
    )
    return tuple(Exceptional(Period(row.first_day, row.last_day), row.available) for row in rows)


def _themes(reading: Reading, expert_id: int) -> tuple[ThemeConsent, ...]:
    own, theme = tables.ExpertTheme, tables.Theme
    name = getattr(theme, f"name_{texts.current()}")
    rows = reading.session.execute(
        select(own, name, theme.level)
        .join(theme, theme.id == own.theme_id)
        .where(own.expert_id == expert_id, own.withdrawn_at.is_(None))
        .order_by(theme.level.desc(), name, own.role)
    )
    return tuple(_theme(*row) for row in rows)


def _theme(own: tables.ExpertTheme, name: str, level: Precision) -> ThemeConsent:
    given = Given(own.purpose, own.given_how, own.given_on, own.given_to)
    consent = Consent(own.consent_from, own.consent_until, given)
    return ThemeConsent(own.id, own.theme_id, name, level, own.role, consent)


def _agreements(reading: Reading, expert_id: int) -> tuple[AgreementRow, ...]:
    own = tables.Agreement
    columns = [getattr(own, field.name) for field in dataclasses.fields(AgreementRow)]
    rows = reading.session.execute(
        select(*columns).where(own.expert_id == expert_id).order_by(own.valid_from.desc(), own.id.desc())
    )
    return tuple(AgreementRow(*row) for row in rows)


def _attended(reading: Reading, expert_id: int) -> tuple[AttendedRow, ...]:
    training, attendance = tables.Training, tables.Attendance
    rows = reading.session.execute(
        select(training.id, training.kind, training.name, training.held_on, training.hours)
        .join(attendance, attendance.training_id == training.id)
        .where(attendance.expert_id == expert_id)
        .order_by(training.held_on.desc(), training.id.desc())
    )
    return tuple(AttendedRow(*row) for row in rows)


def _assignments(reading: Reading, expert_id: int) -> tuple[Work, ...]:
    """The newest ones, those to come included."""
    own, order, package = tables.Assignment, tables.Order, tables.Package
    name = getattr(package, f"name_{texts.current()}")
    rows = reading.session.execute(
        select(own.id, own.order_id, own.starts_at, own.ends_at, tables.Client.name, name, own.status)
        .join(order, order.id == own.order_id)
        .join(tables.Client, tables.Client.id == order.client_id)
        .join(package, package.id == order.package_id)
        .where(own.expert_id == expert_id)
        .order_by(own.starts_at.desc(), own.id.desc())
        .limit(SHOWN_ASSIGNMENTS)
    )
    return tuple(Work(row[0], row[1], Span(row[2], row[3]), *row[4:]) for row in rows)
