"""The demo's payments: one batch for each month, from collecting to payroll's receipt."""

from __future__ import annotations

from datetime import date, timedelta

from commands import batches, payroll, receipts
from dashboard.demo import seasons
from dashboard.demo.office import Office, Story
from dashboard.demo.seasons import at
from dashboard.demo.staff import CLERK, CLERK_2, MANAGER
from db import queries
from db.session import Reading
from domain.flow import Seen
from domain.times import Month

REFUSED = "Tiedostosta puuttui kustannuspaikkojen sarake."
REJECTED = "Verokortti ei ole voimassa."


def month(office: Office, worked: Month, *, refused_once: bool = False) -> Story:
    collecting, pay_day = seasons.collecting_day(worked), seasons.pay_day(worked)
    return paid(office, worked.last, collecting, pay_day, refused_once=refused_once)


def paid(office: Office, up_to: date, collecting: date, pay_day: date, *, refused_once: bool = False) -> Story:
    """Collected and checked by one clerk, approved by the manager, exported by the other clerk.

    `refused_once`: payroll asks for another file of the same lines, and rejects one line of that.
    """
    yield at(collecting, 9)
    if not queries.batches.payable(office.by(CLERK), up_to).lines:
        return
    batch_id = prepare(office, up_to, pay_day)
    yield at(collecting + timedelta(days=1), 10)
    approve(office, batch_id)
    yield at(collecting + timedelta(days=1), 14)
    export(office, batch_id)
    if refused_once:
        yield at(collecting + timedelta(days=2), 9)
        writing = office.by(CLERK_2)
        payroll.renew(writing, batch_id, seen(writing, batch_id), payroll.prepare(writing, batch_id), REFUSED)
    yield at(pay_day, 15)
    writing = office.by(CLERK_2)
    rejected = {_last_line(writing, batch_id): REJECTED} if refused_once else {}
    receipt = f"Vastaanotettu {pay_day.day}.{pay_day.month}.{pay_day.year}"
    receipts.acknowledge(writing, batch_id, seen(writing, batch_id), receipt, rejected)


def _last_line(reading: Reading, batch_id: int) -> int:
    return queries.batches.contents(reading, batch_id)[-1].id


def prepare(office: Office, up_to: date, pay_day: date) -> int:
    writing = office.by(CLERK)
    batch_id = batches.collect(writing, up_to, pay_day)
    batches.check(writing, batch_id, seen(writing, batch_id))
    return batch_id


def approve(office: Office, batch_id: int) -> None:
    writing = office.by(MANAGER)
    for anomaly in queries.anomalies.findings(writing, batch_id):
        batches.tick(writing, batch_id, seen(writing, batch_id), anomaly)
    batches.approve(writing, batch_id, seen(writing, batch_id))


def export(office: Office, batch_id: int) -> None:
    writing = office.by(CLERK_2)
    payroll.export(writing, batch_id, seen(writing, batch_id), payroll.prepare(writing, batch_id))


def seen(reading: Reading, batch_id: int) -> Seen:
    return queries.batches.row(reading, batch_id).seen
