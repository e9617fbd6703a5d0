"""Associations that train experts, and through which some of them are reached."""

from __future__ import annotations

from dataclasses import dataclass

from domain import prose


@dataclass(frozen=True, kw_only=True)
class AssociationForm:
    """`contact_route_only`: its members are always reached through it."""

    name: str
    name_sv: str = ""
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    contact_route_only: bool = False
    theme_ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for name in ("name", "name_sv", "contact_name", "phone", "email"):
            object.__setattr__(self, name, prose.line(getattr(self, name)))
        prose.required(self.name, "Name")


@dataclass(frozen=True)
class AssociationRow:
    """`members` counts the experts in the bank that come from it, `through` those who are reached through it alone."""

    id: int
    version: int
    form: AssociationForm
    themes: tuple[str, ...]
    members: int
    through: int
