"""Who approves a batch and what exactly they approve; how it goes back, and how an approval is withdrawn."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from commands import batches, reports
from db import queries, tables
from db.session import Database
from domain.batches import BatchStatus
from domain.errors import Refused, Stale
from domain.flow import Seen
from domain.permissions import Viewer
from domain.reports import OverrunDecision
from domain.trail import Act
from tests import approving, people, races, work
from tests.clocks import Clock


@pytest.fixture(autouse=True)
def bank(database: Database) -> None:
    work.settle(database)
    work.details(database)


def approvals(database: Database, batch_id: int) -> int:
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        rows = select(event.seq).where(event.noun == "batches", event.row_id == batch_id, event.act == Act.APPROVE)
        return len(reading.session.execute(rows).all())


@pytest.mark.parametrize("preparer", [people.CLERK, people.BOTH])
def test_the_one_who_collected_does_not_approve(database: Database, preparer: Viewer):
    work.approved(database, by=people.CLERK_2)
    batch_id = work.checked(database, preparer)
    with pytest.raises(Refused, match="You have prepared"):
        approving.approve(database, batch_id, preparer)
    assert approving.status(database, batch_id) is BatchStatus.CHECKED


def test_the_one_who_made_a_line_does_not_approve(database: Database):
    work.approved(database, by=people.CLERK_2)
    batch_id = work.checked(database, people.CLERK)
    with pytest.raises(Refused, match="You have prepared"):
        approving.approve(database, batch_id, people.CLERK_2)


def test_the_one_who_entered_a_report_does_not_approve_it_in_another_role(database: Database):
    reported = work.reported(database, by=people.BOTH)
    with database.writing(people.CLERK_2) as writing:
        reports.approve(writing, *reported, Seen(1))
    batch_id = work.checked(database, people.CLERK)
    with pytest.raises(Refused, match="You have prepared"):
        approving.approve(database, batch_id, people.BOTH)


def test_the_one_who_checked_does_not_approve(database: Database):
    work.approved(database)
    batch_id = work.collected(database)
    with database.writing(people.CLERK_2) as writing:
        batches.check(writing, batch_id, work.seen(database, batch_id))
    with pytest.raises(Refused, match="You have prepared"):
        approving.approve(database, batch_id, people.CLERK_2)


def test_nobody_approves_a_batch_they_are_paid_in(database: Database):
    payee = work.pays(database, people.CLERK_2, expert_id=1)
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused, match="You are paid"):
        approving.approve(database, batch_id, payee)


def test_a_coordinator_and_an_admin_have_no_say_in_payments(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    for outsider in (people.COORDINATOR, people.ADMIN, people.READER):
        with pytest.raises(Refused, match="right"):
            approving.approve(database, batch_id, outsider)


def test_a_batch_is_approved_as_it_was_seen_or_not_at_all(database: Database):
    batch_id = approving.ready(database)
    seen = work.seen(database, batch_id)
    for stale in (Seen(seen.version, "0" * 64), Seen(seen.version - 1, seen.content_sha256), Seen(seen.version)):
        with pytest.raises(Stale):
            approving.approve(database, batch_id, seen=stale)
    assert approving.status(database, batch_id) is BatchStatus.CHECKED


def test_fifty_approvals_at_once_give_one(database: Database):
    batch_id = approving.ready(database)
    seen = work.seen(database, batch_id)
    done, told = races.at_once(50, lambda _place: approving.approve(database, batch_id, seen=seen))
    assert (len(done), len(told)) == (1, 49)
    assert approvals(database, batch_id) == 1


def test_the_same_click_twice_gives_the_same_answer_and_acts_once(database: Database):
    batch_id = approving.ready(database)
    seen = work.seen(database, batch_id)
    done, told = races.at_once(8, lambda _place: approving.approve(database, batch_id, seen=seen, key="one click"))
    assert told == []
    assert set(done) == {seen.content_sha256}
    assert approvals(database, batch_id) == 1


def test_a_click_s_key_serves_no_other_person(database: Database):
    batch_id = approving.ready(database)
    seen = work.seen(database, batch_id)
    approving.approve(database, batch_id, seen=seen, key="one click")
    with pytest.raises(Refused, match="something else"):
        approving.approve(database, batch_id, people.CLERK_2, seen, "one click")


def test_a_refused_click_can_be_tried_again(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    with pytest.raises(Refused):
        approving.approve(database, batch_id, key="one click")
    work.ticked(database, batch_id)
    assert approving.approve(database, batch_id, key="one click") == work.seen(database, batch_id).content_sha256


def test_an_account_changed_after_the_approval_stops_the_export(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    approving.change_account(database)
    with pytest.raises(Refused, match="Aino Aalto has changed"):
        work.export(database, batch_id)
    assert approving.status(database, batch_id) is BatchStatus.APPROVED


def test_an_approval_is_withdrawn_and_the_batch_checked_anew(database: Database):
    work.approved(database)
    batch_id = work.checked(database)
    work.approve(database, batch_id)
    approving.change_account(database)
    with database.writing(people.MANAGER) as writing:
        batches.withdraw(writing, batch_id, work.seen(database, batch_id), "Tili on vaihtunut.")
    for act in (batches.reopen, batches.check):
        with database.writing(people.CLERK) as writing:
            act(writing, batch_id, work.seen(database, batch_id))
    work.approve(database, batch_id)
    work.export(database, batch_id)
    assert approving.status(database, batch_id) is BatchStatus.EXPORTED


def test_an_exported_batch_is_not_withdrawn(database: Database):
    work.approved(database)
    batch_id, _file = work.paid(database)
    with pytest.raises(Refused, match="state has changed"), database.writing(people.MANAGER) as writing:
        batches.withdraw(writing, batch_id, work.seen(database, batch_id), "Liian myöhään.")


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
        approving.approve(database, batch_id, people.BOTH)
