"""Associations that train experts and through which some of them are reached."""

from __future__ import annotations

from collections.abc import Collection

from commands.acting import needs
from db.session import Writing
from db.tables import Association, AssociationTheme
from domain import prose
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_EXPERTS)
def add(
    writing: Writing,
    name: str,
    name_sv: str = "",
    contact_name: str = "",
    phone: str = "",
    email: str = "",
    contact_route_only: bool = False,
    theme_ids: Collection[int] = (),
) -> int:
    """`contact_route_only` says that its members are always reached through it."""
    association = Association(
        name=prose.required(prose.line(name), "Name"),
        name_sv=prose.line(name_sv),
        contact_name=prose.line(contact_name),
        phone=prose.line(phone),
        email=prose.line(email),
        contact_route_only=contact_route_only,
    )
    writing.session.add(association)
    writing.session.flush()
    writing.session.add_all(
        AssociationTheme(association_id=association.id, theme_id=theme_id) for theme_id in sorted(theme_ids)
    )
    writing.record(Act.CREATE, association)
    return association.id
