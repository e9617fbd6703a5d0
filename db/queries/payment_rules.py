"""The office's rules of payment in force on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from db.session import Reading
from db.tables import Setting
from domain import payment_rules
from domain.payment_rules import PaymentRules


def current(reading: Reading, day: date | None = None) -> PaymentRules:
    """Of today unless another day is told."""
    keys = [payment_rules.PREFIX + name for name in payment_rules.KINDS]
    rows = reading.session.execute(
        select(Setting.key, Setting.value)
        .where(Setting.key.in_(keys), Setting.valid_from <= (day or reading.today))
        .order_by(Setting.valid_from)
    )
    return payment_rules.read({row.key: row.value for row in rows})
