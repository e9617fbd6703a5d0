"""Everything one batch's page shows: names and amounts, never an identity code or a whole account."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from sqlalchemy import cast, func, select

from db import tables
from db.base import Cents
from db.queries import accounts, anomalies, batches, clients, fees, pay_runs
from db.session import Reading
from domain.batch_details import BatchDetails, Difference, Event, PaidPerson, Share
from domain.batches import BatchStatus
from domain.fees import FEES, LineKind, PaymentLine
from domain.money import Money, total
from domain.payments import BatchRow, Payable
from domain.tariffs import IncomeType

BEFORE_THE_FILE = frozenset({BatchStatus.OPEN, BatchStatus.CHECKED, BatchStatus.APPROVED})


def one(reading: Reading, batch_id: int) -> BatchDetails:
    found = batches.row(reading, batch_id)
    lines = fees.told(reading, batches.contents(reading, batch_id))
    waiting = batches.payable(reading, found.up_to) if found.status in BEFORE_THE_FILE else Payable((), ())
    own = reading.session.execute(
        select(tables.Batch.withdrawal_reason, tables.Batch.receipt, tables.Batch.checked_at).where(
            tables.Batch.id == batch_id
        )
    ).one()
    stopped = pay_runs.stopped(reading, waiting.left_out)
    names = batches.expert_names(reading, {line.expert_id for line in lines})
    return BatchDetails(
        row=found,
        people=_people(reading, lines, names),
        stopped=stopped,
        addable=waiting,
        findings=anomalies.findings(reading, batch_id),
        ticked=anomalies.ticked(reading, batch_id, reading.viewer.id),
        preparers=batches.preparers(reading, batch_id),
        changed_accounts=anomalies.changed_accounts(reading, batch_id),
        names=names,
        withdrawal_reason=own.withdrawal_reason,
        receipt=own.receipt,
        file_sha256=reading.session.execute(
            select(tables.PayrollFile.sha256)
            .where(tables.PayrollFile.batch_id == batch_id)
            .order_by(tables.PayrollFile.edition.desc())
            .limit(1)
        ).scalar_one_or_none(),
        timeline=_timeline(reading, batch_id),
        changes=accounts.changing(reading, [*names, *stopped.names]),
        comments=batches.comments(reading, batch_id),
        by_client=_by_client(reading, batch_id),
        by_cost_centre=_shares(lines, lambda line: line.cost_centre),
        by_type=_by_type(lines),
        difference=_difference(reading, found, lines),
        unconfirmed_fees=_unconfirmed_fees(reading, lines),
        checked_at=own.checked_at,
        uncompared=_uncompared(reading, lines),
    )


def _uncompared(reading: Reading, lines: Iterable[PaymentLine]) -> int:
    driven = [line.expert_id for line in lines if line.kind is LineKind.KILOMETRES]
    hidden = fees.protected(reading, set(driven)) if driven else frozenset()
    return sum(expert_id in hidden for expert_id in driven)


def _shares(lines: Iterable[PaymentLine], name: Callable[[PaymentLine], str]) -> tuple[Share, ...]:
    """The largest first."""
    parts: dict[str, list[Money]] = {}
    for line in lines:
        parts.setdefault(name(line), []).append(line.amount)
    shares = [Share(each, len(amounts), total(amounts)) for each, amounts in parts.items()]
    return tuple(sorted(shares, key=lambda share: (-share.amount.cents, share.name)))


def _by_type(lines: Iterable[PaymentLine]) -> dict[IncomeType, Share]:
    return {IncomeType(share.name): share for share in _shares(lines, lambda line: line.income_type.value)}


def _by_client(reading: Reading, batch_id: int) -> tuple[Share, ...]:
    line, place = tables.PaymentLine, tables.BatchLine
    amount = cast(func.sum(line.amount), Cents())
    rows = reading.session.execute(
        select(clients.name(), func.count(), amount)
        .select_from(place)
        .join(line, line.id == place.line_id)
        .join(tables.Report, tables.Report.id == line.report_id)
        .join(tables.Assignment, tables.Assignment.id == tables.Report.assignment_id)
        .join(tables.Order, tables.Order.id == tables.Assignment.order_id)
        .join(tables.Client, tables.Client.id == tables.Order.client_id)
        .where(place.batch_id == batch_id)
        .group_by(tables.Client.id, clients.name())
        .order_by(amount.desc(), clients.name())
    )
    return tuple(Share(*row) for row in rows)


def _difference(reading: Reading, row: BatchRow, lines: tuple[PaymentLine, ...]) -> Difference | None:
    """None for the first batch."""
    earlier = reading.session.execute(
        select(tables.BatchLine.batch_id)
        .where(tables.BatchLine.batch_id < row.id)
        .order_by(tables.BatchLine.batch_id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if earlier is None:
        return None
    before, payees = batches.row(reading, earlier), batches.payees(reading, earlier)
    now = {line.expert_id for line in lines}
    return Difference(
        batch_id=earlier,
        lines=row.lines - before.lines,
        people=row.people - before.people,
        amount=row.total - before.total,
        joined=len(now - payees),
        absent=len(payees - now),
    )


def _unconfirmed_fees(reading: Reading, lines: Iterable[PaymentLine]) -> tuple[str, ...]:
    rates = {line.rate_id for line in lines if line.kind in FEES}
    known = [rate for rate in fees.table(reading).rates if rate.id in rates and not rate.payroll_word]
    return tuple(dict.fromkeys(f"{rate.name} ({rate.income_type.value})" for rate in known))


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
