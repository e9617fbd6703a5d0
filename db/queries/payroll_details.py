"""Experts with what payroll has of them, masked: an identity code is there or not, an account is its last four characters."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, select

from db import tables
from db.session import Reading
from domain.errors import Missing
from domain.payroll_details import Masked, TaxCard


def everyone(reading: Reading) -> tuple[Masked, ...]:
    """Everyone in the bank by name; those who have left stay while they have details."""
    expert, details = tables.Expert, tables.PayrollDetails
    rows = _rows().where(expert.left_on.is_(None) | details.expert_id.is_not(None))
    return tuple(_masked(row) for row in reading.session.execute(rows.order_by(expert.last_name, expert.first_name)))


def one(reading: Reading, expert_id: int) -> Masked:
    row = reading.session.execute(_rows().where(tables.Expert.id == expert_id)).one_or_none()
    if row is None:
        raise Missing()
    return _masked(row)


def has_code(reading: Reading, indexes: Collection[bytes]) -> bool:
    """Whether an identity code is anybody's; `indexes` are how it may stand in the database."""
    details = tables.PayrollDetails
    found = select(exists().where(details.identity_code_index.in_(indexes)))
    return bool(reading.session.execute(found).scalar())


def _rows() -> Select[*tuple[Any, ...]]:
    expert, details = tables.Expert, tables.PayrollDetails
    return select(
        expert.id,
        expert.number,
        expert.first_name,
        expert.last_name,
        details.identity_code_index.is_not(None).label("has_identity_code"),
        details.account_ending,
        details.account_changed_at,
        details.tax_card,
        details.tax_card_until,
    ).outerjoin(details, details.expert_id == expert.id)


def _masked(row: Any) -> Masked:
    return Masked(
        expert_id=row.id,
        number=row.number,
        name=f"{row.last_name} {row.first_name}",
        has_identity_code=bool(row.has_identity_code),
        account_ending=row.account_ending or "",
        account_changed_at=row.account_changed_at,
        tax_card=row.tax_card or TaxCard.MISSING,
        tax_card_until=row.tax_card_until,
    )
