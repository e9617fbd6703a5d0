"""The register of experts and one expert's card; no query here touches payroll details."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from db import tables
from db.queries import clients, packages, themes
from db.session import Reading
from domain import experts, times
from domain.assignments import LIVE
from domain.experts import Attendance, EligibilityPolicy, Period, Standing
from domain.register import Choices, ExpertRow

expert = tables.Expert


def register(reading: Reading) -> tuple[ExpertRow, ...]:
    """Everyone in the bank today, by name. A protected contact's municipality is not told."""
    languages = _listed(reading, select(tables.ExpertLanguage.expert_id, tables.ExpertLanguage.language))
    consented = _counted(reading, _consented(reading.today))
    last = _last_days(reading)
    standings = standings_of(reading)
    rows = reading.session.execute(
        select(
            expert.id,
            expert.number,
            expert.first_name,
            expert.last_name,
            tables.MunicipalityPlace.name.label("place"),
            expert.work_wish,
            expert.contact_protected,
        )
        .outerjoin(tables.MunicipalityPlace, tables.MunicipalityPlace.code == expert.municipality)
        .where(in_bank(reading.today))
        .order_by(expert.last_name, expert.first_name, expert.id)
    )
    return tuple(
        ExpertRow(
            id=row.id,
            number=row.number,
            name=f"{row.last_name} {row.first_name}",
            municipality="" if row.contact_protected else row.place or "",
            languages=tuple(sorted(languages[row.id])),
            themes=consented.get(row.id, 0),
            standing=standings[row.id],
            last_assignment=last.get(row.id),
            wish=row.work_wish,
            contact_protected=row.contact_protected,
        )
        for row in rows
    )


def in_bank(day: date) -> Any:
    """SQL condition: has joined and not left by `day`."""
    return (expert.joined_on <= day) & (expert.left_on.is_(None) | (expert.left_on >= day))


def standings_of(reading: Reading, expert_ids: Iterable[int] | None = None) -> dict[int, Standing]:
    """Of everyone, or of these; three queries however many there are."""
    wanted = None if expert_ids is None else list(expert_ids)
    training, attendance, agreement = tables.Training, tables.Attendance, tables.Agreement
    attended: dict[int, list[Attendance]] = defaultdict(list)
    for row in reading.session.execute(
        _only(select(attendance.expert_id, training.kind, training.held_on, training.hours, training.own), wanted)
        .join(training, training.id == attendance.training_id)
    ):  # fmt: skip
        attended[row.expert_id].append(Attendance(row.kind, row.held_on, row.hours, row.own))
    agreed: dict[int, list[Period]] = defaultdict(list)
    for row in reading.session.execute(
        _only(select(agreement.expert_id, agreement.valid_from, agreement.valid_to), wanted)
    ):
        agreed[row.expert_id].append(Period(row.valid_from, row.valid_to or date.max))
    people = select(expert.id, expert.work_wish, expert.paused_from, expert.paused_to)
    rows = reading.session.execute(people if wanted is None else people.where(expert.id.in_(wanted)))
    policy = EligibilityPolicy()
    return {
        row.id: experts.standing(
            attended[row.id], agreed[row.id], policy, experts.pause_of(row.work_wish, row.paused_from, row.paused_to)
        )
        for row in rows
    }


def _only(statement: Select[*tuple[Any, ...]], wanted: list[int] | None) -> Select[*tuple[Any, ...]]:
    owner = statement.selected_columns[0]
    return statement if wanted is None else statement.where(owner.in_(wanted))


def _consented(day: date) -> Select[*tuple[Any, ...]]:
    """Expert and number of themes with consent in force."""
    theme = tables.ExpertTheme
    return (
        select(theme.expert_id, func.count(theme.theme_id.distinct()))
        .where(
            theme.withdrawn_at.is_(None),
            theme.consent_from <= day,
            theme.consent_until.is_(None) | (theme.consent_until >= day),
        )
        .group_by(theme.expert_id)
    )


def _last_days(reading: Reading) -> dict[int, date]:
    """The day of each expert's latest live assignment, one agreed for later included."""
    assignment = tables.Assignment
    latest = func.max(assignment.starts_at, type_=assignment.starts_at.type)
    rows = reading.session.execute(
        select(assignment.expert_id, latest).where(assignment.status.in_(LIVE)).group_by(assignment.expert_id)
    )
    return {row[0]: times.day_of(row[1]) for row in rows}


def _listed(reading: Reading, statement: Select[*tuple[Any, ...]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for owner, value in reading.session.execute(statement):
        found[owner].append(value)
    return found


def _counted(reading: Reading, statement: Select[*tuple[Any, ...]]) -> dict[int, int]:
    return {row[0]: row[1] for row in reading.session.execute(statement)}


def choices(reading: Reading) -> Choices:
    """What the expert's form and card offer, named in the reader's language."""
    association = tables.Association
    associations = reading.session.execute(select(association.id, association.name).order_by(association.name))
    return Choices(
        municipalities=themes.municipalities(reading),
        associations=tuple((row.id, row.name) for row in associations),
        task_types=tuple((row.id, row.name) for row in packages.task_types(reading)),
        themes=themes.choices(reading),
        clients=tuple((row.id, row.name) for row in clients.choices(reading)),
    )
