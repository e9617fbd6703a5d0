"""Associations that train experts and through which some of them are reached."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from commands.acting import needs
from db.session import Writing
from db.tables import Association, AssociationTheme, Theme
from domain.associations import AssociationForm
from domain.errors import Missing
from domain.flow import Seen
from domain.permissions import Permission
from domain.trail import Act

PLAIN = ("name", "name_sv", "contact_name", "phone", "email", "contact_route_only")


@needs(Permission.EDIT_EXPERTS)
def add(writing: Writing, form: AssociationForm) -> int:
    association = Association(**{name: getattr(form, name) for name in PLAIN})
    writing.session.add(association)
    writing.session.flush()
    _keep_themes(writing, association.id, form.theme_ids)
    writing.record(Act.CREATE, association)
    return association.id


@needs(Permission.EDIT_EXPERTS)
def edit(writing: Writing, association_id: int, seen: Seen, form: AssociationForm) -> None:
    association = writing.locked(Association, association_id, seen)
    for name in PLAIN:
        setattr(association, name, getattr(form, name))
    writing.session.execute(delete(AssociationTheme).where(AssociationTheme.association_id == association_id))
    _keep_themes(writing, association_id, form.theme_ids)
    writing.changed(association)
    writing.record(Act.CHANGE, association)


def _keep_themes(writing: Writing, association_id: int, theme_ids: Collection[int]) -> None:
    if any(writing.session.get(Theme, theme_id) is None for theme_id in theme_ids):
        raise Missing()
    writing.session.add_all(
        AssociationTheme(association_id=association_id, theme_id=theme_id) for theme_id in sorted(set(theme_ids))
    )
