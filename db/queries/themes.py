"""The controlled list of themes, and the municipalities."""

from __future__ import annotations

from sqlalchemy import select

import texts
from db.session import Reading
from db.tables import MunicipalityPlace, Theme
from domain.themes import Precision


def choices(reading: Reading) -> tuple[tuple[int, str], ...]:
    """By name, in the reader's language."""
    name = getattr(Theme, f"name_{texts.current()}")
    rows = reading.session.execute(select(Theme.id, name).order_by(name))
    return tuple((row[0], row[1]) for row in rows)


def situations(reading: Reading) -> frozenset[int]:
    """Themes of the second level."""
    return frozenset(reading.session.execute(select(Theme.id).where(Theme.level == Precision.SITUATION)).scalars())


def municipalities(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Pairs of a code and a name, by name."""
    rows = reading.session.execute(
        select(MunicipalityPlace.code, MunicipalityPlace.name).order_by(MunicipalityPlace.name)
    )
    return tuple((row[0], row[1]) for row in rows)
