"""A batch from collecting to payroll's receipt, and everything that must not happen on the way."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from commands import accounts, batches, fees, payroll_details, receipts, reports
from db import queries, tables
from db.session import Database
from domain.batches import Anomaly, BatchStatus, LeftOutReason
from domain.errors import Refused, Stale
from domain.flow import Seen
from domain.identifiers import Iban
from domain.money import Money, total
from domain.payroll_details import TaxCard
from domain.permissions import Viewer
from domain.reports import OverrunDecision
from domain.trail import Act
from tests import people, races, work
from tests.clocks import MONDAY_MORNING, Clock

OTHER_ACCOUNT = Iban("FI9757800750155448")


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def status(database: Database, batch_id: int) -> BatchStatus:
    return work.row(database, tables.Batch, batch_id).status


def approve(
    database: Database, batch_id: int, by: Viewer = people.MANAGER, seen: Seen | None = None, key: str = ""
) -> str:
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


def approvals(database: Database, batch_id: int) -> int:
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        rows = select(event.seq).where(event.noun == "batches", event.row_id == batch_id, event.act == Act.APPROVE)
        return len(reading.session.execute(rows).all())


def test_a_batch_that_has_been_checked_is_not_checked_again(database: Database):
    work.approved(database, 1)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="the state has changed"), database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))


def test_what_is_in_and_what_is_left_out_add_up_to_everything_approved(database: Database):
    paid = work.approved(database, 1, 2, expert_id=1)
    with database.writing(people.NOBODY) as writing:
        writing.session.delete(writing.session.get_one(tables.PayrollDetails, 2))
        writing.session.get_one(tables.PayrollDetails, 3).identity_code_index = None
    no_account = work.approved(database, 1, expert_id=2, frozen_fee=Money(25_00))
    no_code = work.approved(database, 1, expert_id=3, frozen_fee=Money(27_00))
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)
    assert [line.id for line in payable.lines] == paid
    assert [(left.line_id, left.reason) for left in payable.left_out] == [
        (*no_account, LeftOutReason.NO_IDENTITY_CODE),
        (*no_code, LeftOutReason.NO_IDENTITY_CODE),
    ]
    everything = payable.amount + total(left.amount for left in payable.left_out if left.amount)
    assert everything == Money(60_00 + 25_00 + 27_00)


def test_an_expert_without_an_account_is_left_out_with_that_reason(database: Database):
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.PayrollDetails, 1).iban_index = None
    work.approved(database)
    with database.reading(people.CLERK) as reading:
        (left,) = queries.batches.payable(reading, work.UP_TO).left_out
    assert left.reason is LeftOutReason.NO_ACCOUNT


def test_a_disputed_and_an_unapproved_report_are_named_among_those_left_out(database: Database):
    first, second, _third = work.reported(database, 1, 2, 3)
    with database.writing(people.CLERK) as writing:
        reports.dispute(writing, first, Seen(1), "Kestosta on kaksi käsitystä.")
        reports.approve(writing, second, Seen(1))
    with database.reading(people.CLERK) as reading:
        payable = queries.batches.payable(reading, work.UP_TO)
    assert [(left.reason, left.amount) for left in payable.left_out] == [
        (LeftOutReason.DISPUTED, None),
        (LeftOutReason.NOT_APPROVED, None),
    ]
    assert work.lines_of(database, work.collected(database)) == [30_00]


def test_the_next_payment_run_counts_what_a_batch_of_today_would_take(database: Database):
    """A held line takes along the plus and minus that correct it; each reason is counted as the batch would tell it."""
    first, second, _third = work.approved(database, 1, 2, 3)
    batch_id = work.collected(database)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, second, "Selvitetään.")
    work.approved(database, 4)
    work.reported(database, 5)
    with database.writing(people.NOBODY) as writing:
        writing.session.get_one(tables.PayrollDetails, 2).iban_index = None
    work.approved(database, 1, expert_id=2)
    with database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    work.approve(database, batch_id)
    work.export(database, batch_id)
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, first, Decimal(1), Money(20_00), "Väärä taulukko.")
        minus = max(line.id for line in queries.batches.payable(writing, writing.today).lines) - 1
        fees.hold(writing, minus, "Selvitetään.")
    with database.reading(people.CLERK) as reading:
        run, payable = queries.pay_runs.next_run(reading), queries.batches.payable(reading, reading.today)
    assert (run.lines, run.amount) == (len(payable.lines), payable.amount) == (1, Money(30_00))
    assert run.left_out == Counter(left.reason for left in payable.left_out)
    assert run.left_out == {
        LeftOutReason.ON_HOLD: 3,
        LeftOutReason.NO_ACCOUNT: 1,
        LeftOutReason.NOT_APPROVED: 1,
    }


def test_only_work_done_by_the_day_is_collected(database: Database):
    work.approved(database, 1, 2, 3)
    with database.writing(people.CLERK) as writing:
        batch_id = batches.collect(writing, date(2026, 11, 3), work.PAY_DATE)
    assert work.lines_of(database, batch_id) == [30_00, 30_00]


def test_an_empty_batch_is_not_made(database: Database):
    with pytest.raises(Refused, match="nothing to pay"):
        work.collected(database)


@pytest.mark.parametrize("pay_date", [date(2026, 12, 6), date(2026, 12, 25), date(2026, 11, 20)])
def test_payment_falls_on_a_banking_day_ahead(database: Database, pay_date: date):
    work.approved(database)
    with pytest.raises(Refused), database.writing(people.CLERK) as writing:
        batches.collect(writing, work.UP_TO, pay_date)


def test_eight_collects_at_once_take_each_line_once(database: Database):
    work.approved(database, 1, 2, 3)
    done, told = races.at_once(8, lambda _place: work.collected(database))
    assert (len(done), len(told)) == (1, 7)
    with database.reading(people.CLERK) as reading:
        places = reading.session.execute(select(tables.BatchLine.line_id)).scalars().all()
    assert len(places) == len(set(places)) == 3


@pytest.mark.parametrize("preparer", [people.CLERK, people.BOTH])
def test_the_one_who_collected_does_not_approve(database: Database, preparer: Viewer):
    work.approved(database, by=people.CLERK_2)
    batch_id = work.checked(database, preparer)
    with pytest.raises(Refused, match="You have prepared"):
        approve(database, batch_id, preparer)
    assert status(database, batch_id) is BatchStatus.CHECKED


def test_the_one_who_made_a_line_does_not_approve(database: Database):
    work.approved(database, by=people.CLERK_2)
    batch_id = work.checked(database, people.CLERK)
    with pytest.raises(Refused, match="You have prepared"):
        approve(database, batch_id, people.CLERK_2)


def test_the_one_who_entered_a_report_does_not_approve_it_in_another_role(database: Database):
    reported = work.reported(database, by=people.BOTH)
    with database.writing(people.CLERK_2) as writing:
        reports.approve(writing, *reported, Seen(1))
    batch_id = work.checked(database, people.CLERK)
    with pytest.raises(Refused, match="You have prepared"):
        approve(database, batch_id, people.BOTH)


def test_the_one_who_checked_does_not_approve(database: Database):
    work.approved(database)
    batch_id = work.collected(database)
    with database.writing(people.CLERK_2) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    with pytest.raises(Refused, match="You have prepared"):
        approve(database, batch_id, people.CLERK_2)


def test_nobody_approves_a_batch_they_are_paid_in(database: Database):
    payee = work.pays(database, people.CLERK_2, expert_id=1)
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="You are paid"):
        approve(database, batch_id, payee)


def test_a_coordinator_and_an_admin_have_no_say_in_payments(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    for outsider in (people.COORDINATOR, people.ADMIN, people.READER):
        with pytest.raises(Refused, match="right"):
            approve(database, batch_id, outsider)


def test_anomalies_are_gone_through_before_the_approval(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="tick it before"):
        approve(database, batch_id)
    work.ticked(database, batch_id)
    approve(database, batch_id)
    assert status(database, batch_id) is BatchStatus.APPROVED


def test_one_person_s_ticks_do_not_open_another_s_approval(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id, people.MANAGER)
    with pytest.raises(Refused, match="tick it before"):
        approve(database, batch_id, people.CLERK_2)


def test_ticks_of_an_earlier_content_do_not_count(database: Database):
    work.approved(database, 1, 2)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    with database.writing(people.CLERK) as writing:
        batches.reopen(writing, batch_id, work.seen(database, batch_id))
    work.approved(database, 3)
    with database.writing(people.CLERK) as writing:
        batches.complete(writing, batch_id, work.seen(database, batch_id))
    with database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    with pytest.raises(Refused, match="tick it before"):
        approve(database, batch_id)


def test_a_batch_is_approved_as_it_was_seen_or_not_at_all(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    seen = work.seen(database, batch_id)
    for stale in (Seen(seen.version, "0" * 64), Seen(seen.version - 1, seen.content_sha256), Seen(seen.version)):
        with pytest.raises(Stale):
            approve(database, batch_id, seen=stale)
    assert status(database, batch_id) is BatchStatus.CHECKED


def test_fifty_approvals_at_once_give_one(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    seen = work.seen(database, batch_id)
    done, told = races.at_once(50, lambda _place: approve(database, batch_id, seen=seen))
    assert (len(done), len(told)) == (1, 49)
    assert approvals(database, batch_id) == 1


def test_the_same_click_twice_gives_the_same_answer_and_acts_once(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    seen = work.seen(database, batch_id)
    done, told = races.at_once(8, lambda _place: approve(database, batch_id, seen=seen, key="one click"))
    assert told == []
    assert set(done) == {seen.content_sha256}
    assert approvals(database, batch_id) == 1


def test_a_click_s_key_serves_no_other_person(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    seen = work.seen(database, batch_id)
    approve(database, batch_id, seen=seen, key="one click")
    with pytest.raises(Refused, match="something else"):
        approve(database, batch_id, people.CLERK_2, seen, "one click")


def test_a_refused_click_can_be_tried_again(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused):
        approve(database, batch_id, key="one click")
    work.ticked(database, batch_id)
    assert approve(database, batch_id, key="one click") == work.seen(database, batch_id).content_sha256


def test_an_account_changed_after_the_check_stops_the_approval(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id)
    change_account(database)
    with pytest.raises(Refused, match="Aino Aalto has changed"):
        approve(database, batch_id)


def test_an_account_changed_after_the_approval_stops_the_export(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    change_account(database)
    with pytest.raises(Refused, match="Aino Aalto has changed"):
        work.export(database, batch_id)
    assert status(database, batch_id) is BatchStatus.APPROVED


def test_an_approval_is_withdrawn_and_the_batch_checked_anew(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    change_account(database)
    with database.writing(people.MANAGER) as writing:
        batches.withdraw(writing, batch_id, work.seen(database, batch_id), "Tili on vaihtunut.")
    for act in (batches.reopen, batches.check):
        with database.writing(people.CLERK) as writing:
            act(writing, batch_id, work.seen(database, batch_id))
    work.approve(database, batch_id)
    work.export(database, batch_id)
    assert status(database, batch_id) is BatchStatus.EXPORTED


def test_an_exported_batch_is_not_withdrawn(database: Database):
    work.approved(database)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match="state has changed"), database.writing(people.MANAGER) as writing:
        batches.withdraw(writing, batch_id, work.seen(database, batch_id), "Liian myöhään.")


def test_a_line_held_while_the_batch_was_being_checked_stops_the_check(database: Database):
    (line_id,) = work.approved(database)
    batch_id = work.collected(database)
    with database.writing(people.NOBODY) as writing:
        writing.session.add(
            tables.Hold(line_id=line_id, reason="Kesken.", held_at=writing.now, held_by_id=people.CLERK.id)
        )
    with pytest.raises(Refused, match="cannot be paid in batch"), database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))


def test_a_reopened_batch_forgets_its_content(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with database.writing(people.CLERK) as writing:
        batches.reopen(writing, batch_id, work.seen(database, batch_id))
    assert work.seen(database, batch_id).content_sha256 is None


def test_payroll_s_receipt_closes_the_batch(database: Database):
    work.approved(database)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match="receipt"), database.writing(people.CLERK) as writing:
        receipts.acknowledge(writing, batch_id, work.seen(database, batch_id), " ")
    with database.writing(people.CLERK) as writing:
        receipts.acknowledge(writing, batch_id, work.seen(database, batch_id), "PR-2026-118")
    assert status(database, batch_id) is BatchStatus.ACKNOWLEDGED


def test_oddities_are_found_against_the_earlier_batches(database: Database, clock: Clock):
    work.approved(database, 1)
    work.paid(database)
    clock.pass_by(days=1)
    change_account(database)
    work.approved(database, 2, frozen_fee=Money(150_00))
    work.approved(database, 3, expert_id=2)
    work.details(database, 2, tax_card=TaxCard.MISSING)
    batch_id = work.checked(database)
    with database.reading(people.MANAGER) as reading:
        found = queries.anomalies.findings(reading, batch_id)
    assert {kind: [each.expert_id for each in each_found] for kind, each_found in found.items()} == {
        Anomaly.NEW_PAYEE: [2],
        Anomaly.CHANGED_ACCOUNT: [1],
        Anomaly.UNUSUAL_SUM: [1],
        Anomaly.NO_TAX_CARD: [2],
    }


def test_two_assignments_within_two_hours_are_a_possible_duplicate(database: Database):
    work.approved(database, 1)
    work.approved(database, 2, starts_at=work.FIRST + timedelta(minutes=90))
    batch_id = work.checked(database)
    with database.reading(people.MANAGER) as reading:
        assert Anomaly.POSSIBLE_DUPLICATE in queries.anomalies.findings(reading, batch_id)


def test_the_manager_sees_neither_identity_code_nor_whole_account_nor_theme(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with database.reading(people.MANAGER) as reading:
        shown = repr(queries.batch_details.one(reading, batch_id))
    assert "Aalto Aino" in shown
    for secret in (work.CODES[1].value, work.ACCOUNTS[1].value, work.SECRET_THEME, work.SECRET_WORDS):
        assert secret not in shown


def comment(database: Database, batch_id: int, line_id: int | None, text: str = "Onko tämä oikein?") -> None:
    with database.writing(people.MANAGER) as writing:
        batches.comment(writing, batch_id, line_id, text)


def send_back(database: Database, batch_id: int) -> None:
    with database.writing(people.MANAGER) as writing:
        batches.return_(writing, batch_id, work.seen(database, batch_id))


def test_a_batch_goes_back_to_its_preparer_with_comments_by_line(database: Database):
    first, second = work.approved(database, 1, 2)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="Comment on a line"):
        send_back(database, batch_id)
    comment(database, batch_id, second, "Kesto?")
    comment(database, batch_id, None, "Katso myös kustannuspaikat.")
    send_back(database, batch_id)
    with database.reading(people.CLERK) as reading:
        details = queries.batch_details.one(reading, batch_id)
    assert details.row.status is BatchStatus.OPEN
    assert [(each.line_id, each.text) for each in details.comments] == [
        (second, "Kesto?"),
        (None, "Katso myös kustannuspaikat."),
    ]
    assert details.row.content_sha256 is None
    assert first in {line.id for person in details.people for line in person.lines}


def test_an_answered_comment_does_not_return_the_batch_again(database: Database, clock: Clock):
    (line_id,) = work.approved(database)
    batch_id = work.checked(database)
    comment(database, batch_id, line_id)
    send_back(database, batch_id)
    clock.pass_by(hours=1)
    with database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    with pytest.raises(Refused, match="Comment on a line"):
        send_back(database, batch_id)


def test_who_decided_what_a_longer_session_pays_has_prepared_the_line(database: Database):
    (report_id,) = work.reported(database, fee_code="GROUP_TALK", minutes=150)
    with database.writing(people.BOTH) as writing:
        reports.decide_overrun(writing, report_id, Seen(1), OverrunDecision.TWO_OCCASIONS, "Kaksi ryhmää.")
    with database.writing(people.CLERK_2) as writing:
        reports.approve(writing, report_id, Seen(2))
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="You have prepared"):
        approve(database, batch_id, people.BOTH)


def test_the_difference_to_the_last_batch_and_the_totals(database: Database):
    work.approved(database, 1, expert_id=1)
    work.approved(database, 1, expert_id=2)
    work.paid(database)
    work.approved(database, 2, 3, 4, expert_id=2)
    batch_id = work.checked(database)
    with database.reading(people.MANAGER) as reading:
        details = queries.batch_details.one(reading, batch_id)
    difference = details.difference
    assert difference is not None
    assert (difference.lines, difference.people, difference.amount) == (1, -1, Money(30_00))
    assert (difference.joined, difference.absent) == (0, 1)
    for shares in (details.by_client, details.by_cost_centre, tuple(details.by_type.values())):
        assert [(share.lines, share.amount) for share in shares] == [(3, Money(90_00))]


def test_income_types_that_payroll_has_not_confirmed_are_named(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with database.reading(people.CLERK) as reading:
        assert queries.batch_details.one(reading, batch_id).unconfirmed_fees == ("Palkkio CLIENT_PAIR (336)",)


def test_a_line_left_out_for_over_a_month_is_told_on_today(database: Database, clock: Clock):
    (line_id,) = work.approved(database)
    with database.writing(people.CLERK) as writing:
        fees.hold(writing, line_id, "Selvitetään tilaajalta.")
    clock.pass_by(days=31)
    assert stuck(database) == []
    clock.pass_by(days=1)
    assert stuck(database) == [(LeftOutReason.ON_HOLD, 32)]


def stuck(database: Database) -> list[tuple[LeftOutReason, int]]:
    with database.reading(people.MANAGER) as reading:
        clocks = queries.today.today(reading).clocks
    return [(each.left.reason, each.days) for each in clocks.stuck] if clocks else []


def test_an_overpayment_has_a_month_until_payroll_is_told(database: Database):
    (line_id,) = work.approved(database)
    work.paid(database)
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, line_id, Decimal(1), Money(20_00), "Väärä palkkio.")
    with database.reading(people.CLERK) as reading:
        (found,) = queries.payments.overpayments(reading)
    assert (found.line_id, found.amount, found.deadline) == (line_id, Money(-10_00), date(2026, 12, 23))
    work.approved(database, 2, 3)
    batch_id, _file = work.paid(database)
    assert work.lines_of(database, batch_id) == [-30_00, 20_00, 30_00, 30_00]
    with database.reading(people.CLERK) as reading:
        assert queries.payments.overpayments(reading) == ()
