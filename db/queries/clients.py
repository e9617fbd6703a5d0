"""Ordering units and their contact persons: as an order form offers them, and as a register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.sql.elements import ColumnElement

import texts
from db.session import Reading
from db.tables import Client, ContactPerson, Order
from domain.clients import ClientChoice, ClientRow, Contact, ContactChoice
from domain.errors import Missing


def name(language: str | None = None) -> ColumnElement[str]:
    """The client's name as a Swedish reader knows it, where one is written down."""
    if (language or texts.current()) == "sv":
        return func.coalesce(func.nullif(Client.name_sv, ""), Client.name)
    return Client.name.expression


def choices(reading: Reading) -> tuple[ClientChoice, ...]:
    rows = reading.session.execute(
        select(Client.id, name().label("name"), Client.cost_centre, Client.municipality).order_by("name")
    )
    return tuple(ClientChoice(*row) for row in rows)


def contacts(reading: Reading) -> tuple[ContactChoice, ...]:
    return tuple(ContactChoice(*row) for row in reading.session.execute(_CONTACTS))


def register(reading: Reading) -> tuple[ClientRow, ...]:
    """Every orderer by name, with its contact persons and how many orders it has made."""
    people: dict[int, list[Contact]] = {}
    for id, client_id, name, phone, email in reading.rows(_CONTACTS):
        people.setdefault(client_id, []).append(Contact(id, name, phone, email))
    put: Callable[..., ClientRow] = ClientRow
    return tuple(put(*row, tuple(people.get(row[0], ()))) for row in reading.rows(_REGISTER))


_CONTACTS = select(
    ContactPerson.id, ContactPerson.client_id, ContactPerson.name, ContactPerson.phone, ContactPerson.email
).order_by(ContactPerson.name)
_REGISTER: Select[*tuple[Any, ...]] = select(
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
    select(func.count()).where(Order.client_id == Client.id).scalar_subquery(),
).order_by(Client.name)
"""Built once: building a statement costs about as much as asking a small bank."""


def one(reading: Reading, client_id: int) -> ClientRow:
    found = next((row for row in register(reading) if row.id == client_id), None)
    if found is None:
        raise Missing()
    return found
