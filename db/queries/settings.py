"""Dated office settings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from db.session import Reading
from db.tables import Setting

DEMO_MADE = "demo_made"


def value(reading: Reading, key: str, default: str = "") -> str:
    """The newest value in force today."""
    found = reading.session.execute(
        select(Setting.value)
        .where(Setting.key == key, Setting.valid_from <= reading.today)
        .order_by(Setting.valid_from.desc())
        .limit(1)
    ).scalar_one_or_none()
    return default if found is None else found


def is_demo(reading: Reading) -> bool:
    return value(reading, "demo") != ""


def demo_day(reading: Reading) -> date | None:
    """When the demo bank was made; None in a real bank."""
    return reading.session.execute(
        select(Setting.valid_from).where(Setting.key == DEMO_MADE).order_by(Setting.valid_from.desc()).limit(1)
    ).scalar_one_or_none()
