"""The rows that a nation's work leaves in each table, from the order to the batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from commands import reference
from dashboard.demo import demand, nation_people, seasons, vocabulary
from dashboard.demo.nation_people import Rows, expert_id
from dashboard.demo.nation_work import REPORTED_DAYS, Series, Visit, Work, moment
from dashboard.demo.staff import CLERK, COORDINATOR, MANAGER
from domain import batches
from domain.assignments import FREE_CANCELLATION_HOURS, AssignmentStatus
from domain.batches import BatchStatus
from domain.fees import LineKind, LineRole, PaymentLine
from domain.money import Money, total
from domain.offers import Answer, OfferStatus
from domain.orders import OrderStatus
from domain.reports import ReportStatus
from domain.tariffs import FeeRate, FeeUnit
from domain.times import Month

FEE_CODES = {row["code"]: row["fee_code"] for row in reference.words("packages")}
APART = frozenset({"assignment_id", "order_id", "unit_price", "amount", "rate_id"})
"""Facts of a line that its row has under another name, or finds through its report."""


def tables(work: Work) -> Iterator[tuple[str, Rows]]:
    """In the order in which rows point to each other."""
    office = work.office
    themes, packages = office.ids["themes"], office.ids["packages"]
    handler = office.viewers[COORDINATOR.username].id
    yield "clients", (_client(*client) for client in work.clients)
    yield "orders", (_order(work, series, handler) for series in work.series)
    yield "order_themes", ({"order_id": s.number, "theme_id": themes[s.person.themes[0][0]]} for s in work.series)
    yield "sessions", (_session(visit) for visit in work.visits())
    yield "offers", (_offer(series, handler) for series in work.series)
    prices = {code: demand.prices(max(demand.PRICES))[code] for code in packages}
    yield "assignments", (_assignment(work, visit, prices) for visit in work.visits())
    yield "reports", (_report(work, visit, handler) for visit in work.visits(work.reported))
    yield "payment_lines", (_line_row(line) for line in _lines(work))
    yield from _batches(work)


def _client(key: int, unit: vocabulary.Unit, place: str) -> dict[str, Any]:
    return {
        "id": key,
        "name": f"{unit.fi}, {place}",
        "group_name": unit.group,
        "sector": unit.sector,
        "cost_centre": unit.cost_centre,
        "internal": unit.internal,
        "municipality": place,
    }


def _order(work: Work, series: Series, handler: int) -> dict[str, Any]:
    ids = work.office.ids
    kind = demand.WORK[series.package].task_types[0]
    return {
        "id": series.number,
        "status": OrderStatus.HANDLING,
        "client_id": series.client_id,
        "package_id": ids["packages"][series.package],
        "task_type_id": ids["task_types"][kind],
        "target_group": demand.WORK[series.package].target,
        "superior_consents": True,
        "municipality": nation_people.home(series.person),
        "handler_id": handler,
        "received_at": moment(series.days[0] - timedelta(days=14), 9),
    }


def _session(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.key,
        "order_id": visit.series.number,
        "place_in_series": visit.key - visit.series.first + 1,
        "starts_at": visit.starts,
        "ends_at": visit.ends,
    }


def _offer(series: Series, handler: int) -> dict[str, Any]:
    called = moment(series.days[0] - timedelta(days=13), 10)
    return {
        "id": series.number,
        "order_id": series.number,
        "expert_id": expert_id(series.person),
        "status": OfferStatus.ACCEPTED,
        "offered_at": called,
        "offered_by_id": handler,
        "answer": Answer.YES,
        "answered_at": called,
    }


def _assignment(work: Work, visit: Visit, prices: dict[str, Money]) -> dict[str, Any]:
    series = visit.series
    return {
        "id": visit.key,
        "offer_id": series.number,
        "order_id": series.number,
        "session_id": visit.key,
        "expert_id": expert_id(series.person),
        "status": AssignmentStatus.DONE if visit.day < work.reported else AssignmentStatus.AGREED,
        "starts_at": visit.starts,
        "ends_at": visit.ends,
        "agreed_at": moment(series.days[0] - timedelta(days=13), 10),
        "fee_code": _rate(work, visit).code,
        "free_cancellation_hours": FREE_CANCELLATION_HOURS,
        "client_price": prices[series.package],
        "cost_centre": series.unit.cost_centre,
    }


def _report(work: Work, visit: Visit, handler: int) -> dict[str, Any]:
    told = moment(visit.day + timedelta(days=REPORTED_DAYS), 9)
    approved = visit.day < work.approved
    return {
        "id": visit.key,
        "assignment_id": visit.key,
        "status": ReportStatus.APPROVED if approved else ReportStatus.SUBMITTED,
        "starts_at": visit.starts,
        "ends_at": visit.ends,
        "minutes": demand.WORK[visit.series.package].minutes,
        "reported_at": told,
        "reported_by_id": handler,
        "approved_at": told + timedelta(days=2) if approved else None,
        "approved_by_id": work.office.viewers[CLERK.username].id if approved else None,
    }


def _lines(work: Work) -> Iterator[PaymentLine]:
    """One fee for each approved visit."""
    clerk = work.office.viewers[CLERK.username].id
    for visit in work.visits(work.approved):
        rate, minutes = _rate(work, visit), demand.WORK[visit.series.package].minutes
        quantity = Decimal(minutes) / 60 if rate.unit is FeeUnit.HOUR else Decimal(1)
        yield PaymentLine(
            id=visit.key,
            report_id=visit.key,
            assignment_id=visit.key,
            order_id=visit.series.number,
            expert_id=expert_id(visit.series.person),
            role=LineRole.ORIGINAL,
            kind=LineKind.FEE,
            work_date=visit.day,
            fee_code=rate.code,
            quantity=quantity,
            unit_price=rate.price,
            amount=rate.price.times(quantity),
            income_type=rate.income_type,
            rate_id=rate.id,
            corrects_id=None,
            reason="",
            cost_centre=visit.series.unit.cost_centre,
            entered_by_id=clerk,
        )


def _line_row(line: PaymentLine) -> dict[str, Any]:
    row = {name: value for name, value in vars(line).items() if name not in APART}
    return row | {
        "unit_cents": line.unit_price,
        "cents": line.amount,
        "fee_rate_id": line.rate_id,
        "entered_at": moment(line.work_date + timedelta(days=REPORTED_DAYS + 2), 9),
    }


def _batches(work: Work) -> Iterator[tuple[str, Rows]]:
    """Each month's lines with the content that was approved; the files that went to payroll are not made."""
    by_month: dict[Month, list[PaymentLine]] = {month: [] for month in work.paid}
    for line in _lines(work):
        by_month.get(Month.of(line.work_date), []).append(line)
    keys = work.office.database.keys
    accounts = {expert_id(p): keys.blind(p.account.value, "iban") for p in work.workers}
    clerk = work.office.viewers[CLERK.username].id
    numbered = list(enumerate((entry for entry in by_month.items() if entry[1]), start=1))
    yield "batches", (_batch(work, key, month, lines) for key, (month, lines) in numbered)
    yield (
        "batch_lines",
        (
            {"batch_id": key, "line_id": line.id, "collected_by_id": clerk, "account_index": accounts[line.expert_id]}
            for key, (_month, lines) in numbered
            for line in lines
        ),
    )


def _batch(work: Work, key: int, month: Month, lines: Sequence[PaymentLine]) -> dict[str, Any]:
    clerk, manager = (work.office.viewers[login.username].id for login in (CLERK, MANAGER))
    collected, pay_day = moment(seasons.collecting_day(month), 9), seasons.pay_day(month)
    return {
        "id": key,
        "status": BatchStatus.ACKNOWLEDGED,
        "up_to": month.last,
        "pay_date": pay_day,
        "prepared_by_id": clerk,
        "prepared_at": collected,
        "checked_by_id": clerk,
        "checked_at": collected,
        "approved_by_id": manager,
        "approved_at": collected + timedelta(days=1),
        "exported_at": collected + timedelta(days=1, hours=1),
        "receipt": f"Vastaanotettu {pay_day.day}.{pay_day.month}.{pay_day.year}",
        "total": total(line.amount for line in lines),
        "content_sha256": batches.content_hash(lines, pay_day),
        "version": 5,
    }


def _rate(work: Work, visit: Visit) -> FeeRate:
    return work.fees.on(FEE_CODES[visit.series.package], visit.day)
