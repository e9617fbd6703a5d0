"""The office's rules of payment: closing and payment days, and what is worth a look in a batch."""

from __future__ import annotations

from datetime import date

from commands import settings
from commands.acting import needs
from db import queries
from db.session import Writing
from domain import payment_rules, tariffs
from domain.payment_rules import PaymentRules
from domain.permissions import Permission


@needs(Permission.EDIT_PAYMENT_RULES)
def change(writing: Writing, rules: PaymentRules, valid_from: date) -> None:
    """From a day on, never from a past one; only what differs is written."""
    tariffs.check_not_past(valid_from, writing.today)
    before = payment_rules.stored(queries.payment_rules.current(writing, valid_from))
    for key, value in payment_rules.stored(rules).items():
        if before[key] != value:
            settings.store(writing, key, value, valid_from)
