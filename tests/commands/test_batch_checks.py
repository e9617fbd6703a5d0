"""What is looked at before a batch is approved: its content frozen, its oddities ticked, its accounts unchanged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commands import batches
from db import queries, tables
from db.session import Database
from domain.batches import Anomaly, BatchStatus
from domain.errors import Refused
from domain.money import Money
from domain.payroll_details import TaxCard
from tests import approving, people, work
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def test_a_batch_that_has_been_checked_is_neither_checked_again_nor_added_to(database: Database):
    work.approved(database, 1)
    batch_id = work.checked(database)
    work.approved(database, 2)
    for act in (batches.check, batches.complete):
        with pytest.raises(Refused, match="the state has changed"), database.writing(people.CLERK) as writing:
            act(writing, batch_id, work.seen(database, batch_id))


def test_anomalies_are_gone_through_before_the_approval(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="tick it before"):
        approving.approve(database, batch_id)
    work.ticked(database, batch_id)
    approving.approve(database, batch_id)
    assert approving.status(database, batch_id) is BatchStatus.APPROVED


def test_one_person_s_ticks_do_not_open_another_s_approval(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.ticked(database, batch_id, people.MANAGER)
    with pytest.raises(Refused, match="tick it before"):
        approving.approve(database, batch_id, people.CLERK_2)


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
        approving.approve(database, batch_id)


def test_an_account_changed_after_the_check_stops_the_approval(database: Database):
    batch_id = approving.ready(database)
    approving.change_account(database)
    with pytest.raises(Refused, match="Aino Aalto has changed"):
        approving.approve(database, batch_id)


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


def test_oddities_are_found_against_the_earlier_batches(database: Database, clock: Clock):
    work.approved(database, 1)
    work.paid(database)
    clock.pass_by(days=1)
    approving.change_account(database)
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


def test_income_types_that_payroll_has_not_confirmed_are_named(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with database.reading(people.CLERK) as reading:
        assert queries.batch_details.one(reading, batch_id).unconfirmed_fees == ("Palkkio CLIENT_PAIR (336)",)


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
