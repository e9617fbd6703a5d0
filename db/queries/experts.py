"""The register of experts and one expert's card; no query here touches payroll details."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, Select, bindparam, func, select
from sqlalchemy.sql.functions import aggregate_strings

from db import tables
from db.queries import clients, packages, themes
from db.session import Reading
from domain import experts, times
from domain.assignments import LIVE
from domain.experts import Attendance, EligibilityPolicy, Period, Standing
from domain.register import Choices, ExpertRow

expert, _theme, _language, _assignment = (
    tables.Expert,
    tables.ExpertTheme,
    tables.ExpertLanguage,
    tables.Assignment,
)
_training, _attendance, _agreement = tables.Training, tables.Attendance, tables.Agreement


def in_bank(day: Any) -> Any:
    """SQL condition: has joined and not left by `day`."""
    return (expert.joined_on <= day) & (expert.left_on.is_(None) | (expert.left_on >= day))


_DAY: BindParameter[date] = bindparam("day", type_=Date())
_LANGUAGES = (
    select(_language.expert_id, aggregate_strings(_language.language, ",").label("spoken"))
    .group_by(_language.expert_id)
    .subquery()
)
_CONSENTED = (
    select(_theme.expert_id, func.count(_theme.theme_id.distinct()).label("themes"))
    .where(
        _theme.withdrawn_at.is_(None),
        _theme.consent_from <= _DAY,
        _theme.consent_until.is_(None) | (_theme.consent_until >= _DAY),
    )
    .group_by(_theme.expert_id)
    .subquery()
)
_LAST = (
    select(_assignment.expert_id, func.max(_assignment.starts_at, type_=_assignment.starts_at.type).label("start"))
    .where(_assignment.status.in_(LIVE))
    .group_by(_assignment.expert_id)
    .subquery()
)
_IN_BANK = (
    select(
        expert.id,
        expert.number,
        expert.first_name,
        expert.last_name,
        tables.MunicipalityPlace.name,
        expert.work_wish,
        expert.paused_from,
        expert.paused_to,
        expert.contact_protected,
        func.coalesce(_LANGUAGES.c.spoken, ""),
        func.coalesce(_CONSENTED.c.themes, 0),
        _LAST.c.start,
    )
    .outerjoin(tables.MunicipalityPlace, tables.MunicipalityPlace.code == expert.municipality)
    .outerjoin(_LANGUAGES, _LANGUAGES.c.expert_id == expert.id)
    .outerjoin(_CONSENTED, _CONSENTED.c.expert_id == expert.id)
    .outerjoin(_LAST, _LAST.c.expert_id == expert.id)
    .where(in_bank(_DAY))
    .order_by(expert.last_name, expert.first_name, expert.id)
)
_ATTENDANCES = select(_attendance.expert_id, _training.kind, _training.held_on, _training.hours, _training.own).join(
    _training, _training.id == _attendance.training_id
)
_AGREEMENTS = select(_agreement.expert_id, _agreement.valid_from, _agreement.valid_to)
"""Built once: building a statement costs about as much as asking a small bank."""


def register(reading: Reading) -> tuple[ExpertRow, ...]:
    """Everyone in the bank today, by name. A protected contact's municipality is not told."""
    attended, agreed, policy = _attended(reading, None), _agreed(reading, None), EligibilityPolicy()
    return tuple(
        ExpertRow(
            id,
            number,
            f"{last_name} {first_name}",
            "" if protected else place or "",
            _languages(spoken),
            consented,
            experts.standing(attended.get(id, ()), agreed.get(id, ()), policy, experts.pause_of(wish, first, end)),
            last and times.day_of(last),
            wish,
            protected,
        )
        for id, number, first_name, last_name, place, wish, first, end, protected, spoken, consented, last in reading.rows(
            _IN_BANK, {"day": reading.today}
        )
    )


@functools.lru_cache(256)
def _languages(spoken: str) -> tuple[str, ...]:
    """Kept: twenty thousand people share a few dozen."""
    return tuple(sorted(spoken.split(","))) if spoken else ()


def standings_of(reading: Reading, expert_ids: Iterable[int]) -> dict[int, Standing]:
    """Three queries however many they are."""
    wanted = list(expert_ids)
    attended, agreed = _attended(reading, wanted), _agreed(reading, wanted)
    people = select(expert.id, expert.work_wish, expert.paused_from, expert.paused_to).where(expert.id.in_(wanted))
    policy = EligibilityPolicy()
    return {
        id: experts.standing(attended.get(id, ()), agreed.get(id, ()), policy, experts.pause_of(wish, first, last))
        for id, wish, first, last in reading.session.execute(people)
    }


def _attended(reading: Reading, wanted: list[int] | None) -> Mapping[int, list[Attendance]]:
    """Of everyone, or of these."""
    found: dict[int, list[Attendance]] = defaultdict(list)
    for row in reading.rows(_only(_ATTENDANCES, wanted)):
        found[row[0]].append(Attendance(*row[1:]))
    return found


def _agreed(reading: Reading, wanted: list[int] | None) -> Mapping[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for row in reading.rows(_only(_AGREEMENTS, wanted)):
        found[row[0]].append(Period(row[1], row[2] or date.max))
    return found


def _only(statement: Select[*tuple[Any, ...]], wanted: list[int] | None) -> Select[*tuple[Any, ...]]:
    owner = statement.selected_columns[0]
    return statement if wanted is None else statement.where(owner.in_(wanted))


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
        situations=themes.situations(reading),
    )
