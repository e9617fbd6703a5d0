"""The statements behind experts' profiles: who they are, and one for each table with the expert's id as its first column."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, bindparam, false, func, select

from db import tables
from db.base import Instant
from domain.assignments import LIVE
from domain.hints import Leaning

OWN = (
    "id",
    "joined_on",
    "on_site",
    "remote",
    "work_wish",
    "paused_from",
    "paused_to",
    "contact_route",
    "availability_known",
    "monthly_cap",
    "monthly_cap_minutes",
)
_ON: BindParameter[date] = bindparam("on", type_=Date())
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


@functools.cache
def people(by_ids: bool) -> Select[*tuple[Any, ...]]:
    """Those in the bank on the day, by id, with their home unless it is protected, and whether their association relays all
    contact. Parameters as in `by_table`."""
    expert, home, association = tables.Expert, tables.MunicipalityPlace, tables.Association
    told = (home.code == expert.municipality) & expert.contact_protected.is_(False)
    relayed = func.coalesce(association.contact_route_only, false()).label("relayed")
    query = (
        select(*(getattr(expert, name) for name in OWN), home.code, home.name, home.latitude, home.longitude, relayed)
        .outerjoin(home, told)
        .outerjoin(association, association.id == expert.association_id)
        .where(expert.left_on.is_(None) | (expert.left_on >= _ON))
        .order_by(expert.id)
    )
    return query.where(expert.id.in_(_IDS)) if by_ids else query


@functools.cache
def by_table(by_ids: bool, recent: bool) -> Mapping[str, Select[*tuple[Any, ...]]]:
    """Built once: a decision asks for one expert's rows in the middle of a transaction, and building them costs as much as
    asking. Parameters: on, and where wanted since and ids."""
    t = tables
    consent, slot, exception, unwanted, agreement = (
        t.ExpertTheme,
        t.AvailabilitySlot,
        t.AvailabilityException,
        t.Unwanted,
        t.Agreement,
    )
    on = _ON
    queries: dict[str, Select[*tuple[Any, ...]]] = {
        "themes": select(consent.expert_id, consent.theme_id, consent.role, consent.consent_until).where(
            consent.withdrawn_at.is_(None),
            consent.consent_from <= on,
            consent.consent_until.is_(None) | (consent.consent_until >= on),
        ),
        "languages": select(t.ExpertLanguage.expert_id, t.ExpertLanguage.language),
        "areas": select(t.ExpertArea.expert_id, t.ExpertArea.municipality),
        "task_types": select(t.ExpertTaskType.expert_id, t.ExpertTaskType.task_type_id),
        "slots": select(slot.expert_id, slot.weekday, slot.from_minute, slot.to_minute),
        "exceptions": select(exception.expert_id, exception.first_day, exception.last_day, exception.available).where(
            exception.last_day >= on
        ),
        "unwanted": select(unwanted.expert_id, unwanted.client_id, unwanted.other_expert_id).where(lasting(on)),
        "attendances": select(
            t.Attendance.expert_id, t.Training.kind, t.Attendance.attended_on, t.Training.hours, t.Training.own
        ).join(t.Training, t.Training.id == t.Attendance.training_id),
        "agreements": select(agreement.expert_id, agreement.valid_from, agreement.valid_to),
        "inductions": select(
            t.Attendance.expert_id,
            t.TrainingInduction.induction_id,
            t.Attendance.attended_on,
            t.Induction.valid_days,
        )
        .join(t.TrainingInduction, t.TrainingInduction.training_id == t.Attendance.training_id)
        .join(t.Induction, t.Induction.id == t.TrainingInduction.induction_id),
        "hints": select(
            t.Hint.expert_id, t.Hint.task_type_id, t.Hint.leaning, t.Hint.source, t.Hint.gone_through_on
        ).where(t.Hint.ended_at.is_(None), t.Hint.valid_until >= on, t.Hint.leaning != Leaning.NEITHER),
        "work": _work(recent),
    }
    if not by_ids:
        return queries
    return {name: query.where(query.selected_columns[0].in_(_IDS)) for name, query in queries.items()}


def _work(recent: bool) -> Select[*tuple[Any, ...]]:
    """Assignments that count as an expert's work, by expert; all of them or those that end after `since`."""
    assignment, order = tables.Assignment, tables.Order
    query = (
        select(
            assignment.expert_id,
            assignment.starts_at,
            assignment.ends_at,
            assignment.fee_code,
            assignment.frozen_fee,
            assignment.voluntary,
            order.client_id,
            order.task_type_id,
            order.target_group,
            order.remote,
            order.municipality,
        )
        .join(order, order.id == assignment.order_id)
        .where(assignment.status.in_(LIVE))
        .order_by(assignment.starts_at)
    )
    return query.where(assignment.ends_at > bindparam("since", type_=Instant())) if recent else query


def lasting(on: date | BindParameter[date]) -> ColumnElement[bool]:
    """Of what an expert does not want."""
    return tables.Unwanted.until.is_(None) | (tables.Unwanted.until >= on)
