"""What orders need of experts, as matching sees them: a constant number of queries for one order or for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from db import tables
from db.queries import fees, inductions, orders, profile_rows, works
from db.session import Reading
from domain import times
from domain.assignments import LIVE
from domain.bookings import UNKNOWN, Municipality
from domain.experts import TrainingKind
from domain.inductions import Induction
from domain.lanes import to_fill
from domain.matching.need import Need
from domain.matching.profiles import group_key
from domain.orders import MOST_EXPERTS

Days = Mapping[Any, Sequence[date]]


def of(reading: Reading, order_ids: Collection[int]) -> dict[int, Need]:
    """By order, of those that are there. The sessions are those that still lack somebody; of a full order all of them."""
    heads = reading.session.execute(
        select(tables.Order, tables.Package.fee_code)
        .join(tables.Package, tables.Package.id == tables.Order.package_id)
        .where(tables.Order.id.in_(order_ids))
    ).all()
    around = _Around(reading, order_ids)
    return {row.Order.id: around.need(row.Order, row.fee_code) for row in heads}


@dataclass(frozen=True)
class _Work:
    session_id: int
    expert_id: int


class _Around:
    """What belongs to the orders: one query for each table."""

    def __init__(self, reading: Reading, order_ids: Collection[int]) -> None:
        order, assignment, theme = tables.Order, tables.Assignment, tables.OrderTheme
        self._reading = reading
        self._slots = orders.slots_of(reading, order_ids)
        self._inductions = inductions.required_of(reading, order_ids)
        self._themes = self._grouped(select(theme.order_id, theme.theme_id).where(theme.order_id.in_(order_ids)))
        live = select(assignment.order_id, assignment.session_id, assignment.expert_id).where(
            assignment.order_id.in_(order_ids), assignment.status.in_(LIVE)
        )
        self._work: dict[int, list[_Work]] = defaultdict(list)
        for order_id, *work in reading.session.execute(live):
            self._work[order_id].append(_Work(*work))
        self._unwanted = self._unwanted_by({work.expert_id for own in self._work.values() for work in own})
        place = tables.MunicipalityPlace
        places = select(place).where(place.code.in_(select(order.municipality).where(order.id.in_(order_ids))))
        self._places = {row.code: works.municipality(row) for row in reading.session.execute(places).scalars()}
        self._fees = fees.table(reading)
        self._coming, self._taught = self._events()

    def need(self, row: tables.Order, fee_code: str) -> Need:
        every = self._slots.get(row.id, ())
        lacking = to_fill(every, row.experts_needed)
        slots = lacking or to_fill(every, MOST_EXPERTS + 1)
        sessions = {slot.session_id for slot in slots}
        on_order = frozenset(work.expert_id for work in self._work[row.id] if work.session_id in sessions)
        required = self._inductions[row.id]
        last = max(min((times.day_of(slot.span.start) for slot in slots), default=date.max), self._reading.today)
        return Need(
            order_id=row.id,
            client_id=row.client_id,
            today=self._reading.today,
            task_type_id=row.task_type_id,
            language=row.language,
            place=None if row.remote else self._place(row.municipality),
            sessions=tuple(slot.span for slot in slots),
            themes=frozenset(self._themes[row.id]),
            role=row.theme_role,
            wished_expert_id=row.wished_expert_id,
            on_order=on_order,
            unwanted=frozenset(other for expert_id in on_order for other in self._unwanted[expert_id]),
            fee=works.expected(self._fees, fee_code, slots[0].span) if slots else None,
            group=group_key(row.client_id, row.target_group),
            inductions=required,
            coming=_next(self._coming, TrainingKind, last),
            taught=_next(self._taught, [one.id for one in required], last),
            full=bool(every) and not lacking,
        )

    def _place(self, code: str) -> Municipality:
        return self._places.get(code, UNKNOWN)

    def _grouped(self, query: Select[*tuple[Any, ...]]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for key, value in self._reading.session.execute(query):
            found[key].append(value)
        return found

    def _unwanted_by(self, expert_ids: Collection[int]) -> dict[int, list[int]]:
        """Whom those who already have an order are not placed with."""
        own = tables.Unwanted
        query = select(own.expert_id, own.other_expert_id).where(
            own.expert_id.in_(expert_ids), own.other_expert_id.is_not(None), profile_rows.lasting(self._reading.today)
        )
        return self._grouped(query) if expert_ids else defaultdict(list)

    def _events(self) -> tuple[Days, Days]:
        """The coming events' days, by kind and by induction."""
        training, held = tables.Training, tables.TrainingInduction
        kinds: Any = select(training.kind, training.held_on).where(training.held_on >= self._reading.today)
        taught: Any = (
            select(held.induction_id, training.held_on)
            .join(training, training.id == held.training_id)
            .where(training.held_on >= self._reading.today)
        )
        required: set[Induction] = {one for own in self._inductions.values() for one in own}
        return self._grouped(kinds), self._grouped(taught) if required else {}


def _next(days: Days, keys: Iterable[Any], last: date) -> dict[Any, date]:
    """The first day of each up to the `last`."""
    found = {key: min((day for day in days.get(key, ()) if day <= last), default=None) for key in keys}
    return {key: day for key, day in found.items() if day}
