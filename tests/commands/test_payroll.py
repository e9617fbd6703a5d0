"""The payroll file: made from what was approved, stored encrypted, the same bytes each time it is fetched."""

from __future__ import annotations

import hashlib
import io
import json
import re

import openpyxl
import pytest
from sqlalchemy import func, select

from commands import payroll, payroll_details
from db import tables
from db.session import Database
from domain.batches import BatchStatus
from domain.errors import Missing, Refused, Stale
from domain.payroll_details import TaxCard
from domain.trail import Act
from tests import people, races, work
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.approved(database, 1, expert_id=2)


def approved(database: Database) -> int:
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    return batch_id


def test_there_is_no_file_of_a_batch_that_is_not_approved(database: Database):
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="not been approved"), database.reading(people.CLERK) as reading:
        payroll.prepare(reading, batch_id)


def test_making_the_file_changes_nothing_and_gives_the_same_bytes(database: Database, clock: Clock):
    batch_id = approved(database)
    before = work.seen(database, batch_id)
    with database.reading(people.CLERK) as reading:
        first = payroll.prepare(reading, batch_id)
    clock.pass_by(days=2)
    with database.reading(people.MANAGER) as reading:
        assert payroll.prepare(reading, batch_id) == first
    assert work.seen(database, batch_id) == before


def test_the_file_holds_what_the_batch_pays(database: Database):
    _batch_id, body = work.paid(database)
    people_sheet = openpyxl.load_workbook(io.BytesIO(body))["Henkilöt"]
    _head, *rows, _total = people_sheet.iter_rows(values_only=True)
    assert [(row[1], row[0], row[-1]) for row in rows] == [
        ("Aalto Aino", work.CODES[1].value, 60),
        ("Öhman Örjan", work.CODES[2].value, 30),
    ]


def test_a_fetch_gives_the_stored_bytes_and_leaves_one_line_on_the_trail(database: Database):
    batch_id, body = work.paid(database)
    assert work.fetched(database, batch_id) == work.fetched(database, batch_id, people.MANAGER) == body
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        actors = reading.session.execute(select(event.actor_id).where(event.act == Act.FETCH).order_by(event.seq))
        assert actors.scalars().all() == [people.CLERK.id, people.MANAGER.id]


def test_the_file_lies_encrypted_with_the_hash_of_its_plain_bytes(database: Database):
    batch_id, body = work.paid(database)
    with database.reading(people.CLERK) as reading:
        stored = reading.session.execute(select(tables.PayrollFile.body, tables.PayrollFile.sha256)).one()
    assert stored.sha256 == hashlib.sha256(body).hexdigest()
    assert body[:4] == b"PK\x03\x04"
    assert stored.body.find(body[:64]) == -1
    assert work.row(database, tables.Batch, batch_id).status is BatchStatus.EXPORTED


def test_a_coordinator_neither_makes_nor_fetches_the_file(database: Database):
    batch_id, _body = work.paid(database)
    with pytest.raises(Refused, match="right"):
        work.fetched(database, batch_id, people.COORDINATOR)
    with pytest.raises(Refused, match="right"), database.reading(people.COORDINATOR) as reading:
        payroll.prepare(reading, batch_id)


def test_before_the_export_there_is_nothing_to_fetch(database: Database):
    batch_id = approved(database)
    with pytest.raises(Missing):
        work.fetched(database, batch_id)


def test_eight_exports_at_once_store_one_file(database: Database):
    batch_id = approved(database)
    done, told = races.at_once(8, lambda _place: work.export(database, batch_id))
    assert (len(done), len(told)) == (1, 7)
    with database.reading(people.CLERK) as reading:
        assert reading.session.execute(select(func.count()).select_from(tables.PayrollFile)).scalar_one() == 1


def test_the_same_click_twice_stores_one_file_and_gives_the_same_answer(database: Database):
    batch_id = approved(database)
    seen = work.seen(database, batch_id)
    with database.reading(people.CLERK) as reading:
        files = payroll.prepare(reading, batch_id)
    answers = []
    for _click in range(2):
        with database.writing(people.CLERK) as writing:
            answers.append(payroll.export(writing, batch_id, seen, files, "one click"))
    assert answers == [hashlib.sha256(files[0].body).hexdigest()] * 2


def test_an_export_states_the_content_that_was_approved(database: Database):
    batch_id = approved(database)
    seen = work.seen(database, batch_id)
    stale = type(seen)(seen.version, "0" * 64)
    with pytest.raises(Stale), database.writing(people.CLERK) as writing:
        payroll.export(writing, batch_id, stale, [payroll.Made("file.xlsx", b"bytes")])


def test_details_keep_what_is_not_given_again(database: Database):
    with database.writing(people.CLERK) as writing:
        payroll_details.set_details(writing, 1, None, None, TaxCard.PREPAYMENT_REGISTER)
    kept = work.row(database, tables.PayrollDetails, 1)
    assert (kept.account_ending, kept.identity_code is not None) == ("0785", True)


def test_two_experts_do_not_share_an_identity_code(database: Database):
    with pytest.raises(Refused, match="Another expert"), database.writing(people.CLERK) as writing:
        payroll_details.set_details(writing, 2, work.CODES[1], None, TaxCard.RECEIVED)


def test_nobody_changes_their_own_payroll_details(database: Database):
    payee = work.pays(database, people.CLERK, expert_id=1)
    with pytest.raises(Refused, match="their own"), database.writing(payee) as writing:
        payroll_details.set_details(writing, 1, None, work.ACCOUNTS[2], TaxCard.RECEIVED)


def test_the_trail_tells_which_details_changed_but_not_to_what(database: Database):
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        texts = reading.session.execute(select(event.facts).where(event.noun == "payroll_details")).scalars()
        facts = [json.loads(text) for text in texts]
    assert facts[0]["fields"] == ["tax_card", "identity_code", "account"]
    hashes = [hash for each in facts for hash in each.pop("values", {}).values()]
    assert all(re.fullmatch("[0-9a-f]{64}", hash) for hash in hashes)
    assert work.ACCOUNTS[1].ending not in str(facts)
