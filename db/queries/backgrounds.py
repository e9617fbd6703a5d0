"""The sealed levels of an expert's background as the card shows them, closed; and the consents that end soon."""

from __future__ import annotations

from sqlalchemy import literal, null, select, union_all

import texts
from db import tables
from db.queries import offers
from db.session import Reading
from domain import consents
from domain.backgrounds import Background, Level
from domain.consents import Consent, Given
from domain.today import EndingConsent


def of_expert(reading: Reading, expert_id: int) -> tuple[Background, ...]:
    """Every level, also what nobody has told; the words are not fetched."""
    expert, own = tables.Expert, tables.Background
    written = reading.session.execute(
        select(*(getattr(expert, level).is_not(None).label(level) for level in Level)).where(expert.id == expert_id)
    ).one()
    rows = reading.session.execute(select(own).where(own.expert_id == expert_id, own.withdrawn_at.is_(None))).scalars()
    held = {
        row.level: Consent(
            row.consent_from, row.consent_until, Given(row.purpose, row.given_how, row.given_on, row.given_to)
        )
        for row in rows
    }
    return tuple(Background(level, getattr(written, level), held.get(level)) for level in Level)


def ending(reading: Reading) -> tuple[EndingConsent, ...]:
    """Of people of the bank, the soonest first."""
    expert, own, theme, sealed = tables.Expert, tables.ExpertTheme, tables.Theme, tables.Background
    days = reading.today, consents.warned_until(reading.today)
    name = getattr(theme, f"name_{texts.current()}")
    themes = (
        select(own.expert_id, name.label("theme"), null().label("level"), own.consent_until.label("last"))
        .join(theme, theme.id == own.theme_id)
        .where(own.withdrawn_at.is_(None), own.consent_until.between(*days))
    )
    levels = select(sealed.expert_id, literal("").label("theme"), sealed.level, sealed.consent_until).where(
        sealed.withdrawn_at.is_(None), sealed.consent_until.between(*days)
    )
    found = union_all(themes, levels).subquery()
    rows = reading.session.execute(
        select(expert.id, offers.full_name(), found.c.theme, found.c.level, found.c.last)
        .join(found, found.c.expert_id == expert.id)
        .where(expert.left_on.is_(None))
        .order_by(found.c.last, expert.last_name, expert.id)
    )
    return tuple(
        EndingConsent(expert_id, name, theme, Level(level) if level else None, last)
        for expert_id, name, theme, level, last in rows
    )
