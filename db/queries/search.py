"""Search over everything that the viewer may see.

Names are looked for in the short tables (experts, orderers, contact persons), and their orders are then fetched by index: at
a million assignments nothing reads the orders through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select, union_all

import texts
from db import tables
from db.base import among
from db.queries import clients, offers
from db.session import Reading
from domain import search, times
from domain.assignments import AssignmentStatus
from domain.permissions import Permission
from domain.search import Asked, Hit, Kind

SHOWN = 6
"""Of each kind."""
KNOWN = 4
"""Of how many people or units the orders are looked for."""
TASK_DAYS = 14

Ids: TypeAlias = "Sequence[int]"


def everything(reading: Reading, text: str) -> tuple[Hit, ...]:
    """A constant number of queries, whatever is found."""
    asked = search.asked(text)
    if asked.too_short:
        return ()
    return tuple(hit for rights, find in KINDS if _may(reading, rights) for hit in find(reading, asked))


def _may(reading: Reading, rights: tuple[Permission, Permission | None]) -> bool:
    needed, not_with = rights
    return reading.viewer.may(needed) and (not_with is None or not reading.viewer.may(not_with))


def _orders(reading: Reading, asked: Asked) -> Iterator[Hit]:
    order, session = tables.Order, tables.Session
    day = select(func.max(session.starts_at, type_=session.starts_at.type)).where(session.order_id == order.id)
    rows = reading.session.execute(
        select(order.id, clients.name(), getattr(tables.Package, f"name_{texts.current()}"), day.scalar_subquery())
        .join(tables.Client, tables.Client.id == order.client_id)
        .join(tables.Package, tables.Package.id == order.package_id)
        .where(among(order.id))
        .order_by((order.id == (asked.number or 0)).desc(), order.id.desc())
        .limit(SHOWN),
        {"ids": _order_ids(reading, asked)},
    )
    for order_id, client, package, starts_at in rows:
        yield Hit(
            Kind.ORDER, order_id, str(order_id), f"{client}, {package}", times.day_of(starts_at) if starts_at else None
        )


def _order_ids(reading: Reading, asked: Asked) -> list[int]:
    """The number that was asked for, then the newest of the units, contact persons and experts of that name."""
    known = (_client_ids(reading, asked), _contact_ids(reading, asked), _expert_ids(reading, asked))
    ids = {f"{kind}{place}": id for kind, some in zip(OWNERS, known, strict=True) for place, id in enumerate(some)}
    of_name = reading.rows(_OF_NAME, {**_NOBODY, **ids})
    return [asked.number or 0, *(order_id for (order_id,) in of_name)]


def _newest(kind: str, place: int) -> Select[int]:
    row_id, owner, newest = OWNERS[kind]
    of_owner = select(row_id).where(owner == bindparam(f"{kind}{place}")).order_by(newest.desc()).limit(SHOWN)
    return select(of_owner.subquery().c[0].label("id"))


OWNERS: Mapping[str, tuple[Any, Any, Any]] = {
    "client": (tables.Order.id, tables.Order.client_id, tables.Order.id),
    "contact": (tables.Order.id, tables.Order.contact_id, tables.Order.id),
    "expert": (tables.Assignment.order_id, tables.Assignment.expert_id, tables.Assignment.starts_at),
}
"""By whom orders are found: the order's id, whose it is, and what makes it new."""
_NOBODY = {f"{kind}{place}": 0 for kind in OWNERS for place in range(KNOWN)}
_FOUND = union_all(*(_newest(kind, place) for kind in OWNERS for place in range(KNOWN))).subquery()
_OF_NAME = select(_FOUND.c.id).distinct().order_by(_FOUND.c.id.desc()).limit(SHOWN)
"""Asked also when nobody of that name is known: the same query each time."""


def _tasks(reading: Reading, asked: Asked) -> Iterator[Hit]:
    """Agreed tasks of the people and units of that name, from the last days on: what a caller may be talking of."""
    assignment, order = tables.Assignment, tables.Order
    of_units = select(order.id).where(order.client_id.in_(_client_ids(reading, asked)))
    wanted: list[ColumnElement[bool]] = [
        assignment.expert_id.in_(_expert_ids(reading, asked)),
        assignment.order_id.in_(of_units),
    ]
    if asked.number is not None:
        wanted.append(assignment.order_id == asked.number)
    rows = reading.session.execute(
        select(assignment.id, offers.full_name(), clients.name(), assignment.starts_at)
        .join(tables.Expert, tables.Expert.id == assignment.expert_id)
        .join(order, order.id == assignment.order_id)
        .join(tables.Client, tables.Client.id == order.client_id)
        .where(
            assignment.status == AssignmentStatus.AGREED,
            assignment.ends_at > reading.now - timedelta(days=TASK_DAYS),
            or_(*wanted),
        )
        .order_by(assignment.starts_at, assignment.id)
        .limit(SHOWN)
    )
    for task_id, expert, client, starts_at in rows:
        yield Hit(Kind.TASK, task_id, expert, client, times.day_of(starts_at))


def _experts(reading: Reading, asked: Asked) -> Iterator[Hit]:
    yield from _people(reading, asked, Kind.EXPERT)


def _payees(reading: Reading, asked: Asked) -> Iterator[Hit]:
    yield from _people(reading, asked, Kind.PAYEE)


def _people(reading: Reading, asked: Asked, kind: Kind) -> Iterator[Hit]:
    expert = tables.Expert
    rows = reading.session.execute(
        select(expert.id, offers.full_name(), expert.number)
        .where(_expert_matches(asked, telephone=kind is Kind.EXPERT))
        .order_by(*_first_called(asked, expert.last_name), expert.last_name, expert.first_name, expert.id)
        .limit(SHOWN)
    )
    for expert_id, name, number in rows:
        yield Hit(kind, expert_id, name, number)


def _clients(reading: Reading, asked: Asked) -> Iterator[Hit]:
    client = tables.Client
    rows = reading.session.execute(
        select(client.id, clients.name(), client.cost_centre)
        .where(_client_matches(asked))
        .order_by(*_first_called(asked, client.name), client.name, client.id)
        .limit(SHOWN)
    )
    for client_id, name, cost_centre in rows:
        yield Hit(Kind.CLIENT, client_id, name, cost_centre)


def _batches(reading: Reading, asked: Asked) -> Iterator[Hit]:
    if asked.number is None:
        return
    batch = tables.Batch
    rows = reading.session.execute(select(batch.id, batch.pay_date).where(batch.id == asked.number))
    for batch_id, pay_date in rows:
        yield Hit(Kind.BATCH, batch_id, str(batch_id), day=pay_date)


def _expert_ids(reading: Reading, asked: Asked) -> Ids:
    return _ids(reading, tables.Expert.id, _expert_matches(asked, reading.viewer.may(Permission.SEE_EXPERTS)))


def _client_ids(reading: Reading, asked: Asked) -> Ids:
    return _ids(reading, tables.Client.id, _client_matches(asked))


def _contact_ids(reading: Reading, asked: Asked) -> Ids:
    person = tables.ContactPerson
    return _ids(reading, person.id, _matches(asked, person.name, person.email) | _calls(asked, person.phone))


def _ids(reading: Reading, column: Any, condition: ColumnElement[bool]) -> Ids:
    return reading.session.execute(select(column).where(condition).order_by(column).limit(KNOWN)).scalars().all()


def _expert_matches(asked: Asked, telephone: bool) -> ColumnElement[bool]:
    """A protected number finds nobody."""
    expert = tables.Expert
    named = _matches(asked, expert.first_name, expert.last_name, expert.preferred_name, expert.number)
    if not telephone:
        return named
    return named | (_calls(asked, expert.phone) & expert.contact_protected.is_(False))


def _client_matches(asked: Asked) -> ColumnElement[bool]:
    client = tables.Client
    return _matches(asked, client.name, client.name_sv, client.cost_centre)


def _matches(asked: Asked, *columns: Any) -> ColumnElement[bool]:
    """Every word somewhere in the columns."""
    whole = columns[0]
    for column in columns[1:]:
        whole = whole + " " + func.coalesce(column, "")
    folded = func.lower(whole)
    return and_(*(folded.contains(word, autoescape=True) for word in asked.words))


def _calls(asked: Asked, phone: Any) -> ColumnElement[bool]:
    if not asked.telephone:
        return literal(False)
    digits = func.replace(func.replace(phone, " ", ""), "-", "")
    return digits.endswith(asked.telephone, autoescape=True)


def _first_called(asked: Asked, column: Any) -> tuple[ColumnElement[Any], ...]:
    """Names that begin with what was written come first."""
    if not asked.words:
        return ()
    return (func.lower(column).startswith(asked.words[0], autoescape=True).desc(),)


Find: TypeAlias = "Callable[[Reading, Asked], Iterator[Hit]]"
KINDS: tuple[tuple[tuple[Permission, Permission | None], Find], ...] = (
    ((Permission.SEE_ORDERS, None), _orders),
    ((Permission.RECORD_ABSENCES, Permission.SEE_ORDERS), _tasks),
    ((Permission.SEE_EXPERTS, None), _experts),
    ((Permission.SEE_PAYROLL_DETAILS, None), _payees),
    ((Permission.SEE_ORDERS, None), _clients),
    ((Permission.SEE_BATCHES, None), _batches),
)
"""The right that a kind needs, and the right with which a fuller kind takes its place."""
