"""Ordering units and their contact persons."""

from __future__ import annotations

from commands.acting import needs
from db.session import Writing
from db.tables import Client, ContactPerson, MunicipalityPlace
from domain import prose
from domain.clients import ClientForm
from domain.errors import Missing
from domain.flow import Seen
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_ORDERS)
def add(writing: Writing, form: ClientForm) -> int:
    _check_known(writing, form)
    client = Client(**vars(form))
    writing.session.add(client)
    writing.record(Act.CREATE, client)
    return client.id


@needs(Permission.EDIT_ORDERS)
def edit(writing: Writing, client_id: int, seen: Seen, form: ClientForm) -> None:
    client = writing.locked(Client, client_id, seen)
    _check_known(writing, form)
    changed = [name for name, value in vars(form).items() if getattr(client, name) != value]
    for name in changed:
        setattr(client, name, getattr(form, name))
    if changed:
        writing.changed(client)
        writing.record(Act.CHANGE, client, fields=sorted(changed))


@needs(Permission.EDIT_ORDERS)
def add_contact(writing: Writing, client_id: int, name: str, phone: str = "", email: str = "") -> int:
    client = writing.locked(Client, client_id)
    contact = ContactPerson(
        client_id=client.id,
        name=prose.required(prose.line(name), "Name"),
        phone=prose.line(phone),
        email=prose.line(email),
    )
    writing.session.add(contact)
    writing.record(Act.CREATE, contact, client_id=client.id)
    return contact.id


def _check_known(writing: Writing, form: ClientForm) -> None:
    wanted = ((Client, form.parent_id), (MunicipalityPlace, form.municipality or None))
    if any(key is not None and writing.session.get(table, key) is None for table, key in wanted):
        raise Missing()
