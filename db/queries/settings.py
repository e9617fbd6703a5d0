"""Dated office settings."""

from __future__ import annotations

from sqlalchemy import select

from db.session import Reading
from db.tables import Setting


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
