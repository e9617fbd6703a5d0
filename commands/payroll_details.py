"""Payroll details: identity code, account and tax card; stored encrypted, shown only masked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from commands import accounts
from commands.acting import needs
from db import queries, values
from db.session import Writing
from db.tables import Expert, PayrollDetails
from domain.errors import Missing, Refused
from domain.identifiers import Hetu, Iban
from domain.payroll_details import TaxCard
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_PAYROLL_DETAILS)
def set_details(
    writing: Writing,
    expert_id: int,
    identity_code: Hetu | None,
    iban: Iban | None,
    tax_card: TaxCard,
    tax_card_until: date | None = None,
) -> None:
    """None keeps the identity code or account that is stored: neither is ever sent back to be filled in again.

    An account is only proposed here; another person confirms it.
    """
    if writing.viewer.expert_id == expert_id:
        raise Refused("Nobody changes their own payroll details. Another person does it.")
    if not writing.session.execute(select(Expert.id).where(Expert.id == expert_id).with_for_update()).all():
        raise Missing()
    row = writing.session.get(PayrollDetails, expert_id, with_for_update=True)
    if row is None:
        row = PayrollDetails(expert_id=expert_id)
        writing.session.add(row)
        writing.session.flush()
    changed: dict[str, tuple[object, object]] = {}
    if (row.tax_card, row.tax_card_until) != (tax_card, tax_card_until):
        changed["tax_card"] = ([row.tax_card, row.tax_card_until], [tax_card, tax_card_until])
    row.tax_card, row.tax_card_until = tax_card, tax_card_until
    if identity_code is not None:
        changed |= _set_identity_code(writing, row, identity_code)
    fields = [*changed, "account"] if iban is not None and accounts.propose(writing, row, iban) else [*changed]
    row.updated_by_id = writing.viewer.id
    writing.changed(row)
    writing.record(Act.CHANGE, row, fields=fields, **values.kept(writing, expert_id, changed))


def _set_identity_code(writing: Writing, row: PayrollDetails, code: Hetu) -> dict[str, tuple[object, object]]:
    """What was held and is now. While the index key is being changed, a code may be known by an earlier one."""
    indexes = writing.keys.blinds(code.value, "identity_code")
    if row.identity_code_index in indexes:
        return {}
    if queries.payroll_details.has_code(writing, indexes):
        raise Refused("Another expert has this personal identity code.")
    place = "payroll_details.identity_code"
    held = writing.keys.open(row.identity_code, place, row.expert_id).decode() if row.identity_code else ""
    row.identity_code = writing.keys.seal(code.value.encode(), place, row.expert_id)
    row.identity_code_index = indexes[0]
    return {"identity_code": (held, code.value)}
