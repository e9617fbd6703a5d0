"""Sealed levels of a background: written with a consent, told of before it ends, and erased when it is withdrawn."""

from __future__ import annotations

from datetime import date

import pytest

from commands import backgrounds, experts
from db import queries, tables
from db.session import Database
from domain.backgrounds import Level
from domain.consents import Given, GivenHow, Purpose
from domain.errors import Refused
from domain.experts import ThemeRole
from domain.trail import Act
from tests import make, people
from tests.clocks import Clock

WORDS = "Perhetyöstä tukiperheeseen."
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 22)


@pytest.fixture
def expert_id(database: Database) -> int:
    make.settle(database)
    return make.expert(database, first_name="Anna", last_name="Aalto")


def levels(database: Database, expert_id: int) -> dict[Level, bool]:
    with database.reading(people.COORDINATOR) as reading:
        found = queries.backgrounds.of_expert(reading, expert_id)
        return {each.level: each.opens_on(reading.today) for each in found}


def test_each_level_has_a_consent_of_its_own(database: Database, expert_id: int) -> None:
    make.background(database, expert_id, WORDS, Level.SERVICE_PATH)
    assert levels(database, expert_id) == {Level.SERVICE_PATH: True, Level.OWN_WORDS: False}


def test_a_consent_remembers_purpose_way_day_and_to_whom(database: Database, expert_id: int) -> None:
    given = Given(Purpose.PREPARING, GivenHow.ON_PAPER, date(2026, 11, 20))
    with database.writing(people.COORDINATOR) as writing:
        backgrounds.tell(writing, expert_id, Level.OWN_WORDS, WORDS, FIRST, LAST, given)
    with database.reading(people.COORDINATOR) as reading:
        consent = queries.backgrounds.of_expert(reading, expert_id)[1].consent
    assert consent is not None
    assert (consent.first, consent.last) == (FIRST, LAST)
    assert consent.given == Given(Purpose.PREPARING, GivenHow.ON_PAPER, date(2026, 11, 20), people.COORDINATOR.name)


def test_a_withdrawn_consent_erases_the_words_and_stays_as_proof(database: Database, expert_id: int) -> None:
    make.background(database, expert_id, WORDS)
    with database.writing(people.COORDINATOR) as writing:
        backgrounds.withdraw(writing, expert_id, Level.OWN_WORDS)
    with database.reading(people.READER) as reading:
        sealed = reading.session.get_one(tables.Expert, expert_id).own_words
        withdrawn = reading.session.query(tables.Background.withdrawn_at).scalar()
        acts = [event.act for event in reading.session.query(tables.TrailEvent).filter_by(noun="backgrounds")]
    assert (sealed, withdrawn is not None, acts) == (None, True, [Act.GRANT, Act.WITHDRAW])
    with database.writing(people.COORDINATOR) as writing, pytest.raises(Refused, match="withdrawn already"):
        backgrounds.withdraw(writing, expert_id, Level.OWN_WORDS)


def test_a_renewed_consent_keeps_the_words(database: Database, expert_id: int) -> None:
    make.background(database, expert_id, WORDS, until=date(2026, 11, 22))
    assert not levels(database, expert_id)[Level.OWN_WORDS]
    with database.writing(people.COORDINATOR) as writing:
        backgrounds.tell(writing, expert_id, Level.OWN_WORDS, "", FIRST, LAST, Given())
    assert levels(database, expert_id)[Level.OWN_WORDS]


@pytest.mark.parametrize(
    ("words", "last", "on", "sentence"),
    [
        ("", LAST, None, "Write what the expert has told"),
        (WORDS, None, None, "Give the last day"),
        (WORDS, date(2025, 12, 31), None, "must not come before"),
        (WORDS, LAST, date(2026, 11, 24), "a day to come"),
        ("F32.1", LAST, None, "Diagnoses are not stored"),
    ],
)
def test_nothing_is_stored_without_words_and_a_whole_consent(
    database: Database, expert_id: int, words: str, last: date | None, on: date | None, sentence: str
) -> None:
    with database.writing(people.COORDINATOR) as writing, pytest.raises(Refused, match=sentence):
        backgrounds.tell(writing, expert_id, Level.OWN_WORDS, words, FIRST, last, Given(on=on))


def test_consents_of_every_level_are_told_sixty_days_before_their_end(
    database: Database, expert_id: int, clock: Clock
) -> None:
    """Monday 23 November and sixty days is 22 January."""
    money = make.theme(database, "money")
    with database.writing(people.COORDINATOR) as writing:
        experts.consent(writing, expert_id, money, ThemeRole.OWN, FIRST, date(2027, 1, 23))
        backgrounds.tell(writing, expert_id, Level.SERVICE_PATH, WORDS, FIRST, LAST, Given())
    assert ending(database) == [("Anna Aalto", Level.SERVICE_PATH, LAST)]
    clock.now = make.at(24, month=11).start
    assert ending(database) == [("Anna Aalto", Level.SERVICE_PATH, LAST), ("Anna Aalto", None, date(2027, 1, 23))]


def ending(database: Database) -> list[tuple[str, Level | None, date]]:
    with database.reading(people.COORDINATOR) as reading:
        found = queries.today.desk(reading).consents
        return [(each.expert, each.level, each.last) for each in found]
