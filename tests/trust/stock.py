"""Rows laid ready for many people at once: batches to approve and to export, orders to fill, an account to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

import commands.approvals
import commands.batches
import commands.offers
import commands.orders
import commands.payroll_details
import commands.reports
from db import queries, tables
from db.session import Database
from domain.flow import Seen
from domain.identifiers import Iban
from domain.orders import OrderForm
from domain.payments import Payable
from domain.payroll_details import TaxCard
from domain.times import HELSINKI, Span
from tests import make, people, work

PAYEE = 1
HOURS = range(8, 20, 2)
OTHER_ACCOUNTS = (Iban("FI9757800750155448"), Iban("FI5542345670000081"))


@dataclass(frozen=True)
class OnScreen:
    """A batch as it stands before the person who decides."""

    id: int
    version: int
    content: str

    def posted(self, key: str) -> dict[str, object]:
        return {"version": self.version, "content": self.content, "key": key}


def payee(database: Database) -> None:
    """The first expert of the bank, to whom one earlier batch has been paid: no anomaly stops the next ones."""
    make.order(database, make.settle(database))
    make.expert(database)
    work.details(database, PAYEE)
    work.approved(database, 1)
    work.checked(database)


def checked(database: Database, count: int, before: int = 0) -> list[OnScreen]:
    """So many batches of one line each, prepared by the first clerk; `before` are days already taken by others."""
    assignments = [work.assignment(database, -number, PAYEE) for number in range(before + 1, before + count + 1)]
    with database.writing(people.COORDINATOR) as writing:
        commands.reports.confirm(writing, assignments)
    with database.writing(people.CLERK) as writing:
        reports = select(tables.Report.id).where(tables.Report.assignment_id.in_(assignments))
        commands.approvals.approve(writing, {one: Seen(1) for one in writing.session.execute(reports).scalars()})
        payable = queries.batches.payable(writing, work.UP_TO)
        ready = [
            commands.batches.collect(writing, work.UP_TO, work.PAY_DATE, Payable((line,), ())) for line in payable.lines
        ]
        for batch_id in ready:
            commands.batches.check(writing, batch_id, Seen(1))
    return [on_screen(database, batch_id) for batch_id in ready]


def on_screen(database: Database, batch_id: int) -> OnScreen:
    seen = work.seen(database, batch_id)
    return OnScreen(batch_id, seen.version, seen.content_sha256 or "")


def approved(database: Database, batches: Sequence[OnScreen]) -> list[OnScreen]:
    """By the manager; as the clerk sees them then."""
    with database.writing(people.MANAGER) as writing:
        for batch in batches:
            commands.batches.approve(writing, batch.id, Seen(batch.version, batch.content))
    return [replace(batch, version=batch.version + 1) for batch in batches]


def proposed(database: Database, place: int) -> tuple[int, int]:
    """Another account of the same expert, proposed by the first clerk: id and version of the change."""
    with database.writing(people.CLERK) as writing:
        account = OTHER_ACCOUNTS[place % 2]
        commands.payroll_details.set_details(writing, PAYEE, None, account, TaxCard.RECEIVED)
        (change,) = queries.accounts.changing(writing, [PAYEE])
        return change.id, change.version


def orders(database: Database, first: int, count: int, at_once: int = 1) -> list[int]:
    """Orders from the `first` free hour on, `at_once` of them at each."""
    with database.reading(people.NOBODY) as reading:
        known = reading.session.get_one(tables.Order, 1)
        facts = {"client_id": known.client_id, "package_id": known.package_id, "task_type_id": known.task_type_id}
    theme = make.theme(database, "housing")
    form = OrderForm(**facts, theme_ids=(theme,), municipality=make.VANTAA)
    with database.writing(people.COORDINATOR, now=datetime.now(UTC)) as writing:
        return [
            commands.orders.create(writing, replace(form, spans=(_at(first + place // at_once),)))
            for place in range(count)
        ]


def offered(database: Database, order_ids: Sequence[int], expert_id: int) -> None:
    with database.writing(people.COORDINATOR, now=datetime.now(UTC)) as writing:
        for order_id in order_ids:
            commands.offers.offer(writing, order_id, expert_id)


def expert(database: Database) -> int:
    """Whose training is good for every order below, whatever day it is: the bank's clock goes with the machine's."""
    clock, database.clock = database.clock, lambda: datetime.now(UTC)
    try:
        return make.expert(database, trained_on=datetime.now(HELSINKI).date())
    finally:
        database.clock = clock


def _at(place: int) -> Span:
    """Six hours a day from the day after tomorrow on, none of which touches another."""
    day, hour = divmod(place, len(HOURS))
    start = datetime.now(HELSINKI).replace(hour=HOURS[hour], minute=0, second=0, microsecond=0)
    start += timedelta(days=2 + day)
    return Span(start, start + timedelta(hours=1))
