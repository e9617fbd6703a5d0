"""An account on its way into use: two persons, three working days, and what happens to the pay meanwhile."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from commands import accounts, batches, payroll_details
from db import queries, tables
from db.session import Database
from domain.accounts import AccountChange, Choice
from domain.batches import LeftOutReason
from domain.errors import Refused
from domain.flow import Seen
from domain.identifiers import Iban
from domain.payroll_details import TaxCard
from domain.permissions import Viewer
from tests import people, races, work
from tests.clocks import Clock

NEW = Iban("FI9757800750155448")
CALLED = "Soitettu rekisterin numeroon."


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def propose(database: Database, iban: Iban = NEW, by: Viewer = people.CLERK) -> AccountChange:
    with database.writing(by) as writing:
        payroll_details.set_details(writing, 1, None, iban, TaxCard.RECEIVED)
        (change,) = queries.accounts.changing(writing, [1])
    return change


def confirm(database: Database, change: AccountChange, by: Viewer = people.CLERK_2, said: str = CALLED) -> None:
    with database.writing(by) as writing:
        accounts.confirm(writing, change.id, Seen(change.version), said)


def choose(database: Database, change: AccountChange, choice: Choice, batch_id: int | None = None) -> None:
    with database.writing(people.CLERK) as writing:
        accounts.choose(writing, change.id, choice, batch_id)


def reasons(database: Database) -> list[LeftOutReason]:
    with database.reading(people.CLERK) as reading:
        return [left.reason for left in queries.batches.payable(reading, reading.today).left_out]


def ending(database: Database) -> str:
    return work.row(database, tables.PayrollDetails, 1).account_ending


def test_who_proposed_an_account_does_not_confirm_it(database: Database):
    change = propose(database)
    with pytest.raises(Refused, match="proposed this account yourself"):
        confirm(database, change, people.CLERK)


def test_nobody_confirms_their_own_account(database: Database):
    payee = work.pays(database, people.CLERK_2, expert_id=1)
    change = propose(database)
    with pytest.raises(Refused, match="their own payroll details"):
        confirm(database, change, payee)


def test_a_confirmation_says_how_it_was_verified(database: Database):
    change = propose(database)
    with pytest.raises(Refused, match="how the change was verified"):
        confirm(database, change, said="  ")


def test_eight_confirmations_at_once_are_one(database: Database):
    change = propose(database)
    done, told = races.at_once(8, lambda _place: confirm(database, change))
    assert (len(done), len(told)) == (1, 7)


def test_an_account_is_in_use_three_working_days_after_its_confirmation(database: Database, clock: Clock):
    """Confirmed on Monday 23 November, in use on Thursday 26 November."""
    work.approved(database)
    confirm(database, propose(database))
    for _day in range(3):
        assert reasons(database) == [LeftOutReason.ACCOUNT_CHANGING]
        clock.pass_by(days=1)
    assert reasons(database) == []
    work.collected(database)
    assert ending(database) == NEW.ending


def test_a_first_account_is_in_use_once_another_person_has_confirmed_it(database: Database):
    with database.writing(people.NOBODY) as writing:
        details = writing.session.get_one(tables.PayrollDetails, 1)
        details.iban = details.iban_index = None
        details.account_ending = ""
    work.approved(database)
    change = propose(database)
    assert reasons(database) == [LeftOutReason.ACCOUNT_NOT_CONFIRMED]
    confirm(database, change)
    assert reasons(database) == []


def test_pay_falling_due_meanwhile_goes_to_the_old_account_or_waits(database: Database):
    work.approved(database)
    old, change = ending(database), propose(database)
    choose(database, change, Choice.WAIT)
    assert reasons(database) == [LeftOutReason.ACCOUNT_WAITS]
    choose(database, change, Choice.PAY_OLD)
    assert reasons(database) == []
    work.checked(database)
    assert ending(database) == old


def test_a_change_proposed_after_collecting_stops_the_check_until_it_is_chosen(database: Database):
    work.approved(database, 1)
    work.approved(database, 1, expert_id=2)
    batch_id = work.collected(database)
    change = propose(database)
    with pytest.raises(Refused, match=f"Aino Aalto cannot be paid in batch PE-{batch_id}"):
        check(database, batch_id)
    choose(database, change, Choice.WAIT, batch_id)
    assert work.lines_of(database, batch_id) == [30_00]
    check(database, batch_id)


def check(database: Database, batch_id: int) -> None:
    with database.writing(people.CLERK) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))


def test_a_withdrawn_proposal_leaves_the_old_account_in_use(database: Database, clock: Clock):
    work.approved(database)
    old, change = ending(database), propose(database)
    with database.writing(people.CLERK) as writing:
        accounts.withdraw(writing, change.id, Seen(change.version))
    clock.pass_by(days=10)
    work.collected(database)
    assert ending(database) == old


def test_the_newest_proposal_replaces_the_one_before(database: Database):
    first = propose(database)
    second = propose(database, work.ACCOUNTS[2])
    assert first.id != second.id
    with pytest.raises(Refused, match="finished already"):
        confirm(database, AccountChange(**{**vars(first), "version": first.version + 1}))


def test_the_trail_never_holds_an_account(database: Database):
    confirm(database, propose(database))
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(select(tables.TrailEvent.facts)).scalars().all()
    assert not any(NEW.value in each or NEW.ending in each for each in facts)
