"""Associations with their themes and how many experts come from each."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import case, func, select

import texts
from db.queries import experts
from db.session import Reading
from db.tables import Association, AssociationTheme, Expert, Theme
from domain.associations import AssociationForm, AssociationRow
from domain.errors import Missing
from domain.experts import ContactRoute


def every(reading: Reading) -> tuple[AssociationRow, ...]:
    """By name."""
    word = getattr(Theme, f"name_{texts.current()}")
    themes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for association_id, theme_id, name in reading.session.execute(
        select(AssociationTheme.association_id, Theme.id, word)
        .join(Theme, Theme.id == AssociationTheme.theme_id)
        .order_by(word)
    ):
        themes[association_id].append((theme_id, name))
    through = func.sum(case((Expert.contact_route == ContactRoute.ASSOCIATION, 1), else_=0))
    counted = reading.session.execute(
        select(Expert.association_id, func.count(), through)
        .where(Expert.association_id.is_not(None), experts.in_bank(reading.today))
        .group_by(Expert.association_id)
    )
    members = {row[0]: (row[1], int(row[2])) for row in counted}
    rows = reading.session.execute(select(Association).order_by(Association.name)).scalars()
    return tuple(_row(row, themes[row.id], *members.get(row.id, (0, 0))) for row in rows)


def one(reading: Reading, association_id: int) -> AssociationRow:
    found = next((row for row in every(reading) if row.id == association_id), None)
    if found is None:
        raise Missing()
    return found


def _row(row: Association, themes: list[tuple[int, str]], members: int, through: int) -> AssociationRow:
    form = AssociationForm(
        name=row.name,
        name_sv=row.name_sv,
        contact_name=row.contact_name,
        phone=row.phone,
        email=row.email,
        contact_route_only=row.contact_route_only,
        theme_ids=tuple(theme_id for theme_id, _name in themes),
    )
    return AssociationRow(row.id, row.version, form, tuple(name for _id, name in themes), members, through)
