"""What has happened to one thing: the trail's events of it and of what belongs to it, the newest first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, or_, select, true

from db import values
from db.queries import reasons
from db.session import Reading
from db.tables import (
    AccountChange,
    Agreement,
    Assignment,
    Background,
    ContactPerson,
    ExpertTheme,
    Hint,
    Hold,
    Offer,
    PaymentLine,
    Report,
    RoleGrant,
    Setting,
    TrailEvent,
    User,
)
from domain.payment_rules import PREFIX
from domain.trail import Entry, Outcome

SHOWN = 100
Ids = Select[Any] | Sequence[int] | None
"""None for every row, those that are gone too."""


def of_order(reading: Reading, order_id: int, limit: int | None = None) -> tuple[Entry, ...]:
    """What was refused is not the order's history."""
    assigned = select(Assignment.id).where(Assignment.order_id == order_id)
    parts: dict[str, Ids] = {
        "orders": [order_id],
        "offers": select(Offer.id).where(Offer.order_id == order_id),
        "assignments": assigned,
        "reports": select(Report.id).where(Report.assignment_id.in_(assigned)),
    }
    return of(reading, parts, limit)


def of_expert(reading: Reading, expert_id: int, fields: Collection[str]) -> tuple[Entry, ...]:
    """Of the register, nothing of payroll. What the `fields` held is opened with the person's own key."""
    parts: dict[str, Ids] = {
        "experts": [expert_id],
        **{
            table.__tablename__: select(table.id).where(table.expert_id == expert_id)
            for table in (ExpertTheme, Background, Agreement, Hint)
        },
    }
    return _opened(reading, expert_id, reasons.told(reading, of(reading, parts)), fields)


def of_pay(reading: Reading, expert_id: int) -> tuple[Entry, ...]:
    """Of an expert's payroll details, nothing of the register; what they held is not opened, why somebody did is."""
    changes = select(AccountChange.id).where(AccountChange.expert_id == expert_id)
    return reasons.told(reading, of(reading, {"payroll_details": [expert_id], "account_changes": changes}))


def of_report(reading: Reading, report_id: int) -> tuple[Entry, ...]:
    lines = select(PaymentLine.id).where(PaymentLine.report_id == report_id)
    holds = select(Hold.id).where(Hold.line_id.in_(lines))
    return of(reading, {"reports": [report_id], "payment_lines": lines, "holds": holds})


def of_user(reading: Reading, user_id: int) -> tuple[Entry, ...]:
    grants = select(RoleGrant.id).where(RoleGrant.user_id == user_id)
    return of(reading, {"users": [user_id], "role_grants": grants})


def of_client(reading: Reading, client_id: int) -> tuple[Entry, ...]:
    contacts = select(ContactPerson.id).where(ContactPerson.client_id == client_id)
    return of(reading, {"clients": [client_id], "contact_persons": contacts})


def of_payment_rules(reading: Reading) -> tuple[Entry, ...]:
    return of(reading, {"settings": select(Setting.id).where(Setting.key.startswith(PREFIX, autoescape=True))})


def of(reading: Reading, parts: Mapping[str, Ids], limit: int | None = SHOWN) -> tuple[Entry, ...]:
    """`parts` are row ids by noun."""
    about = [
        (TrailEvent.noun == noun) & (true() if ids is None else TrailEvent.row_id.in_(ids))
        for noun, ids in parts.items()
    ]
    rows = reading.session.execute(
        select(TrailEvent, User.name)
        .outerjoin(User, User.id == TrailEvent.actor_id)
        .where(or_(*about), TrailEvent.outcome == Outcome.DONE)
        .order_by(TrailEvent.seq.desc())
        .limit(limit)
    )
    return tuple(entry(row.TrailEvent, row.name or "") for row in rows)


def entry(row: TrailEvent, name: str) -> Entry:
    facts = json.loads(row.facts)
    return Entry(row.seq, row.at, row.actor_id, name, row.act, row.noun, row.row_id, row.outcome, facts)


def _opened(reading: Reading, expert_id: int, entries: Iterable[Entry], fields: Collection[str]) -> tuple[Entry, ...]:
    """Only these fields' ciphertexts are fetched."""
    named = [(each, _named(each, fields)) for each in entries]
    found = values.opened(reading, {expert_id: [hash for _each, own in named for hash in own.values()]})
    return tuple(
        replace(each, values={name: found[hash] for name, hash in own.items() if hash in found}) for each, own in named
    )


def _named(each: Entry, fields: Collection[str]) -> dict[str, str]:
    own: Any = each.facts.get(values.FACT, {})
    return {name: hash for name, hash in own.items() if name in fields}
