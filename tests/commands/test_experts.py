"""The register of experts: what is kept, what is sealed, and consent that leaves at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from commands import experts, payroll_details
from db import tables
from db.session import Database
from domain.availability import Exceptional, Slot
from domain.errors import Refused, Stale
from domain.experts import Period, ThemeRole
from domain.flow import Seen
from domain.payroll_details import TaxCard
from domain.permissions import Role, Viewer
from domain.trail import Act
from tests import make, people, registers, work
from tests.clocks import Clock

ADDRESS = "Kuusikuja 7 B 12, 01300 Vantaa"
OWN_WORDS = "Kerron siitä, mikä minua auttoi eteenpäin."
COORDINATOR = people.COORDINATOR


def test_a_new_expert_gets_the_next_number_and_today_as_the_first_day(database: Database) -> None:
    first = registers.expert(database)
    second = registers.expert(database, first_name="Bo")
    with database.reading(COORDINATOR) as reading:
        rows = reading.session.execute(select(tables.Expert.number, tables.Expert.joined_on).order_by(tables.Expert.id))
        assert [tuple(row) for row in rows] == [
            (f"{first:04}", date(2026, 11, 23)),
            (f"{second:04}", date(2026, 11, 23)),
        ]


def test_two_experts_never_share_a_number(database: Database) -> None:
    registers.expert(database, number="17")
    with pytest.raises(Refused, match="number is taken"):
        registers.expert(database, number="17")


def test_an_address_and_own_words_open_with_the_key_and_only_with_it(database: Database) -> None:
    expert_id = registers.expert(database, address=ADDRESS)
    make.background(database, expert_id, OWN_WORDS)
    with database.reading(COORDINATOR) as reading:
        row = reading.session.get_one(tables.Expert, expert_id)
        assert reading.keys.open(row.address, "experts.address", expert_id).decode() == ADDRESS
        assert reading.keys.open(row.own_words, "experts.own_words", expert_id).decode() == OWN_WORDS


def test_nothing_sealed_is_readable_anywhere_in_the_database_file(database: Database) -> None:
    expert_id = registers.expert(database, address=ADDRESS)
    make.background(database, expert_id, OWN_WORDS)
    with database.writing(people.CLERK) as writing:
        payroll_details.set_details(writing, expert_id, work.CODES[1], work.ACCOUNTS[1], TaxCard.RECEIVED)
    with database.writing(COORDINATOR) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(address="Kuja 8"))
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files belong to its server")
    database.dispose()
    path = Path(make_url(database.url).database or "")
    stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"Aalto" in stored
    for words in (ADDRESS, OWN_WORDS, "Kuja 8", work.CODES[1].value, work.ACCOUNTS[1].value):
        assert words.encode() not in stored


def test_the_trail_names_the_changed_fields_and_never_what_they_held(database: Database) -> None:
    expert_id = registers.expert(database, address=ADDRESS)
    with database.writing(COORDINATOR) as writing:
        form = registers.anna(address=ADDRESS, phone="040 000 0001", languages=("fi", "sv"))
        experts.edit(writing, expert_id, Seen(1), form)
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(
            select(tables.TrailEvent.facts).where(tables.TrailEvent.act == Act.CHANGE)
        ).scalar_one()
    told = json.loads(facts)
    assert told["fields"] == ["languages", "phone"]
    assert told["values"].keys() == {"languages", "phone"}
    assert all(re.fullmatch("[0-9a-f]{64}", hash) for hash in told["values"].values())


def test_an_edit_that_changes_nothing_leaves_no_trace(database: Database) -> None:
    expert_id = registers.expert(database, address=ADDRESS)
    with database.writing(COORDINATOR) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(address=ADDRESS))
        assert registers.row(writing, tables.Expert, expert_id).version == 1
        assert writing.events == []


def test_the_second_of_two_editors_is_told_that_someone_was_first(database: Database) -> None:
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(phone="040 000 0001"))
    with pytest.raises(Stale), database.writing(people.COORDINATOR_2) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(phone="040 000 0002"))


def test_an_emptied_week_is_known_and_an_unasked_one_is_not(database: Database) -> None:
    asked = registers.expert(database, week=())
    unasked = registers.expert(database, week=None)
    with database.reading(COORDINATOR) as reading:
        rows = reading.session.execute(select(tables.Expert.id, tables.Expert.availability_known))
        assert {row.id: row.availability_known for row in rows} == {asked: True, unasked: False}


def test_the_week_and_its_exceptions_become_what_the_form_says(database: Database) -> None:
    monday, tuesday = Slot(0, 9 * 60, 12 * 60), Slot(1, 9 * 60, 12 * 60)
    away = Exceptional(Period(date(2026, 12, 1), date(2026, 12, 5)), free=False)
    expert_id = registers.expert(database, week=(monday,))
    with database.writing(COORDINATOR) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(week=(tuesday,), exceptions=(away,)))
    with database.reading(COORDINATOR) as reading:
        slots = reading.session.execute(select(tables.AvailabilitySlot.weekday)).scalars().all()
        days = reading.session.execute(
            select(tables.AvailabilityException.first_day, tables.AvailabilityException.available)
        ).all()
    assert slots == [1]
    assert [tuple(day) for day in days] == [(date(2026, 12, 1), False)]


def test_an_end_date_beside_an_unwanted_unit_survives_an_edit(database: Database) -> None:
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        writing.session.add(tables.Client(id=5, name="Yksikkö"))
        writing.session.flush()
        writing.session.add(tables.Unwanted(expert_id=expert_id, client_id=5, until=date(2027, 6, 1)))
    with database.writing(COORDINATOR) as writing:
        experts.edit(writing, expert_id, Seen(1), registers.anna(phone="040 000 0001", unwanted_client_ids=(5,)))
        assert writing.session.execute(select(tables.Unwanted.until)).scalars().all() == [date(2027, 6, 1)]


def test_a_withdrawn_consent_leaves_at_once_and_the_change_log_says_so(database: Database, clock: Clock) -> None:
    registers.settle(database)
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        theme = experts.consent(writing, expert_id, 1, ThemeRole.OWN, date(2026, 11, 1), None)
    before = _changes(database)
    with database.writing(COORDINATOR) as writing:
        experts.withdraw_consent(writing, theme)
    with database.reading(COORDINATOR) as reading:
        withdrawn = reading.session.execute(select(tables.ExpertTheme.withdrawn_at)).scalar_one()
    assert withdrawn == clock.now
    assert _changes(database)[len(before) :] == [("experts", expert_id)]


def test_a_consent_given_again_is_the_same_row(database: Database) -> None:
    registers.settle(database)
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        first = experts.consent(writing, expert_id, 1, ThemeRole.OWN, date(2026, 1, 1), None)
        experts.withdraw_consent(writing, first)
        again = experts.consent(writing, expert_id, 1, ThemeRole.OWN, date(2026, 11, 23), None)
        close_one = experts.consent(writing, expert_id, 1, ThemeRole.CLOSE_ONE, date(2026, 11, 23), None)
        row = registers.row(writing, tables.ExpertTheme, again)
        assert (again, row.withdrawn_at, row.consent_from) == (first, None, date(2026, 11, 23))
        assert close_one != first


def test_the_trail_does_not_tell_which_theme_was_consented_to(database: Database) -> None:
    registers.settle(database)
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        theme = experts.consent(writing, expert_id, 2, ThemeRole.OWN, date(2026, 11, 1), None)
    with database.reading(people.READER) as reading:
        event = reading.session.execute(
            select(tables.TrailEvent.row_id, tables.TrailEvent.facts).where(tables.TrailEvent.noun == "expert_themes")
        ).one()
    told = json.loads(event.facts)
    assert (event.row_id, told["expert_id"], told.keys()) == (theme, expert_id, {"expert_id", "values"})
    assert told["values"].keys() == {"consent"}


def test_a_break_ends_when_its_days_are_taken_away(database: Database) -> None:
    expert_id = registers.expert(database)
    with database.writing(COORDINATOR) as writing:
        experts.pause(writing, expert_id, Seen(1), date(2026, 12, 1), None)
        experts.pause(writing, expert_id, Seen(2), None, None)
        row = registers.row(writing, tables.Expert, expert_id)
        assert (row.paused_from, row.paused_to, row.version) == (None, None, 3)


@pytest.mark.parametrize("role", [Role.CLERK, Role.MANAGER, Role.ADMIN, Role.DATA_PROTECTION])
def test_only_a_coordinator_keeps_the_register(database: Database, viewer: Callable[..., Viewer], role: Role) -> None:
    with pytest.raises(Refused, match="do not have the right"), database.writing(viewer(role)) as writing:
        experts.add(writing, registers.anna())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": "  "}, "Fill in: First name"),
        ({"languages": ()}, "at least one language"),
        ({"on_site": False, "remote": False}, "on site, remotely or both"),
        ({"practical_wishes": "x" * 2001}, "room for 2000 characters"),
        ({"phone": "040\x00"}, "cannot be written"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused_in_one_sentence(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        registers.anna(**changes)


def _changes(database: Database) -> list[tuple[str, int]]:
    with database.reading(COORDINATOR) as reading:
        rows = reading.session.execute(text("SELECT noun, row_id FROM changes ORDER BY seq"))
        return [(row.noun, row.row_id) for row in rows]
