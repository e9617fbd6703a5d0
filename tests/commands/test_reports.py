"""From held work to an approved report and its payment lines."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from commands import reports
from db import queries, tables
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.errors import Refused, Stale
from domain.fees import LineKind
from domain.flow import Seen
from domain.money import Money
from domain.reports import OverrunDecision, ReportBasis, ReportForm, ReportStatus, TravelKind, TravelRow
from domain.times import Span
from tests import people, races, work
from tests.clocks import Clock

FIRST = Seen(1)


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)


def span(minutes: int) -> Span:
    return Span(work.FIRST, work.FIRST + timedelta(minutes=minutes))


def lines(database: Database, report_id: int) -> list[tuple[LineKind, Decimal, int]]:
    """Kind, quantity and cents of what a report pays."""
    line = tables.PaymentLine
    with database.reading(people.CLERK) as reading:
        rows = reading.session.execute(
            select(line.kind, line.quantity, line.amount).where(line.report_id == report_id).order_by(line.id)
        )
        return [(row.kind, row.quantity, row.amount.cents) for row in rows]


def enter(database: Database, assignment_id: int, form: ReportForm) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return reports.report(writing, assignment_id, form)


def approve(database: Database, report_id: int, by=people.CLERK, seen: Seen = FIRST) -> None:
    with database.writing(by) as writing:
        reports.approve(writing, report_id, seen)


def test_twenty_assignments_are_confirmed_as_planned_in_one_act(database: Database):
    assignments = [work.assignment(database, number) for number in range(1, 21)]
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, assignments)
    statuses = {work.row(database, tables.Assignment, each).status for each in assignments}
    assert statuses == {AssignmentStatus.DONE}
    with database.reading(people.CLERK) as reading:
        assert len(queries.reports.submitted(reading)) == 20


def test_one_that_cannot_be_confirmed_keeps_the_others_unconfirmed_as_well(database: Database):
    held = work.assignment(database, 1)
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [held])
    other = work.assignment(database, 2)
    with pytest.raises(Refused), database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [held, other])
    assert work.row(database, tables.Assignment, other).status is AssignmentStatus.AGREED


def test_work_that_has_not_ended_is_not_confirmed(database: Database, clock: Clock):
    tomorrow = work.assignment(database, starts_at=clock.now + timedelta(days=1))
    with pytest.raises(Refused, match="has not ended"), database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, [tomorrow])


def test_a_clerk_does_not_enter_reports(database: Database):
    held = work.assignment(database)
    with pytest.raises(Refused, match="right"), database.writing(people.CLERK) as writing:
        reports.confirm(writing, [held])


def test_a_departure_needs_a_reason(database: Database):
    held = work.assignment(database)
    with pytest.raises(Refused, match="not as planned"):
        enter(database, held, ReportForm(span(90)))
    assert enter(database, held, ReportForm(span(90), reason="Keskustelu jatkui."))


def test_travel_is_paid_beside_the_fee(database: Database):
    car = TravelRow(TravelKind.OWN_CAR, 40)
    ticket = TravelRow(TravelKind.TICKET, 1, Money(3_20))
    report_id = enter(database, work.assignment(database), ReportForm(span(60), (car, ticket), "Oma auto ja juna."))
    approve(database, report_id)
    assert lines(database, report_id) == [
        (LineKind.FEE, Decimal(1), 30_00),
        (LineKind.KILOMETRES, Decimal(40), 22_00),
        (LineKind.TICKET, Decimal(1), 3_20),
    ]


def test_ninety_minutes_by_the_hour_pay_thirty_euros(database: Database):
    (report_id,) = work.reported(database, fee_code="CODEV_HOUR", minutes=90)
    approve(database, report_id)
    assert lines(database, report_id) == [(LineKind.FEE, Decimal("1.5"), 30_00)]


def test_a_price_frozen_in_the_agreement_wins_over_the_table(database: Database):
    (report_id,) = work.reported(database, frozen_fee=Money(27_50))
    approve(database, report_id)
    assert lines(database, report_id) == [(LineKind.FEE, Decimal(1), 27_50)]


def test_voluntary_work_is_reported_and_pays_nothing(database: Database):
    (report_id,) = work.reported(database, voluntary=True)
    approve(database, report_id)
    assert lines(database, report_id) == []


def test_the_one_who_entered_a_report_does_not_approve_it_though_holding_both_roles(database: Database):
    (report_id,) = work.reported(database, by=people.BOTH)
    with pytest.raises(Refused, match="You entered this report"):
        approve(database, report_id, people.BOTH)
    approve(database, report_id, people.CLERK)


def test_nobody_approves_the_report_of_their_own_work(database: Database):
    payee = work.pays(database, people.CLERK, expert_id=1)
    (report_id,) = work.reported(database)
    with pytest.raises(Refused, match="You are paid"):
        approve(database, report_id, payee)


def test_a_report_is_approved_as_it_was_seen_or_not_at_all(database: Database):
    (report_id,) = work.reported(database, fee_code="GROUP_TALK", minutes=150)
    with database.writing(people.CLERK_2) as writing:
        reports.decide_overrun(writing, report_id, FIRST, OverrunDecision.TWO_OCCASIONS, "Sovittu tilaajan kanssa.")
    with pytest.raises(Stale):
        approve(database, report_id)
    approve(database, report_id, seen=Seen(2))
    assert lines(database, report_id) == [(LineKind.FEE, Decimal(2), 60_00)]


def test_a_session_over_its_time_waits_for_a_decision(database: Database):
    (report_id,) = work.reported(database, fee_code="GROUP_TALK", minutes=150)
    with pytest.raises(Refused, match="one or two occasions"):
        approve(database, report_id)
    assert work.row(database, tables.Report, report_id).status is ReportStatus.SUBMITTED


def test_a_session_within_its_time_leaves_nothing_to_decide(database: Database):
    (report_id,) = work.reported(database, fee_code="GROUP_TALK", minutes=120)
    with pytest.raises(Refused, match="nothing to decide"), database.writing(people.CLERK) as writing:
        reports.decide_overrun(writing, report_id, FIRST, OverrunDecision.TWO_OCCASIONS, "Varmuuden vuoksi.")


def test_a_returned_report_waits_for_its_correction_and_stays_as_it_was(database: Database):
    (report_id,) = work.reported(database)
    with database.writing(people.CLERK) as writing:
        reports.return_(writing, report_id, FIRST, "Kesto puuttuu.")
    with database.reading(people.COORDINATOR) as reading:
        (row,) = queries.reports.waiting(reading)
    assert row.returned is not None
    assert row.returned.reason == "Kesto puuttuu."
    corrected = enter(database, row.assignment_id, ReportForm(span(45), reason="Päättyi aikaisemmin."))
    assert work.row(database, tables.Report, corrected).corrects_id == report_id
    assert work.row(database, tables.Report, report_id).minutes == 60
    with database.reading(people.COORDINATOR) as reading:
        assert queries.reports.waiting(reading) == ()


def test_a_report_is_not_returned_without_a_reason(database: Database):
    (report_id,) = work.reported(database)
    with pytest.raises(Refused, match="reason"), database.writing(people.CLERK) as writing:
        reports.return_(writing, report_id, FIRST, "  ")


def test_a_late_cancellation_is_corrected_as_a_late_cancellation(database: Database):
    assignment_id = work.assignment(database)
    with database.writing(people.COORDINATOR) as writing:
        assignment = writing.locked(tables.Assignment, assignment_id)
        report_id = reports.enter(writing, assignment, ReportForm(span(60)), ReportBasis.LATE_CANCELLATION)
    with database.writing(people.CLERK) as writing:
        reports.return_(writing, report_id, FIRST, "Lippu puuttuu.")
    ticket = TravelRow(TravelKind.TICKET, 1, Money(8_00))
    with pytest.raises(Refused, match="what was planned"):
        enter(database, assignment_id, ReportForm(span(30), (ticket,), "Lippu oli ostettu."))
    corrected = enter(database, assignment_id, ReportForm(span(60), (ticket,), "Lippu oli ostettu."))
    assert work.row(database, tables.Report, corrected).basis is ReportBasis.LATE_CANCELLATION


def test_a_dispute_blocks_only_itself(database: Database):
    first, second = work.reported(database, 1, 2)
    with database.writing(people.CLERK) as writing:
        reports.dispute(writing, first, FIRST, "Kestosta on kaksi käsitystä.")
    approve(database, second)
    with pytest.raises(Refused):
        approve(database, first, seen=Seen(2))
    with database.writing(people.CLERK_2) as writing:
        reports.settle(writing, first, Seen(2), "Sovittiin tunnista.")
    approve(database, first, seen=Seen(3))
    kept = work.row(database, tables.Report, first)
    assert (kept.dispute_reason, kept.settlement) == ("Kestosta on kaksi käsitystä.", "Sovittiin tunnista.")


def test_eight_clicks_at_once_enter_one_report(database: Database):
    held = work.assignment(database)

    def confirm(_place: int) -> None:
        with database.writing(people.COORDINATOR) as writing:
            reports.confirm(writing, [held])

    done, told = races.at_once(8, confirm)
    assert (len(done), len(told)) == (1, 7)
    with database.reading(people.CLERK) as reading:
        assert len(queries.reports.submitted(reading)) == 1


def test_eight_approvals_at_once_make_one_line(database: Database):
    (report_id,) = work.reported(database)
    done, told = races.at_once(8, lambda _place: approve(database, report_id))
    assert (len(done), len(told)) == (1, 7)
    assert len(lines(database, report_id)) == 1


def test_what_is_shown_is_what_is_paid(database: Database):
    report_id = enter(
        database,
        work.assignment(database, fee_code="CODEV_HOUR", minutes=50),
        ReportForm(span(50), (TravelRow(TravelKind.OWN_CAR, 13),), "Oma auto."),
    )
    with database.reading(people.CLERK) as reading:
        (row,) = queries.reports.submitted(reading)
    assert row.preview.amount == Money(16_67 + 7_15)
    approve(database, report_id)
    assert sum(cents for *_rest, cents in lines(database, report_id)) == row.preview.amount.cents
