"""What an archive's filters mean in ids, and the rows of one block."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, or_, select

import texts
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
    """Every word of the text is in the name, as written or with a capital; neither database folds every letter's case."""
    query, name = select(Expert.id), Expert.first_name + " " + Expert.last_name
    for word in text.split():
        forms = {word, word.lower(), word.capitalize(), word.title()}
        query = query.where(or_(*(name.contains(form, autoescape=True) for form in forms)))
    return tuple(reading.session.execute(query.order_by(Expert.id)).scalars())


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
