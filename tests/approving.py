"""Batches approved as they are seen, and accounts that change meanwhile."""

from __future__ import annotations

from datetime import timedelta

from commands import accounts, batches, payroll_details
from db import queries, tables
from db.session import Database
from domain.batches import BatchStatus
from domain.flow import Seen
from domain.identifiers import Iban
from domain.payroll_details import TaxCard
from domain.permissions import Viewer
from tests import people, work
from tests.clocks import MONDAY_MORNING

OTHER_ACCOUNT = Iban("FI9757800750155448")


def of_two(database: Database) -> int:
    """A bank with a checked batch of two people and three lines of 30 euros."""
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.approved(database, 1, expert_id=2)
    return work.checked(database)


def ready(database: Database) -> int:
    """One checked batch of one approved report, with nothing left to tick."""
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    return batch_id


def status(database: Database, batch_id: int) -> BatchStatus:
    return work.row(database, tables.Batch, batch_id).status


def approve(
    database: Database, batch_id: int, by: Viewer = people.MANAGER, seen: Seen | None = None, key: str = ""
) -> str:
    """Without the ticks that `work.approve` makes first."""
    with database.writing(by) as writing:
        return batches.approve(writing, batch_id, seen or work.seen(database, batch_id), key)


def change_account(database: Database, expert_id: int = 1) -> None:
    """Proposed and confirmed a week ago, so its waiting days are over."""
    a_week_ago = MONDAY_MORNING - timedelta(days=7)
    with database.writing(people.CLERK_2, now=a_week_ago) as writing:
        payroll_details.set_details(writing, expert_id, None, OTHER_ACCOUNT, TaxCard.RECEIVED)
    with database.writing(people.CLERK, now=a_week_ago) as writing:
        (change,) = queries.accounts.changing(writing, [expert_id])
        accounts.confirm(writing, change.id, Seen(change.version), "Soitettu takaisin.")
