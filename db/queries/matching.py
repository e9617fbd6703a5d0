"""What an order needs of experts, and the places that themes, tasks and municipalities have in the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select

from db import tables
from db.queries import fees, inductions, orders, profile_rows, works
from db.session import Reading
from domain import times
from domain.assignments import LIVE, AssignmentStatus, Party
from domain.bookings import UNKNOWN, Municipality
from domain.errors import Missing
from domain.experts import Period, TrainingKind
from domain.lanes import Slot, to_fill
from domain.matching import weights as weighing
from domain.matching.need import Need
from domain.matching.profiles import group_key
from domain.matching.vocabulary import Vocabulary
from domain.matching.weights import Weights
from domain.money import Money
from domain.orders import MOST_EXPERTS


def need(reading: Reading, order_id: int) -> Need:
    """The sessions are those that still lack somebody; of a full order all of them."""
    order = reading.session.execute(
        select(tables.Order, tables.Package.fee_code)
        .join(tables.Package, tables.Package.id == tables.Order.package_id)
        .where(tables.Order.id == order_id)
    ).one_or_none()
    if order is None:
        raise Missing()
    row = order.Order
    every = orders.slots(reading, order_id)
    lacking = to_fill(every, row.experts_needed)
    slots = lacking or to_fill(every, MOST_EXPERTS + 1)
    required = inductions.required(reading, order_id, row.package_id)
    on_order = _on_order(reading, order_id, slots)
    return Need(
        order_id=order_id,
        client_id=row.client_id,
        today=reading.today,
        task_type_id=row.task_type_id,
        language=row.language,
        place=None if row.remote else _place(reading, row.municipality),
        sessions=tuple(slot.span for slot in slots),
        themes=_themes(reading, order_id),
        role=row.theme_role,
        wished_expert_id=row.wished_expert_id,
        on_order=on_order,
        unwanted=_unwanted_by(reading, on_order),
        fee=_fee(reading, order.fee_code, slots),
        group=group_key(row.client_id, row.target_group),
        inductions=required,
        coming=_coming(reading, slots),
        taught=inductions.taught(reading, required, _before(reading, slots)) if required else {},
        full=bool(every) and not lacking,
    )


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


def _on_order(reading: Reading, order_id: int, slots: Iterable[Slot]) -> frozenset[int]:
    assignment = tables.Assignment
    sessions = [slot.session_id for slot in slots]
    query = select(assignment.expert_id).where(
        assignment.order_id == order_id, assignment.session_id.in_(sessions), assignment.status.in_(LIVE)
    )
    return frozenset(reading.session.execute(query).scalars())


def _unwanted_by(reading: Reading, expert_ids: Collection[int]) -> frozenset[int]:
    """Whom those who already have the order are not placed with."""
    if not expert_ids:
        return frozenset()
    other = tables.Unwanted.other_expert_id
    query = select(other).where(
        tables.Unwanted.expert_id.in_(expert_ids), other.is_not(None), profile_rows.lasting(reading.today)
    )
    return frozenset(found for found in reading.session.execute(query).scalars() if found is not None)


def _before(reading: Reading, slots: Collection[Slot]) -> Period:
    """From today to the first day of the task."""
    first = min((times.day_of(slot.span.start) for slot in slots), default=date.max)
    return Period(reading.today, max(first, reading.today))


def _coming(reading: Reading, slots: Collection[Slot]) -> dict[TrainingKind, date]:
    """The next event of each kind before the task."""
    training, days = tables.Training, _before(reading, slots)
    query = (
        select(training.kind, func.min(training.held_on))
        .where(training.held_on.between(days.first, days.last))
        .group_by(training.kind)
    )
    return {row[0]: row[1] for row in reading.session.execute(query)}


def _themes(reading: Reading, order_id: int) -> frozenset[int]:
    theme = tables.OrderTheme
    return frozenset(reading.session.execute(select(theme.theme_id).where(theme.order_id == order_id)).scalars())


def _place(reading: Reading, code: str) -> Municipality:
    row = reading.session.get(tables.MunicipalityPlace, code) if code else None
    return works.municipality(row) if row else UNKNOWN


def _fee(reading: Reading, code: str, slots: Collection[Slot]) -> Money | None:
    first = next(iter(slots), None)
    return works.expected(fees.table(reading), code, first.span) if first else None
