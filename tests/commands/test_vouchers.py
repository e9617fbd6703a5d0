"""Pictures of receipts: told by their content, kept encrypted with the assignment, closed by the approval."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from commands import reports, vouchers
from db import queries, tables
from db.session import Database
from domain.errors import Missing, Refused
from domain.flow import Seen
from domain.money import Money
from domain.permissions import Viewer
from domain.reports import ReportStatus
from domain.travel import Claim, Ticket
from domain.vouchers import MAX_BYTES, MOST, VoucherKind
from tests import people, work

JPEG, PNG, PDF = b"\xff\xd8\xff\xe0" + b"kuva" * 9, b"\x89PNG\r\n\x1a\n" + b"kuva" * 9, b"%PDF-1.7 kuitti"


@pytest.fixture
def held(database: Database) -> int:
    """The id of an assignment that waits for its report."""
    work.settle(database)
    work.details(database)
    return work.assignment(database)


def add(database: Database, held: int, name: str = "kuitti.jpg", body: bytes = JPEG) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return vouchers.add(writing, held, name, body)


def claimed(database: Database, held: int) -> int:
    """A report with a ticket of which only the picture tells."""
    with database.writing(people.COORDINATOR) as writing:
        span = queries.reports.waiting_one(writing, held).planned
        return reports.claim(writing, held, span, Claim(tickets=(Ticket(Money(8_40), ""),)), "Matka bussilla.")


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("kuitti.jpg", JPEG, VoucherKind.JPEG),
        ("kuitti.txt", PNG, VoucherKind.PNG),
        (r"C:\kuvat\lippu.pdf", PDF, VoucherKind.PDF),
    ],
)
def test_a_receipt_is_told_by_its_content(database: Database, held: int, name: str, body: bytes, kind: VoucherKind):
    add(database, held, name, body)
    with database.reading(people.CLERK) as reading:
        (found,) = queries.vouchers.of_assignment(reading, held)
    assert (found.kind, found.size, found.added_by) == (kind, len(body), people.COORDINATOR.name)
    assert "\\" not in found.name


@pytest.mark.parametrize("body", [b"", b"MZ" + bytes(9), b"<svg/>", b"<html>", b"GIF89a", b"\xff\xd8"])
def test_other_files_are_refused_whatever_they_are_called(database: Database, held: int, body: bytes):
    with pytest.raises(Refused, match="neither a JPEG"):
        add(database, held, "kuitti.jpg", body)


def test_too_large_and_too_many_are_refused(database: Database, held: int):
    with pytest.raises(Refused, match="too large: at most 8 MB"):
        add(database, held, body=JPEG + bytes(MAX_BYTES))
    for _number in range(MOST):
        add(database, held)
    with pytest.raises(Refused, match="10 receipts already"):
        add(database, held)


def test_the_bytes_lie_encrypted_and_open_for_those_who_see_reports(database: Database, held: int):
    voucher_id = add(database, held)
    assert b"kuva" not in work.row(database, tables.Voucher, voucher_id).body
    for person in (people.CLERK, people.COORDINATOR):
        with database.writing(person) as writing:
            assert vouchers.fetch(writing, voucher_id) == ("kuitti.jpg", "image/jpeg", JPEG)
    with pytest.raises(Refused, match="right"), database.writing(people.MANAGER) as writing:
        vouchers.fetch(writing, voucher_id)


@pytest.mark.parametrize("person", [people.CLERK, people.MANAGER, people.ADMIN])
def test_only_those_who_enter_reports_add_receipts(database: Database, held: int, person: Viewer):
    with pytest.raises(Refused, match="right"), database.writing(person) as writing:
        vouchers.add(writing, held, "kuitti.jpg", JPEG)


def test_a_picture_stands_for_the_words_of_a_ticket(database: Database, held: int):
    with pytest.raises(Refused, match="add a picture"):
        claimed(database, held)
    add(database, held)
    with database.reading(people.CLERK) as reading:
        submitted = queries.reports.one(reading, claimed(database, held))
    assert submitted.preview.amount == Money(38_40)


def test_a_report_that_comes_back_keeps_its_receipts_and_an_approved_one_closes_them(database: Database, held: int):
    kept, wrong = add(database, held), add(database, held)
    report_id = claimed(database, held)
    with database.writing(people.CLERK) as writing:
        reports.return_(writing, report_id, Seen(1), "Väärä kuitti.")
    with database.writing(people.COORDINATOR) as writing:
        vouchers.remove(writing, wrong)
    report_id = claimed(database, held)
    with database.writing(people.CLERK) as writing:
        reports.approve(writing, report_id, Seen(1))
        assert [each.id for each in queries.vouchers.of_assignment(writing, held)] == [kept]
    assert work.row(database, tables.Report, report_id).status is ReportStatus.APPROVED
    for act in (lambda writing: vouchers.remove(writing, kept), lambda writing: vouchers.add(writing, held, "a", PNG)):
        with pytest.raises(Refused, match="has been approved"), database.writing(people.COORDINATOR) as writing:
            act(writing)


def test_no_picture_tells_where_a_protected_person_lives(database: Database, held: int):
    earlier = add(database, held)
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(update(tables.Expert).values(contact_protected=True))
    with pytest.raises(Refused, match="Protected contact"):
        add(database, held)
    with pytest.raises(Missing), database.writing(people.CLERK) as writing:
        assert queries.vouchers.of_assignment(writing, held) == ()
        vouchers.fetch(writing, earlier)
