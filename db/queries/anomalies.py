"""What is worth a look before a batch is approved, and what the approver has looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import case, cast, exists, func, or_, select

from db import tables
from db.base import Cents
from db.queries import accounts, fees, payment_rules, reports
from db.session import Reading
from domain import batches, bookings
from domain.batches import Anomaly, BatchLine, Finding, Payee
from domain.fees import LineKind
from domain.money import Money
from domain.payroll_details import TaxCard

A_DAY = timedelta(days=1)


def findings(reading: Reading, batch_id: int) -> Mapping[Anomaly, tuple[Finding, ...]]:
    """Judged against the batches made before this one."""
    lines = _lines(reading, tables.BatchLine.batch_id == batch_id)
    if not lines:
        return {}
    experts = {each.line.expert_id for each in lines}
    days = [each.line.work_date for each in lines]
    near = _lines(
        reading,
        tables.BatchLine.batch_id < batch_id,
        tables.PaymentLine.expert_id.in_(experts),
        tables.PaymentLine.work_date.between(min(days) - A_DAY, max(days) + A_DAY),
    )
    rules = payment_rules.current(reading)
    return batches.anomalies(lines, _payees(reading, batch_id, experts), near, rules)


def ticked(reading: Reading, batch_id: int, user_id: int) -> frozenset[Anomaly]:
    """The kinds this person has gone through in the batch's present content."""
    tick, batch = tables.BatchTick, tables.Batch
    return frozenset(
        reading.session.execute(
            select(tick.anomaly)
            .join(batch, batch.id == tick.batch_id)
            .where(
                tick.batch_id == batch_id,
                tick.ticked_by_id == user_id,
                tick.content_sha256 == batch.content_sha256,
            )
        ).scalars()
    )


def changed_accounts(reading: Reading, batch_id: int) -> tuple[str, ...]:
    """Names of payees whose account is no longer the one it was when the batch was checked."""
    place, line, details, expert = tables.BatchLine, tables.PaymentLine, tables.PayrollDetails, tables.Expert
    rows = reading.session.execute(
        select(expert.last_name, expert.first_name)
        .join(line, line.expert_id == expert.id)
        .join(place, place.line_id == line.id)
        .join(tables.Batch, tables.Batch.id == place.batch_id)
        .outerjoin(details, details.expert_id == expert.id)
        .where(
            place.batch_id == batch_id,
            tables.Batch.content_sha256.is_not(None),
            tables.Batch.exported_at.is_(None),
            or_(
                details.iban_index.is_(None),
                details.iban_index != place.account_index,
                place.account_index.is_(None),
                exists().where(tables.AccountChange.expert_id == expert.id, *accounts.due(reading.today)),
            ),
        )
        .distinct()
        .order_by(expert.last_name, expert.first_name)
    )
    return tuple(f"{row.first_name} {row.last_name}" for row in rows)


def _lines(reading: Reading, *where: Any) -> tuple[BatchLine, ...]:
    expert, order = tables.Expert, tables.Order
    rows = reading.session.execute(
        fees.lines()
        .add_columns(
            tables.Report.starts_at,
            case((expert.contact_protected, ""), else_=expert.municipality).label("home"),
            order.municipality.label("place"),
            (order.remote | expert.contact_protected).label("hidden"),
        )
        .join(tables.BatchLine, tables.BatchLine.line_id == tables.PaymentLine.id)
        .join(expert, expert.id == tables.PaymentLine.expert_id)
        .join(order, order.id == tables.Assignment.order_id)
        .where(*where)
    ).all()
    distances = _distances(reading, {(row.home, row.place) for row in rows if _driven(row)})
    return tuple(
        BatchLine(fees.line_of(row), row.starts_at, distances[row.home, row.place] if _driven(row) else None)
        for row in rows
    )


def _driven(row: Any) -> bool:
    """The dwelling place of a protected contact is not told by a distance either."""
    return row.PaymentLine.kind is LineKind.KILOMETRES and not row.hidden


def _distances(reading: Reading, journeys: Collection[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """There and back by the table of municipalities; None when a place is not known."""
    places = reports.municipalities(reading, {code for journey in journeys for code in journey})
    return {
        (home, place): 2 * bookings.distance_km(places[home], places[place]) if {home, place} <= places.keys() else None
        for home, place in journeys
    }


def _payees(reading: Reading, batch_id: int, experts: Collection[int]) -> list[Payee]:
    details = tables.PayrollDetails
    sums, moved = _earlier(reading, batch_id, experts)
    found = {
        row.expert_id: row
        for row in reading.session.execute(
            select(details.expert_id, details.tax_card, details.tax_card_until).where(details.expert_id.in_(experts))
        )
    }
    return [
        Payee(
            expert_id=expert_id,
            earlier=tuple(sums.get(expert_id, ())),
            account_changed=expert_id in moved,
            has_tax_card=expert_id in found and _has_card(found[expert_id], reading),
        )
        for expert_id in experts
    ]


def _has_card(details: Any, reading: Reading) -> bool:
    until = details.tax_card_until
    return details.tax_card is not TaxCard.MISSING and (until is None or until >= reading.today)


def _earlier(
    reading: Reading, batch_id: int, experts: Collection[int]
) -> tuple[dict[int, list[Money]], frozenset[int]]:
    """Each person's sums in earlier batches, newest first; and those last paid to another account than now."""
    place, line, details = tables.BatchLine, tables.PaymentLine, tables.PayrollDetails
    other = place.account_index.is_not(None) & place.account_index.is_distinct_from(details.iban_index)
    rows = reading.session.execute(
        select(
            line.expert_id,
            place.batch_id,
            cast(func.sum(line.amount), Cents()).label("amount"),
            other.label("other_account"),
        )
        .join(line, line.id == place.line_id)
        .outerjoin(details, details.expert_id == line.expert_id)
        .where(place.batch_id < batch_id, line.expert_id.in_(experts))
        .group_by(line.expert_id, place.batch_id, other)
        .order_by(place.batch_id.desc())
    )
    sums: dict[int, list[Money]] = {}
    last: dict[int, bool] = {}
    for row in rows:
        sums.setdefault(row.expert_id, []).append(row.amount)
        last.setdefault(row.expert_id, row.other_account)
    return sums, frozenset(expert_id for expert_id, elsewhere in last.items() if elsewhere)
