"""Payroll's answers: a rejected line comes back as work, and a refused file becomes a new version of the same lines."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from sqlalchemy import select

from commands import batches, fees, payroll, receipts
from db import queries, tables
from db.session import Database
from domain.batches import BatchStatus, LeftOutReason
from domain.errors import Refused, Stale
from domain.money import Money
from tests import people, work
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def acknowledge(database: Database, batch_id: int, rejected: dict[int, str] | None = None) -> None:
    with database.writing(people.CLERK) as writing:
        receipts.acknowledge(writing, batch_id, work.seen(database, batch_id), "PR-1", rejected)


def payable(database: Database) -> tuple[list[int], list[tuple[int | None, LeftOutReason, Money | None]]]:
    with database.reading(people.CLERK) as reading:
        found = queries.batches.payable(reading, work.UP_TO)
    return [line.amount.cents for line in found.lines], [
        (left.line_id, left.reason, left.amount) for left in found.left_out
    ]


def again_of(database: Database, line_id: int) -> int:
    return work.row(database, tables.Rejection, line_id).again_id


def renew(database: Database, batch_id: int, why: str = "Sarakkeet puuttuvat.") -> bytes:
    with database.reading(people.CLERK) as reading:
        files = payroll.prepare(reading, batch_id)
    with database.writing(people.CLERK) as writing:
        payroll.renew(writing, batch_id, work.seen(database, batch_id), files, why)
    return files[0].body


def test_a_receipt_closes_the_batch_and_rejected_lines_come_back_on_hold(database: Database):
    first, second = work.approved(database, 1, 2)
    batch_id, _file = work.paid(database)
    acknowledge(database, batch_id, {second: "Verokortti puuttuu."})
    assert work.row(database, tables.Batch, batch_id).status is BatchStatus.ACKNOWLEDGED
    again = again_of(database, second)
    assert payable(database) == ([], [(again, LeftOutReason.ON_HOLD, Money(30_00))])
    assert again not in (first, second)


def test_a_released_line_is_paid_once_in_the_next_batch(database: Database, clock: Clock):
    (line_id,) = work.approved(database, 1)
    batch_id, _file = work.paid(database)
    acknowledge(database, batch_id, {line_id: "Väärä tulolaji."})
    clock.pass_by(days=1)
    with database.writing(people.CLERK) as writing:
        fees.release(writing, again_of(database, line_id))
    assert payable(database) == ([30_00], [])
    second, _file = work.paid(database)
    assert work.lines_of(database, second) == [30_00]
    assert payable(database) == ([], [])


def test_a_rejected_line_costs_once_whatever_is_added_up(database: Database):
    (line_id,) = work.approved(database, 1)
    batch_id, _file = work.paid(database)
    acknowledge(database, batch_id, {line_id: "Väärä tulolaji."})
    with database.reading(people.CLERK) as reading:
        amounts = reading.session.execute(select(tables.PaymentLine.amount)).scalars().all()
    assert sorted(amount.cents for amount in amounts) == [-30_00, 30_00, 30_00]


def test_a_rejected_minus_line_takes_back_later_what_it_did_not_take_now(database: Database, clock: Clock):
    (line_id,) = work.approved(database, 1)
    work.paid(database)
    clock.pass_by(days=1)
    with database.writing(people.CLERK) as writing:
        fees.correct(writing, line_id, Decimal(1), Money(20_00), "Sovittu 20 euroa.")
    batch_id, _file = work.paid(database)
    assert work.lines_of(database, batch_id) == [-30_00, 20_00]
    with database.writing(people.CLERK) as writing:
        minus = min(line.id for line in queries.batches.contents(writing, batch_id))
        receipts.reject(writing, batch_id, work.seen(database, batch_id), {minus: "Miinusta ei oteta."})
    again = work.row(database, tables.PaymentLine, again_of(database, minus))
    assert (again.role.value, again.amount) == ("minus", Money(-30_00))


def test_a_line_can_be_rejected_after_the_receipt(database: Database):
    work.approved(database, 1)
    batch_id, _file = work.paid(database)
    acknowledge(database, batch_id)
    line_id = work.rejected(database, batch_id, "Tilisiirto palautui.")
    with database.reading(people.CLERK) as reading:
        (told,) = queries.receipts.of_batch(reading, batch_id)
    assert (told.line_id, told.expert, told.reason, told.on_hold) == (
        line_id,
        "Aalto Aino",
        "Tilisiirto palautui.",
        True,
    )


def test_a_line_is_rejected_only_once(database: Database):
    work.approved(database, 1)
    batch_id, _file = work.paid(database)
    line_id = work.rejected(database, batch_id)
    with pytest.raises(Refused, match="already"), database.writing(people.CLERK) as writing:
        receipts.reject(writing, batch_id, work.seen(database, batch_id), {line_id: "Taas."})


def test_one_unknown_reference_and_nothing_of_the_answer_is_recorded(database: Database):
    (line_id,) = work.approved(database, 1)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match="is not in batch"):
        acknowledge(database, batch_id, {line_id: "Väärä.", 999: "Tuntematon."})
    assert work.row(database, tables.Batch, batch_id).status is BatchStatus.EXPORTED
    assert payable(database) == ([], [])


def test_lines_of_a_file_that_was_never_sent_are_not_rejected(database: Database):
    (line_id,) = work.approved(database, 1)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="been given"), database.writing(people.CLERK) as writing:
        receipts.reject(writing, batch_id, work.seen(database, batch_id), {line_id: "Väärä."})


def test_a_refused_file_becomes_a_new_version_of_the_same_lines_and_the_old_is_kept(database: Database):
    work.approved(database, 1, 2)
    batch_id, first = work.paid(database)
    second = renew(database, batch_id)
    with database.reading(people.CLERK) as reading:
        files = queries.payroll.files(reading, batch_id)
    assert [(file.edition, file.name, file.reason) for file in files] == [
        (2, f"PE-{batch_id}-2026-12-15-v2.xlsx", "Sarakkeet puuttuvat."),
        (1, f"PE-{batch_id}-2026-12-15.xlsx", ""),
    ]
    books = [openpyxl.load_workbook(io.BytesIO(body))["Rivit"] for body in (first, second)]
    assert list(books[0].values) == list(books[1].values)
    assert work.fetched(database, batch_id) == second
    with database.writing(people.CLERK) as writing:
        assert payroll.fetch(writing, batch_id, 1)[1] == first


def test_two_who_make_a_new_version_at_once_make_one(database: Database):
    work.approved(database, 1)
    batch_id, _first = work.paid(database)
    with database.reading(people.CLERK) as reading:
        files = payroll.prepare(reading, batch_id)
    seen = work.seen(database, batch_id)
    with database.writing(people.CLERK) as writing:
        payroll.renew(writing, batch_id, seen, files, "Ei aukea.")
    with pytest.raises(Stale), database.writing(people.CLERK_2) as writing:
        payroll.renew(writing, batch_id, seen, files, "Ei aukea.")


def test_once_payroll_has_taken_the_file_in_there_is_no_new_version(database: Database):
    work.approved(database, 1)
    batch_id, _first = work.paid(database)
    acknowledge(database, batch_id)
    with pytest.raises(Refused, match="only while"):
        renew(database, batch_id)


def test_the_export_of_a_batch_that_has_moved_on_is_refused(database: Database):
    work.approved(database, 1)
    batch_id, _first = work.paid(database)
    with pytest.raises(Refused), database.writing(people.CLERK) as writing:
        batches.reopen(writing, batch_id, work.seen(database, batch_id))


def test_an_account_is_told_to_payroll_once(database: Database, clock: Clock):
    work.approved(database, 1)
    _batch_id, first = work.paid(database)
    clock.pass_by(days=1)
    work.approved(database, 2)
    _batch_id, second = work.paid(database)
    assert openpyxl.load_workbook(io.BytesIO(first)).sheetnames[-1] == "Perustietomuutokset"
    assert openpyxl.load_workbook(io.BytesIO(second)).sheetnames[-1] == "Tarkistus"
