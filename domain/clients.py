"""Ordering units and their contact persons."""

from __future__ import annotations

from dataclasses import dataclass

from domain import prose
from domain.identifiers import BusinessId

TEXTS = ("name", "name_sv", "group_name", "sector", "cost_centre", "business_id", "municipality")


@dataclass(frozen=True, kw_only=True)
class ClientForm:
    """`group_name` is the reporting group; `municipality` is Statistics Finland's code."""

    name: str
    name_sv: str = ""
    parent_id: int | None = None
    group_name: str = ""
    sector: str = ""
    cost_centre: str = ""
    business_id: str = ""
    internal: bool = True
    municipality: str = ""

    def __post_init__(self) -> None:
        for name in TEXTS:
            object.__setattr__(self, name, prose.line(getattr(self, name)))
        prose.required(self.name, "Name")
        if self.business_id:
            object.__setattr__(self, "business_id", BusinessId(self.business_id).value)


@dataclass(frozen=True)
class ClientChoice:
    """An orderer as a form offers it."""

    id: int
    name: str
    cost_centre: str
    municipality: str


@dataclass(frozen=True)
class ContactChoice:
    id: int
    client_id: int
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class Contact:
    id: int
    name: str
    phone: str
    email: str


@dataclass(frozen=True)
class ClientRow:
    """An orderer in the register; `orders` counts all its orders."""

    id: int
    name: str
    name_sv: str
    parent_id: int | None
    group_name: str
    sector: str
    cost_centre: str
    business_id: str
    internal: bool
    municipality: str
    version: int
    orders: int
    contacts: tuple[Contact, ...]
