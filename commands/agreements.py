"""Framework agreements with experts."""

from __future__ import annotations

from datetime import date

from commands.acting import needs
from db.session import Writing
from db.tables import Agreement, Expert
from domain import prose
from domain.agreements import AgreementKind, Payer
from domain.errors import Refused
from domain.flow import Seen
from domain.permissions import Permission
from domain.trail import Act


@needs(Permission.EDIT_EXPERTS)
def sign(
    writing: Writing,
    expert_id: int,
    number: str,
    kind: AgreementKind,
    valid_from: date,
    valid_to: date | None,
    filed_at: str,
    insurance_statement: str,
    keeps_rates: bool = False,
    payer: Payer = Payer.BANK,
) -> int:
    """Records a signed agreement; the signed paper or file itself lies where `filed_at` says."""
    _check_period(valid_from, valid_to)
    agreement = Agreement(
        expert_id=writing.locked(Expert, expert_id).id,
        number=prose.required(prose.line(number), "Agreement number"),
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        filed_at=prose.line(filed_at),
        insurance_statement=prose.line(insurance_statement),
        keeps_rates=keeps_rates,
        payer=payer,
    )
    writing.session.add(agreement)
    writing.record(Act.CREATE, agreement, expert_id=expert_id)
    return agreement.id


@needs(Permission.EDIT_EXPERTS)
def end(writing: Writing, agreement_id: int, seen: Seen, last_day: date) -> None:
    """Ends an agreement on a day, or moves its end; what was agreed under it stays."""
    agreement = writing.locked(Agreement, agreement_id, seen)
    _check_period(agreement.valid_from, last_day)
    agreement.valid_to = last_day
    writing.changed(agreement)
    writing.record(Act.CHANGE, agreement, fields=["valid_to"], valid_to=last_day.isoformat())


def _check_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Refused("The last day must not come before the first.")
