"""The weights of matching, from a day on."""

from __future__ import annotations

from sqlalchemy import select

from commands.acting import needs
from db.session import Writing
from db.tables import Setting
from domain.errors import Refused
from domain.matching import weights
from domain.matching.weights import Weights
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.SET_WEIGHTS)
def put(writing: Writing, wanted: Weights) -> None:
    """In force from their day until later ones; those of the same day are replaced, the past never is."""
    if wanted.valid_from < writing.today:
        raise Refused("Weights are set from today on, never for a day that has passed.")
    entry = writing.session.execute(
        select(Setting).where(Setting.key == weights.KEY, Setting.valid_from == wanted.valid_from)
    ).scalar_one_or_none() or Setting(key=weights.KEY, valid_from=wanted.valid_from)
    entry.value, entry.set_by_id = weights.text(wanted), writing.viewer.id
    writing.session.add(entry)
    writing.record(Act.CHANGE, entry, key=weights.KEY, value=entry.value)
