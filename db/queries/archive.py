"""What an archive's filters mean in ids, and the rows of one block."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

import texts
from db.changes import Change
from db.held import Held
from db.queries import clients
from db.session import Reading
from db.tables import Assignment, Client, Expert, MunicipalityPlace, Order, Package
from domain.archive import ArchiveRow
from domain.times import Span

Named = tuple[tuple[int, str], ...]


def clients_by_name(reading: Reading) -> Named:
    rows = reading.session.execute(select(Client.id, clients.name()))
    return tuple(sorted(((row[0], row[1]) for row in rows), key=lambda named: named[1].casefold()))


def packages_by_name(reading: Reading) -> Named:
    rows = reading.session.execute(select(Package.id, getattr(Package, f"name_{texts.current()}")))
    return tuple(sorted(((row[0], row[1]) for row in rows), key=lambda named: named[1].casefold()))


def experts_called(reading: Reading, text: str) -> tuple[int, ...]:
    """Every word of the text is in the name; capitals do not matter, in no language."""
    found = _names.current(reading)
    for word in text.casefold().split():
        found = {expert_id: name for expert_id, name in found.items() if word in name}
    return tuple(found)


def _named(reading: Reading, expert_ids: Collection[int] | None = None) -> dict[int, str]:
    """Of these experts or of everyone."""
    query = select(Expert.id, Expert.first_name + " " + Expert.last_name)
    rows = reading.rows(query if expert_ids is None else query.where(Expert.id.in_(expert_ids)))
    return {expert_id: name.casefold() for expert_id, name in rows}


def _renamed(reading: Reading, names: dict[int, str], news: Sequence[Change]) -> dict[int, str]:
    touched = {change.row_id for change in news if change.noun == "experts"}
    return names | _named(reading, touched) if touched else names


_names = Held(lambda reading, _seq: _named(reading), _renamed)
"""A search among twenty thousand names in the database costs more than all the rest of a block."""


def rows(reading: Reading, ids: Collection[int]) -> tuple[ArchiveRow, ...]:
    """In the order of `ids`."""
    found = {
        row.id: ArchiveRow(
            id=row.id,
            order_id=row.order_id,
            span=Span(row.starts_at, row.ends_at),
            client=row.client,
            package=row.package,
            municipality=row.municipality,
            expert=f"{row.first_name} {row.last_name}",
            status=row.status,
        )
        for row in reading.session.execute(
            select(
                Assignment.id,
                Assignment.order_id,
                Assignment.starts_at,
                Assignment.ends_at,
                Assignment.status,
                clients.name().label("client"),
                getattr(Package, f"name_{texts.current()}").label("package"),
                func.coalesce(MunicipalityPlace.name, "").label("municipality"),
                Expert.first_name,
                Expert.last_name,
            )
            .join(Order, Order.id == Assignment.order_id)
            .join(Client, Client.id == Order.client_id)
            .join(Package, Package.id == Order.package_id)
            .join(Expert, Expert.id == Assignment.expert_id)
            .outerjoin(MunicipalityPlace, MunicipalityPlace.code == Order.municipality)
            .where(Assignment.id.in_(ids))
        )
    }
    return tuple(found[row_id] for row_id in ids)
