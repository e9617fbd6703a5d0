"""Ordering units and their contact persons: as an order form offers them, and as a register."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

import texts
from db.session import Reading
from db.tables import Client, ContactPerson, Order
from domain.clients import ClientChoice, ClientRow, Contact, ContactChoice
from domain.errors import Missing


def name() -> ColumnElement[str]:
    """The client's name as a Swedish reader knows it, where one is written down."""
    if texts.current() == "sv":
        return func.coalesce(func.nullif(Client.name_sv, ""), Client.name)
    return Client.name.expression


def choices(reading: Reading) -> tuple[ClientChoice, ...]:
    rows = reading.session.execute(
        select(Client.id, name().label("name"), Client.cost_centre, Client.municipality).order_by("name")
    )
    return tuple(ClientChoice(*row) for row in rows)


def contacts(reading: Reading) -> tuple[ContactChoice, ...]:
    rows = reading.session.execute(
        select(
            ContactPerson.id, ContactPerson.client_id, ContactPerson.name, ContactPerson.phone, ContactPerson.email
        ).order_by(ContactPerson.name)
    )
    return tuple(ContactChoice(*row) for row in rows)


def register(reading: Reading) -> tuple[ClientRow, ...]:
    """Every orderer by name, with its contact persons and how many orders it has made."""
    ordered = dict(reading.session.execute(select(Order.client_id, func.count()).group_by(Order.client_id)).all())
    people: dict[int, list[Contact]] = {}
    for entry in contacts(reading):
        people.setdefault(entry.client_id, []).append(Contact(entry.id, entry.name, entry.phone, entry.email))
    rows = reading.session.execute(
        select(
            Client.id,
            Client.name,
            Client.name_sv,
            Client.parent_id,
            Client.group_name,
            Client.sector,
            Client.cost_centre,
            Client.business_id,
            Client.internal,
            Client.municipality,
            Client.version,
        ).order_by(Client.name)
    )
    return tuple(ClientRow(*row, ordered.get(row.id, 0), tuple(people.get(row.id, ()))) for row in rows)


def one(reading: Reading, client_id: int) -> ClientRow:
    found = next((row for row in register(reading) if row.id == client_id), None)
    if found is None:
        raise Missing()
    return found
