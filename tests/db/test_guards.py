"""The database's own refusals: each guard says no on both databases, and a lost one keeps the program from starting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import commands.looks
from db import guards, schema, tables
from db.session import Database
from domain.errors import Refused, Stale
from domain.looks import Place
from tests import people, work

FORBIDDEN = {
    "guard_trail_unchanged": "UPDATE trail SET facts = '{}'",
    "guard_trail_kept": "DELETE FROM trail",
    "guard_trail_values_unchanged": "UPDATE trail_values SET expert_id = 2",
    "guard_trail_values_kept": "DELETE FROM trail_values",
    "guard_looks_unchanged": "UPDATE looks SET expert_id = 2",
    "guard_looks_kept": "DELETE FROM looks",
    "guard_person_keys_destroyed": "UPDATE person_keys SET destroyed_at = destroyed_at WHERE expert_id = 3",
    "guard_person_keys_kept": "DELETE FROM person_keys",
    "guard_payment_lines_unchanged": "UPDATE payment_lines SET cents = 1",
    "guard_payment_lines_kept": "DELETE FROM payment_lines",
    "guard_payroll_files_unchanged": "UPDATE payroll_files SET name = 'toinen.xlsx'",
    "guard_payroll_files_kept": "DELETE FROM payroll_files",
    "guard_rejections_unchanged": "UPDATE rejections SET reason = 'Muu.'",
    "guard_rejections_kept": "DELETE FROM rejections",
    "guard_batch_lines_added": "INSERT INTO batch_lines (batch_id, line_id, collected_by_id) VALUES (:batch, :free, 3)",
    "guard_batch_lines_changed": "UPDATE batch_lines SET account_index = NULL",
    "guard_batch_lines_removed": "DELETE FROM batch_lines",
    "guard_batches_kept": "DELETE FROM batches",
    "guard_batches_steps": "UPDATE batches SET status = 'open', approved_by_id = NULL, version = version + 1",
    "guard_batches_version": "UPDATE batches SET status = 'acknowledged'",
    "guard_batches_content": "UPDATE batches SET total = total + 1, version = version + 1",
}
"""Guard → what it forbids when a batch has been paid and one more line is free."""

CHECKED = {
    "ck_batches_four_eyes": "UPDATE batches SET approved_by_id = prepared_by_id",
    "ck_reports_status_known": "UPDATE reports SET status = 'paid'",
    "ck_payment_lines_minus_sign": (
        "INSERT INTO payment_lines (report_id, expert_id, role, kind, ordinal, work_date, fee_code, quantity, unit_cents,"
        " cents, income_type, cost_centre, corrects_id, reason, entered_by_id, entered_at) SELECT report_id, expert_id,"
        " 'minus', kind, ordinal, work_date, fee_code, quantity, unit_cents, 1, income_type, cost_centre, id, 'Siksi.',"
        " entered_by_id, entered_at FROM payment_lines WHERE id = :free"
    ),
    "ck_reports_two_persons": "UPDATE reports SET approved_by_id = reported_by_id",
}


@pytest.fixture
def facts(database: Database) -> dict[str, int]:
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    work.approved(database, 9)
    batch, _file = work.paid(database)
    work.rejected(database, batch)
    (free,) = work.approved(database, 2)
    with database.writing(people.CLERK) as writing:
        commands.looks.opened(writing, 1, Place.PAYMENTS)
        key = writing.session.get_one(tables.PersonKey, 3)
        key.sealed, key.destroyed_at = None, writing.now
    return {"batch": batch, "free": free}


def attempt(database: Database, statement: str, facts: dict[str, int]) -> str:
    """What the database said to it."""
    wanted = {name: value for name, value in facts.items() if f":{name}" in statement}
    with pytest.raises(DBAPIError) as refused, database.engine.begin() as connection:
        connection.execute(text(statement), wanted)
    return str(refused.value.orig)


def lose(database: Database, name: str, table: str) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    with database.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON {table}"))


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_guard_refuses_whoever_writes(database: Database, facts: dict[str, int], name: str):
    assert name in attempt(database, FORBIDDEN[name], facts)


@pytest.mark.parametrize("name", CHECKED)
def test_a_check_refuses_whoever_writes(database: Database, facts: dict[str, int], name: str):
    assert name in attempt(database, CHECKED[name], facts)


def test_no_guard_is_left_untried():
    assert {guard.name for guard in guards.GUARDS} == FORBIDDEN.keys()


def test_a_line_stands_in_one_batch(database: Database, facts: dict[str, int]):
    work.collected(database)
    work.approved(database, 3)
    other = work.collected(database)
    into = "INSERT INTO batch_lines (batch_id, line_id, collected_by_id) VALUES (:batch, :free, 3)"
    said = attempt(database, into, {"batch": other, "free": facts["free"]})
    assert "batch_lines" in said


def test_an_expert_is_in_one_place_at_a_time(database: Database):
    work.settle(database)
    work.assignment(database, 1)
    with pytest.raises(Refused, match="another assignment at this time"):
        work.assignment(database, 2, starts_at=work.FIRST + timedelta(minutes=59))
    work.assignment(database, 2, starts_at=work.FIRST + timedelta(minutes=60))


def test_an_assignment_is_not_moved_over_another(database: Database):
    work.settle(database)
    work.assignment(database, 1)
    work.assignment(database, 2)
    said = attempt(
        database,
        "UPDATE assignments SET starts_at = (SELECT min(starts_at) FROM assignments),"
        " ends_at = (SELECT min(ends_at) FROM assignments)",
        {},
    )
    assert "guard_assignments_overlap" in said


def test_a_sum_is_whole_cents(database: Database):
    work.settle(database)
    attempt(database, "UPDATE experts SET monthly_cap = 'abc'", {})


def test_a_guard_s_refusal_is_told_in_the_office_s_words(database: Database, facts: dict[str, int]):
    with pytest.raises(Refused, match="never changed; it is corrected"), database.writing(people.CLERK) as writing:
        writing.session.execute(text("UPDATE payment_lines SET cents = 1"))
    with pytest.raises(Stale, match="no longer open"), database.writing(people.CLERK) as writing:
        writing.session.execute(text("DELETE FROM batch_lines WHERE batch_id = :batch"), {"batch": facts["batch"]})


@pytest.mark.parametrize("name", guards.KEPT)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_is_kept_is_not_truncated_either(database: Database, name: str):
    assert f"guard_{name}_truncated" in attempt(database, f"TRUNCATE {name} CASCADE", {})


def test_each_lost_guard_is_noticed(database: Database):
    schema.check(database.engine)
    for guard in guards.GUARDS:
        lose(database, guard.name, guard.table)
    with database.engine.connect() as connection:
        assert guards.missing(connection) == {guard.name for guard in guards.GUARDS}


def test_the_program_does_not_start_without_a_guard(database: Database):
    lose(database, "guard_trail_kept", "trail")
    with pytest.raises(schema.NotReady, match="guard_trail_kept"):
        schema.check(database.engine)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_guard_that_was_switched_off_is_noticed(database: Database):
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE trail DISABLE TRIGGER guard_trail_unchanged"))
    with pytest.raises(schema.NotReady, match="guard_trail_unchanged"):
        schema.check(database.engine)


def test_a_migration_brings_the_guards_back(database: Database):
    lose(database, "guard_payment_lines_unchanged", "payment_lines")
    schema.upgrade(database.url)
    schema.check(database.engine)
