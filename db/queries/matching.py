"""What an order needs of experts, by what it is weighed, and the places that themes and municipalities have in columns."""

from __future__ import annotations

from sqlalchemy import select

from db import tables
from db.queries import needs, works
from db.session import Reading
from domain.assignments import AssignmentStatus, Party
from domain.errors import Missing
from domain.matching import weights as weighing
from domain.matching.need import Need
from domain.matching.vocabulary import Vocabulary
from domain.matching.weights import Weights


def need(reading: Reading, order_id: int) -> Need:
    found = needs.of(reading, [order_id])
    if order_id not in found:
        raise Missing()
    return found[order_id]


def withdrawn(reading: Reading, order_id: int) -> frozenset[int]:
    """Who has withdrawn from sessions to come: they are not proposed for the same task again."""
    own = tables.Assignment
    query = select(own.expert_id).where(
        own.order_id == order_id,
        own.status == AssignmentStatus.CANCELLED,
        own.cancelled_by == Party.EXPERT,
        own.starts_at > reading.now,
    )
    return frozenset(reading.session.execute(query).scalars())


def weights(reading: Reading) -> Weights:
    """Those in force today."""
    return weighing.on(reading.today, every_weights(reading))


def every_weights(reading: Reading) -> tuple[Weights, ...]:
    """Past and coming ones, the newest first; last those the program came with."""
    setting = tables.Setting
    query = select(setting.valid_from, setting.value).where(setting.key == weighing.KEY)
    rows = reading.session.execute(query.order_by(setting.valid_from.desc()))
    return (*(weighing.read(*row) for row in rows), weighing.DEFAULT)


def vocabulary(reading: Reading) -> Vocabulary:
    session, theme = reading.session, tables.Theme
    places = session.execute(select(tables.MunicipalityPlace).order_by(tables.MunicipalityPlace.code)).scalars()
    languages = session.execute(select(tables.ExpertLanguage.language).distinct()).scalars()
    return Vocabulary(
        themes={row.id: row.bit for row in session.execute(select(theme.id, theme.bit))},
        task_types=tuple(session.execute(select(tables.TaskType.id).order_by(tables.TaskType.id)).scalars()),
        languages=tuple(sorted(languages)),
        municipalities=tuple(works.municipality(row) for row in places),
    )
