"""Many reports are approved at once as each would be alone: all of them, by the same rules, or none."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from commands import approvals
from db import tables
from db.session import Database
from domain.errors import Missing, Refused, Stale
from domain.flow import Seen
from domain.reports import ReportStatus
from domain.trail import Act
from tests import people, work


@pytest.fixture
def reports(database: Database) -> list[int]:
    work.settle(database)
    return work.reported(database, 1, 2, 3)


def approve(database: Database, seen: dict[int, Seen]) -> None:
    with database.writing(people.CLERK) as writing:
        approvals.approve(writing, seen)


def lines(database: Database) -> int:
    with database.reading(people.CLERK) as reading:
        return reading.session.execute(select(func.count()).select_from(tables.PaymentLine)).scalar_one()


def test_each_report_gets_its_lines_its_status_and_its_event(database: Database, reports: list[int]):
    approve(database, {each: Seen(1) for each in reports})
    rows = [work.row(database, tables.Report, each) for each in reports]
    assert {(row.status, row.version, row.approved_by_id) for row in rows} == {
        (ReportStatus.APPROVED, 2, people.CLERK.id)
    }
    assert lines(database) == 3
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        told = select(event.row_id).where(event.noun == "reports", event.act == Act.APPROVE).order_by(event.seq)
        assert reading.session.execute(told).scalars().all() == reports


@pytest.mark.parametrize(("number", "seen", "error"), [(0, Seen(9), Stale), (999, Seen(1), Missing)])
def test_one_that_has_changed_or_gone_stops_all(
    database: Database, reports: list[int], number: int, seen: Seen, error: type[Exception]
):
    wanted = {each: Seen(1) for each in reports}
    with pytest.raises(error):
        approve(database, {**wanted, (reports[0] if number == 0 else number): seen})
    assert lines(database) == 0
    assert work.row(database, tables.Report, reports[1]).status is ReportStatus.SUBMITTED


def test_nobody_approves_their_own_report_among_others(database: Database, reports: list[int]):
    with database.writing(people.BOTH) as writing:
        row = writing.session.get_one(tables.Report, reports[2])
        row.reported_by_id = people.CLERK.id
    with pytest.raises(Refused):
        approve(database, {each: Seen(1) for each in reports})
    assert lines(database) == 0


def test_approving_again_is_refused_and_pays_once(database: Database, reports: list[int]):
    approve(database, {each: Seen(1) for each in reports})
    with pytest.raises(Refused):
        approve(database, {each: Seen(2) for each in reports})
    assert lines(database) == 3
