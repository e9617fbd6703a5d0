"""Everything one batch's page shows: names and amounts, never an identity code or a whole account."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select

from db import tables
from db.queries import anomalies, batches
from db.session import Reading
from domain.batches import BatchStatus, LeftOut, LeftOutReason
from domain.fees import PaymentLine
from domain.payments import BatchDetails, Event, PaidPerson, Payable

BEFORE_THE_FILE = frozenset({BatchStatus.OPEN, BatchStatus.CHECKED, BatchStatus.APPROVED})


def one(reading: Reading, batch_id: int) -> BatchDetails:
    found = batches.row(reading, batch_id)
    lines = batches.contents(reading, batch_id)
    waiting = batches.payable(reading, found.up_to) if found.status in BEFORE_THE_FILE else Payable((), ())
    own = reading.session.execute(
        select(tables.Batch.withdrawal_reason, tables.Batch.receipt).where(tables.Batch.id == batch_id)
    ).one()
    names = batches.expert_names(
        reading, {line.expert_id for line in lines} | {left.expert_id for left in waiting.left_out}
    )
    return BatchDetails(
        row=found,
        people=_people(reading, lines, names),
        left_out=waiting.left_out,
        addable=len(waiting.lines),
        findings=anomalies.findings(reading, batch_id),
        ticked=anomalies.ticked(reading, batch_id, reading.viewer.id),
        preparers=batches.preparers(reading, batch_id),
        changed_accounts=anomalies.changed_accounts(reading, batch_id),
        names=names,
        hold_reasons=_hold_reasons(reading, waiting.left_out),
        withdrawal_reason=own.withdrawal_reason,
        receipt=own.receipt,
        file_sha256=reading.session.execute(
            select(tables.PayrollFile.sha256)
            .where(tables.PayrollFile.batch_id == batch_id)
            .order_by(tables.PayrollFile.edition.desc())
            .limit(1)
        ).scalar_one_or_none(),
        timeline=_timeline(reading, batch_id),
    )


def _hold_reasons(reading: Reading, left_out: Iterable[LeftOut]) -> dict[int, str]:
    """Line → why it is on hold."""
    hold = tables.Hold
    held = [left.line_id for left in left_out if left.reason is LeftOutReason.ON_HOLD]
    rows = reading.session.execute(
        select(hold.line_id, hold.reason).where(hold.line_id.in_(held), hold.released_at.is_(None))
    )
    return {found.line_id: found.reason for found in rows}


def _people(reading: Reading, lines: tuple[PaymentLine, ...], names: dict[int, str]) -> tuple[PaidPerson, ...]:
    details = tables.PayrollDetails
    rows = reading.session.execute(
        select(details.expert_id, details.account_ending).where(
            details.expert_id.in_({line.expert_id for line in lines})
        )
    )
    endings = {found.expert_id: found.account_ending for found in rows}
    own: dict[int, list[PaymentLine]] = {}
    for line in lines:
        own.setdefault(line.expert_id, []).append(line)
    ordered = sorted(own, key=lambda expert_id: (names[expert_id].casefold(), expert_id))
    return tuple(PaidPerson(each, names[each], endings.get(each, ""), tuple(own[each])) for each in ordered)


def _timeline(reading: Reading, batch_id: int) -> tuple[Event, ...]:
    """Newest first."""
    event = tables.TrailEvent
    rows = reading.session.execute(
        select(event.at, tables.User.name, event.act, event.facts)
        .outerjoin(tables.User, tables.User.id == event.actor_id)
        .where(event.noun == tables.Batch.__tablename__, event.row_id == batch_id)
        .order_by(event.seq.desc())
    )
    return tuple(Event(found.at, found.name or "", found.act, json.loads(found.facts)) for found in rows)
