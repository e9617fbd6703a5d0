"""`verify` names what has been tampered with, the first broken event of the trail before all else."""

from __future__ import annotations

import pytest
from sqlalchemy import text

import texts
from commands import payroll_details, trail
from db import guards
from db.encryption import FieldKeys
from db.session import Database
from domain.identifiers import Iban
from domain.payroll_details import TaxCard
from tests import people, registers, work
from tests.clocks import Clock


def findings(database: Database) -> list[str]:
    with database.reading(people.ADMIN) as reading:
        return [str(finding) for finding in trail.verify(reading)]


def tamper(database: Database, *statements: str, table: str = "trail") -> None:
    """What someone with the database's own password can do: take the guard away, write, and put it back."""
    with database.engine.begin() as connection:
        on = f" ON {table}" if database.engine.dialect.name == "postgresql" else ""
        for guard in ("unchanged", "kept"):
            connection.execute(text(f"DROP TRIGGER guard_{table}_{guard}{on}"))
        for statement in statements:
            connection.execute(text(statement))
        guards.install(connection)


@pytest.fixture
def three_events(database: Database) -> Database:
    for name in ("Anna", "Bo", "Cecilia"):
        registers.expert(database, first_name=name, address="Kuusikuja 7")
    return database


def test_an_untouched_bank_is_in_order(three_events: Database) -> None:
    assert findings(three_events) == []


def test_a_changed_event_is_named(three_events: Database) -> None:
    tamper(three_events, "UPDATE trail SET actor_id = 2 WHERE seq = 2")
    assert findings(three_events) == ["The trail has been tampered with: event 2 is not as it was written."]


def test_a_removed_event_is_named(three_events: Database) -> None:
    tamper(three_events, "DELETE FROM trail WHERE seq = 2")
    assert findings(three_events) == ["The trail lacks event 2."]


def test_a_cut_off_end_is_noticed(three_events: Database) -> None:
    tamper(three_events, "DELETE FROM trail WHERE seq = 3")
    assert findings(three_events) == ["The trail lacks its last events: 2 of 3 are there."]


def test_a_missing_guard_is_named(three_events: Database) -> None:
    with three_events.engine.begin() as connection:
        on = " ON payment_lines" if three_events.engine.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER guard_payment_lines_unchanged{on}"))
    assert findings(three_events) == ["The database lacks its guard guard_payment_lines_unchanged."]


@pytest.fixture
def one_batch(database: Database) -> Database:
    """Two lines of 30 € paid in batch 1."""
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.paid(database)
    return database


def test_a_batch_with_fewer_cents_than_were_approved_is_named(one_batch: Database) -> None:
    assert findings(one_batch) == []
    tamper(one_batch, "UPDATE payment_lines SET cents = 2999 WHERE id = 1", table="payment_lines")
    with one_batch.reading(people.ADMIN) as reading:
        assert [texts.message(finding).replace("\u00a0", " ") for finding in trail.verify(reading)] == [
            "Palkkioerä PE-1 hyväksyttiin summalla 60,00 €, mutta sen rivit ovat yhteensä 59,99 €."
        ]


def test_a_payee_exchanged_after_the_approval_is_noticed_though_the_sum_is_right(one_batch: Database) -> None:
    tamper(one_batch, "UPDATE payment_lines SET expert_id = 2 WHERE id = 1", table="payment_lines")
    assert findings(one_batch)[0] == "The lines of batch PE-1 are not those that were approved."


def forge(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


OTHERS = "(SELECT iban_index FROM payroll_details WHERE expert_id = 2)"
NOT_AGREED = "The account of expert 1 is not the one that was proposed and confirmed."
NOT_IN_USE = "Batch PE-1 names an account of expert 1 that was not in use when the batch was checked."


@pytest.mark.parametrize("index", ["substr(account_index, 1, 31)", OTHERS])
def test_a_batch_that_names_another_account_than_it_was_checked_with_is_noticed(
    one_batch: Database, index: str
) -> None:
    forge(one_batch, f"UPDATE batch_lines SET account_index = {index} WHERE line_id = 1")
    assert findings(one_batch) == [NOT_IN_USE]


def test_an_account_that_nobody_confirmed_is_noticed_though_everything_fits_together(one_batch: Database) -> None:
    """A change that waits for its confirmation is the only other ciphertext that opens for the same expert."""
    with one_batch.writing(people.CLERK) as writing:
        payroll_details.set_details(writing, 1, None, Iban("FI1410093000123458"), TaxCard.RECEIVED)
    assert findings(one_batch) == []
    waiting = "FROM account_changes WHERE expert_id = 1 AND used_at IS NULL"
    index, account = f"(SELECT iban_index {waiting})", f"(SELECT iban {waiting})"
    forge(one_batch, f"UPDATE payroll_details SET iban_index = {index}, iban = {account} WHERE expert_id = 1")
    assert findings(one_batch) == [NOT_AGREED]
    forge(one_batch, f"UPDATE batch_lines SET account_index = {index}")
    assert findings(one_batch) == [NOT_AGREED, NOT_IN_USE]
    changed = "expert_id = 1 AND used_at IS NOT NULL"
    forge(one_batch, f"UPDATE account_changes SET iban_index = {index}, iban = {account} WHERE {changed}")
    assert findings(one_batch) == [NOT_AGREED]


def test_a_payroll_file_that_is_not_what_left_the_house_is_named(one_batch: Database) -> None:
    tamper(one_batch, "UPDATE payroll_files SET sha256 = 'another'", table="payroll_files")
    assert findings(one_batch) == ["The payroll file of batch PE-1 is not what left the house."]


def test_a_lost_key_is_told_once_for_a_kind_of_field(three_events: Database, clock: Clock) -> None:
    stranger = Database(three_events.url, FieldKeys({2: bytes(32)}, bytes(32)), clock)
    assert findings(stranger) == ["experts.address of row 1 does not open with the keys at hand."]
    stranger.dispose()


def test_a_field_moved_to_another_row_does_not_open(three_events: Database) -> None:
    with three_events.engine.begin() as connection:
        connection.execute(text("UPDATE experts SET address = (SELECT address FROM experts WHERE id = 1) WHERE id = 3"))
    assert findings(three_events) == ["experts.address of row 3 does not open with the keys at hand."]


def test_an_account_that_is_changing_is_opened_too(database: Database) -> None:
    work.settle(database)
    work.details(database)
    with database.writing(people.CLERK) as writing:
        payroll_details.set_details(writing, 1, None, Iban("FI9757800750155448"), TaxCard.RECEIVED)
    assert findings(database) == []
    others = "(SELECT iban FROM payroll_details WHERE expert_id = 2)"
    with database.engine.begin() as connection:
        connection.execute(text(f"UPDATE account_changes SET iban = {others}"))
    assert findings(database) == ["account_changes.iban of row 1 does not open with the keys at hand."]
