"""Experts and orders from a workbook: seen first, written once confirmed, and the same file twice changes nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

import commands.experts
import commands.imports
import commands.orders
from db import tables
from db.session import Database
from domain.errors import Refused, Stale
from domain.imports import Noun, Report, Verdict
from domain.orders import UnfilledReason
from domain.trail import Act
from tests import make, people
from tests.workbooks import AINO, TALK, experts, orders, workbook

EXPERTS, ORDERS = Noun.EXPERTS, Noun.ORDERS


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    make.settle(database)


def preview(database: Database, noun: Noun, body: bytes) -> Report:
    with database.reading(people.COORDINATOR) as reading:
        return commands.imports.preview(reading, noun, commands.imports.read(noun, body))


def brought_in(database: Database, noun: Noun, body: bytes) -> Report:
    seen = preview(database, noun, body).seen
    with database.writing(people.COORDINATOR) as writing:
        return commands.imports.confirm(writing, noun, commands.imports.read(noun, body), seen)


def verdicts(report: Report) -> list[Verdict]:
    return [entry.verdict for entry in report.entries]


def places(report: Report) -> list[tuple[str, str]]:
    return [(f"{one.column}{one.row}", str(one.reason)) for entry in report.entries for one in entry.faults]


def count(database: Database, table: type[Any]) -> int:
    with database.reading(people.READER) as reading:
        return reading.session.execute(select(func.count()).select_from(table)).scalar_one()


def only(database: Database, table: type[Any]) -> Any:
    with database.reading(people.READER) as reading:
        found = reading.session.execute(select(table)).scalar_one()
        reading.session.expunge(found)
        return found


def test_a_look_at_a_file_writes_nothing(database: Database) -> None:
    before = count(database, tables.TrailEvent)
    assert verdicts(preview(database, EXPERTS, experts(AINO))) == [Verdict.NEW]
    assert (count(database, tables.Expert), count(database, tables.TrailEvent)) == (0, before)


def test_a_confirmed_expert_is_in_the_register_with_the_consent_of_the_file(database: Database) -> None:
    brought_in(database, EXPERTS, experts(AINO))
    expert, theme = only(database, tables.Expert), only(database, tables.ExpertTheme)
    assert (expert.number, expert.first_name, expert.municipality) == ("0101", "Aino", "092")
    assert (theme.theme_id, theme.consent_from) == (make.theme(database, "housing"), date(2026, 9, 1))


def test_one_event_tells_of_the_whole_import(database: Database) -> None:
    body = experts(AINO, ("0102", "Bo", "", "", "", "", "", ""))
    brought_in(database, EXPERTS, body)
    event = tables.TrailEvent
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(
            select(event.facts).where(event.act == Act.IMPORT, event.noun == "experts")
        ).scalar_one()
    sha256 = commands.imports.read(EXPERTS, body).sha256
    assert json.loads(facts) == {"new": 1, "changed": 0, "unchanged": 0, "faulty": 1, "sha256": sha256}


@pytest.mark.parametrize(("noun", "body"), [(EXPERTS, experts(AINO)), (ORDERS, orders(TALK))])
def test_the_same_file_twice_changes_nothing(database: Database, noun: Noun, body: bytes) -> None:
    brought_in(database, noun, body)
    before = count(database, tables.TrailEvent)
    assert verdicts(brought_in(database, noun, body)) == [Verdict.UNCHANGED]
    assert count(database, tables.TrailEvent) == before


def test_experts_without_numbers_are_known_again_by_name_and_telephone(database: Database) -> None:
    body = workbook(("Etunimi", "Sukunimi", "Puhelin"), ("Aino", "Aalto", "040 1"), ("Aino", "Aalto", "040 2"))
    assert verdicts(brought_in(database, EXPERTS, body)) == [Verdict.NEW, Verdict.NEW]
    assert verdicts(preview(database, EXPERTS, body)) == [Verdict.UNCHANGED, Verdict.UNCHANGED]


def test_an_expert_without_a_number_gets_one_that_no_other_row_has(database: Database) -> None:
    nameless, numbered = (None, "Bo", "Berg", *[None] * 5), ("2", "Cia", "Cid", *[None] * 5)
    brought_in(database, EXPERTS, experts(nameless, AINO, numbered))
    with database.reading(people.READER) as reading:
        numbers = dict(reading.session.execute(select(tables.Expert.first_name, tables.Expert.number)).all())
    assert numbers == {"Aino": "0101", "Cia": "0002", "Bo": "0003"}


def test_only_what_differs_is_changed_and_an_empty_cell_says_nothing(database: Database) -> None:
    brought_in(database, EXPERTS, experts(AINO))
    moved = ("101", "Aino", "Aalto", None, "Kerava", None, None, None)
    (entry,) = brought_in(database, EXPERTS, experts(moved)).entries
    assert (entry.verdict, entry.changes) == (Verdict.CHANGED, ("Kunta",))
    expert = only(database, tables.Expert)
    assert (expert.municipality, expert.phone) == ("245", "040 000 0001")


def test_a_withdrawn_consent_is_not_brought_back_by_an_old_file(database: Database) -> None:
    brought_in(database, EXPERTS, experts(AINO))
    with database.writing(people.COORDINATOR) as writing:
        commands.experts.withdraw_consent(writing, only(database, tables.ExpertTheme).id)
    assert places(preview(database, EXPERTS, experts(AINO))) == [
        ("G2", "A consent on this row was withdrawn on 2026-11-23. Take the theme out.")
    ]


def test_every_fault_of_a_row_is_told_with_its_cell(database: Database) -> None:
    faulty = ("0102", "Bo", None, "", "Vantaaa", "klingon", "Asunnottomuus ja asumisen tuki", "eilen")
    assert places(preview(database, EXPERTS, experts(AINO, faulty, AINO))) == [
        ("C3", "This must be filled in."),
        ("H3", "eilen is not a day. Write it like 3.12.2026."),
        ("E3", "The bank does not know Vantaaa. Check how it is written."),
        ("F3", "The bank does not know klingon. Check how it is written."),
        ("A4", "The row 2 says this already."),
    ]


def test_a_theme_without_the_day_of_consent_is_faulty(database: Database) -> None:
    assert places(preview(database, EXPERTS, experts((*AINO[:-1], None)))) == [
        ("H2", "Themes need the day of the expert's consent.")
    ]


def test_of_five_hundred_rows_with_seven_faulty_the_others_come_in(database: Database) -> None:
    rows = [(str(1000 + each), "Eino", f"Esimerkki{each}", *AINO[3:]) for each in range(500)]
    for each in range(7):
        rows[each * 70] = (*rows[each * 70][:4], "Ei missään", *AINO[5:])
    report = brought_in(database, EXPERTS, experts(*rows))
    assert (len(report.of(Verdict.NEW)), len(report.of(Verdict.FAULTY))) == (493, 7)
    assert count(database, tables.Expert) == 493


def test_an_order_gets_its_session_and_the_packages_usual_task_type(database: Database) -> None:
    brought_in(database, ORDERS, orders(TALK))
    order, session = only(database, tables.Order), only(database, tables.Session)
    assert (order.import_key, order.experts_needed, order.municipality) == ("AP-1", 2, "092")
    assert make.row(database, tables.TaskType, order.task_type_id).key == "training_talk"
    assert session.starts_at == make.at(3, 9).start
    assert session.ends_at == make.at(3, 9, minutes=90).end


def test_a_changed_order_keeps_what_the_file_does_not_say(database: Database) -> None:
    brought_in(database, ORDERS, orders(TALK))
    later = (*TALK[:4], "10.00", "11.30", None, 3)
    (entry,) = brought_in(database, ORDERS, orders(later)).entries
    assert set(entry.changes) == {"Päivä", "Asiantuntijoita tarvitaan"}
    assert only(database, tables.Session).starts_at == make.at(3, 10).start
    assert only(database, tables.Order).municipality == "092"


def test_an_order_that_somebody_has_agreed_to_is_not_changed(database: Database) -> None:
    brought_in(database, ORDERS, orders((*TALK[:-1], 1)))
    make.assigned(database, only(database, tables.Order).id, make.expert(database))
    assert verdicts(preview(database, ORDERS, orders((*TALK[:-1], 1)))) == [Verdict.UNCHANGED]
    ((cell, reason),) = places(preview(database, ORDERS, orders(TALK)))
    assert (cell, reason[:20]) == ("2", "The order is closed ")


def test_a_closed_order_is_not_changed(database: Database) -> None:
    brought_in(database, ORDERS, orders(TALK))
    order_id = only(database, tables.Order).id
    with database.writing(people.COORDINATOR) as writing:
        commands.orders.claim(writing, order_id, make.seen(database, tables.Order, order_id))
    with database.writing(people.COORDINATOR) as writing:
        seen = make.seen(database, tables.Order, order_id)
        commands.orders.close_unfilled(writing, order_id, seen, UnfilledReason.TIME)
    assert verdicts(preview(database, ORDERS, orders((*TALK[:-1], 3)))) == [Verdict.FAULTY]


def test_the_faults_of_an_order_name_their_cells(database: Database) -> None:
    assert places(preview(database, ORDERS, orders(("AP-2", "Ei ketään", *TALK[2:4], None, None, "Vantaa", 40)))) == [
        ("H2", "40 is not between 1 and 20."),
        ("B2", "The bank does not know Ei ketään. Check how it is written."),
        ("E2", "Give both the day and the time, or neither."),
    ]


def test_what_was_not_on_screen_is_not_confirmed(database: Database) -> None:
    seen = preview(database, EXPERTS, experts(AINO)).seen
    with pytest.raises(Stale), database.writing(people.COORDINATOR) as writing:
        table = commands.imports.read(EXPERTS, experts((*AINO[:3], "040 9", *AINO[4:])))
        commands.imports.confirm(writing, EXPERTS, table, seen)
    assert count(database, tables.Expert) == 0


def test_a_refusal_at_a_later_row_leaves_nothing_of_the_earlier_ones(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = commands.experts.add

    def refuses_bo(writing, form):  # type: ignore[no-untyped-def]
        if form.first_name == "Bo":
            raise Refused("This number is taken.")
        return add(writing, form)

    monkeypatch.setattr(commands.experts, "add", refuses_bo)
    with pytest.raises(Refused, match="Taul1, row 3"):
        brought_in(database, EXPERTS, experts(AINO, ("0102", "Bo", *AINO[2:])))
    assert count(database, tables.Expert) == 0


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
@pytest.mark.parametrize("noun", [EXPERTS, ORDERS])
def test_only_a_coordinator_brings_in(database: Database, nobody: Any, noun: Noun) -> None:
    table = commands.imports.read(noun, experts(AINO) if noun is EXPERTS else orders(TALK))
    with pytest.raises(Refused, match="right"), database.reading(nobody) as reading:
        commands.imports.preview(reading, noun, table)
    with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
        commands.imports.confirm(writing, noun, table, "")


@pytest.mark.parametrize("noun", Noun)
def test_a_template_is_read_back_by_the_same_headings(database: Database, noun: Noun) -> None:
    body = commands.imports.template(noun, make.LONG_AGO)
    report = preview(database, noun, body)
    assert (report.entries, report.ignored) == ((), ())


def test_a_file_that_is_no_workbook_is_refused_before_anything_is_asked_of_the_bank() -> None:
    with pytest.raises(Refused, match="not an Excel workbook"):
        commands.imports.read(EXPERTS, b"PK" + bytes(100))
