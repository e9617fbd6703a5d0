"""Keys are changed while people work: new values under the new key, old ones sealed anew in steps, the old key let go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from sqlalchemy import LargeBinary, select

import commands.keys
import commands.payroll_details
import commands.trail
from db import sealed, values
from db.base import Base
from db.encryption import FieldKeys
from db.sealed import SEALED
from db.session import Database
from db.tables import AccountChange, BatchLine, Expert, PayrollDetails, PayrollFile
from domain.errors import Refused
from domain.payroll_details import TaxCard
from tests import people, work
from tests.keys import KEYS

BOTH = FieldKeys({2: b"n" * 32, **KEYS.keys}, b"x" * 32, (KEYS.index_key,))
NEW = FieldKeys({2: b"n" * 32}, b"x" * 32)
NOT_FIELD_KEYS = {"trail_values.sealed"}
"""Under the key of a person, which the field keys seal."""
CACHES = {"facts", "histories"}
"""Packed numbers."""
INDEXES = {
    "account_changes.iban_index",
    "batch_lines.account_index",
    "payroll_details.iban_index",
    "payroll_details.identity_code_index",
}
"""Keyed hashes, renewed by db/indexes.py."""


@pytest.fixture
def bank(database: Database) -> Database:
    """Two lines paid in an exported batch, its file, an account that waits, an address, own words."""
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.export(database, _approved(database))
    with database.writing(people.COORDINATOR) as writing:
        expert = writing.session.get_one(Expert, 1)
        expert.address = KEYS.seal(b"Kuusikuja 7", "experts.address", 1)
        expert.own_words = KEYS.seal(b"Sanoja", "experts.own_words", 1)
    return database


def _approved(database: Database) -> int:
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    return batch_id


@pytest.fixture
def with_keys(bank: Database) -> Iterator[Callable[[FieldKeys], Database]]:
    """The same bank opened by a process that has other keys."""
    made = []

    def open_(keys: FieldKeys) -> Database:
        made.append(Database(bank.url, keys, bank.clock))
        return made[-1]

    yield open_
    for each in made:
        each.dispose()


def rotate(database: Database) -> None:
    for kind in SEALED:
        while step(database, lambda writing, kind=kind: commands.keys.reseal(writing, kind)):
            pass
    last = -1
    while last:
        last = step(database, lambda writing, after=last: commands.keys.renew_indexes(writing, after))


def step(database: Database, act: Callable[..., int]) -> int:
    with database.writing(people.NOBODY) as writing:
        return act(writing)


def usage(database: Database) -> list[str]:
    with database.reading(people.ADMIN) as reading:
        return [str(message) for message in commands.keys.usage(reading)]


def findings(database: Database) -> list[str]:
    with database.reading(people.ADMIN) as reading:
        return [str(finding) for finding in commands.trail.verify(reading)]


def test_every_encrypted_column_is_sealed_anew() -> None:
    binary = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and table.name not in CACHES
    }
    assert binary - NOT_FIELD_KEYS - INDEXES == {kind.name for kind in SEALED}


def test_after_the_rotation_the_old_keys_may_be_removed(bank: Database, with_keys: Callable[..., Database]) -> None:
    both = with_keys(BOTH)
    assert usage(both)[1] == "Field key 1 still opens 15 values: run rotate-keys."
    assert usage(both)[2].startswith("An earlier index key still finds")
    rotate(both)
    assert usage(both)[1:] == [
        "Field key 1: nothing uses it, it may be removed.",
        "Earlier index keys: nothing uses them, they may be removed.",
    ]
    assert findings(with_keys(NEW)) == []
    with with_keys(NEW).reading(people.CLERK) as reading:
        iban = reading.session.get_one(PayrollDetails, 1).iban
        assert NEW.open(iban or b"", "payroll_details.iban", 1).decode() == work.ACCOUNTS[1].value
    assert bank.keys is KEYS


def test_the_payroll_file_is_the_same_file_afterwards(with_keys: Callable[..., Database]) -> None:
    before = work.fetched(with_keys(BOTH), 1)
    rotate(with_keys(BOTH))
    assert work.fetched(with_keys(NEW), 1) == before


def test_a_rotation_that_was_stopped_goes_on_where_it_was(with_keys: Callable[..., Database]) -> None:
    both = with_keys(BOTH)
    ibans = next(kind for kind in SEALED if kind.name == "payroll_details.iban")
    assert step(both, lambda writing: commands.keys.reseal(writing, ibans)) == 3
    with both.reading(people.ADMIN) as reading:
        assert sealed.by_key(reading, ibans) == {2: 3}
    assert step(both, lambda writing: commands.keys.reseal(writing, ibans)) == 0
    rotate(both)
    assert usage(both)[1] == "Field key 1: nothing uses it, it may be removed."


def test_a_key_that_is_still_needed_stops_the_rotation_with_its_reason(with_keys: Callable[..., Database]) -> None:
    with pytest.raises(Refused, match=r"experts\.address does not open"):
        rotate(with_keys(NEW))


def test_people_write_on_while_keys_are_changed(with_keys: Callable[..., Database]) -> None:
    """One worker still writes with the old key first: what it writes meanwhile is found by the next round."""
    old_first = FieldKeys({**KEYS.keys, 2: b"n" * 32}, KEYS.index_key, (b"x" * 32,))
    stop, faults = threading.Event(), []
    others = with_keys(old_first)

    def write_on() -> None:
        try:
            for number in count():
                if stop.is_set():
                    return
                with others.writing(people.CLERK_2) as writing:
                    code = (work.CODES[1], work.FREE_CODE)[number % 2]
                    commands.payroll_details.set_details(writing, 1, code, None, TaxCard.RECEIVED)
        except BaseException as fault:
            faults.append(fault)

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        rotate(with_keys(BOTH))
    finally:
        stop.set()
        writer.join()
    assert faults == []
    rotate(with_keys(BOTH))
    assert usage(with_keys(BOTH))[1:] == [
        "Field key 1: nothing uses it, it may be removed.",
        "Earlier index keys: nothing uses them, they may be removed.",
    ]
    assert findings(with_keys(NEW)) == []


def test_while_the_index_key_changes_the_same_code_is_still_known(with_keys: Callable[..., Database]) -> None:
    both = with_keys(BOTH)
    with pytest.raises(Refused, match="Another expert has this"), both.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, 2, work.CODES[1], None, TaxCard.RECEIVED)
    with both.writing(people.CLERK) as writing:
        commands.payroll_details.set_details(writing, 1, work.CODES[1], work.ACCOUNTS[1], TaxCard.RECEIVED)
        assert (
            writing.session.execute(
                select(AccountChange.id).where(AccountChange.expert_id == 1, AccountChange.used_at.is_(None))
            ).all()
            == []
        )


def test_a_batch_does_not_think_that_accounts_changed_when_only_the_key_did(
    with_keys: Callable[..., Database],
) -> None:
    rotate(with_keys(BOTH))
    with with_keys(NEW).reading(people.CLERK) as reading:
        noted = set(reading.session.execute(select(BatchLine.account_index)).scalars())
        assert noted == {reading.session.get_one(PayrollDetails, 1).iban_index}


def test_a_payroll_file_may_be_sealed_anew_but_not_changed(bank: Database) -> None:
    for change in ({"sha256": "other"}, {"body": b"\2" + bytes(40)}, {"made_by_id": 4}):
        with pytest.raises(Exception, match="guard_payroll_files_unchanged"), bank.engine.begin() as connection:
            connection.execute(PayrollFile.__table__.update().values(**change))


def test_the_newest_keys_seal_a_persons_key_as_well(with_keys: Callable[..., Database]) -> None:
    rotate(with_keys(BOTH))
    with with_keys(NEW).writing(people.CLERK) as writing:
        assert values.kept(writing, 1, {"phone": ("1", "2")})["values"]["phone"]
