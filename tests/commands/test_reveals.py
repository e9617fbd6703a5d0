"""Opening one sealed field: by right, with a reason, on the trail before it opens, and told of over the daily limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

import commands.keys
from commands import backgrounds, reveals
from db import queries, tables
from db.session import Database
from domain import looks
from domain.backgrounds import Level
from domain.errors import Missing, Refused
from domain.permissions import Viewer
from domain.reveals import Busy, Sealed
from domain.trail import Act, Filter
from tests import make, people, work
from tests.clocks import Clock

WHY = "Tehtävän valmistelu."
WORDS = "Perhetyöstä tukiperheeseen."


@pytest.fixture
def expert_id(database: Database) -> int:
    make.settle(database)
    expert_id = make.expert(database, address="Kuusikuja 7", phone="040 000 0777", email="salla@example.org")
    make.background(database, expert_id, WORDS)
    return expert_id


def opened(
    database: Database, viewer: Viewer, expert_id: int, field: Sealed, why: str = WHY, more: str = ""
) -> dict[str, str]:
    with database.writing(viewer) as writing:
        reveals.reveal(writing, expert_id, field, why, more)
    with database.reading(viewer) as reading:
        return queries.reveals.opened(reading, expert_id, field)


def events(database: Database) -> list[tuple[int | None, str, int | None, dict[str, object]]]:
    """As the data-protection reader reads them, the oldest first."""
    with database.reading(people.READER) as reading:
        found = [each for each in queries.trail.events(reading, Filter()).entries if each.act is Act.REVEAL]
    return [
        (each.actor_id, each.noun, each.row_id, {name: fact for name, fact in each.facts.items() if name != "values"})
        for each in reversed(found)
    ]


def test_a_reveal_is_an_event_with_its_field_and_reason_and_without_its_value(
    database: Database, expert_id: int
) -> None:
    assert opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS) == {"own_words": WORDS}
    facts = {"field": "own_words", "reason": WHY}
    assert events(database) == [(people.COORDINATOR.id, "experts", expert_id, facts)]


def test_why_it_was_opened_lies_under_the_persons_own_key(database: Database, expert_id: int) -> None:
    with database.writing(people.COORDINATOR) as writing:
        writing.session.get_one(tables.Expert, expert_id).left_on = date(2026, 11, 22)
    opened(database, people.COORDINATOR, expert_id, Sealed.CONTACT)
    with database.engine.connect() as connection:
        assert WHY not in str(connection.execute(text("SELECT facts FROM trail")).all())
    with database.reading(people.READER) as reading:
        (look,) = queries.looks.found(reading, looks.Filter(expert_id)).found
    assert look.entry is not None
    assert look.entry.facts["reason"] == WHY
    with database.writing(people.COORDINATOR) as writing:
        commands.keys.destroy(writing, expert_id)
    assert [facts for *_, facts in events(database)] == [{"field": "contact"}]
    opened(database, people.COORDINATOR, expert_id, Sealed.CONTACT)
    assert [facts for *_, facts in events(database)][1:] == [{"field": "contact", "reason": WHY}]


def test_a_clerk_opens_identity_code_and_account(database: Database, expert_id: int) -> None:
    work.details(database, expert_id)
    code = opened(database, people.CLERK, expert_id, Sealed.IDENTITY_CODE)
    account = opened(database, people.CLERK, expert_id, Sealed.ACCOUNT)
    assert (code["identity_code"], account["account"]) == (work.CODES[1].value, work.ACCOUNTS[1].value)
    assert [noun for _, noun, _, _ in events(database)] == ["payroll_details", "payroll_details"]


@pytest.mark.parametrize(
    ("viewer", "field"),
    [
        (people.COORDINATOR, Sealed.IDENTITY_CODE),
        (people.COORDINATOR, Sealed.ACCOUNT),
        (people.CLERK, Sealed.OWN_WORDS),
        (people.CLERK, Sealed.SERVICE_PATH),
        (people.CLERK, Sealed.CONTACT),
        *((viewer, field) for viewer in (people.MANAGER, people.ADMIN, people.READER) for field in Sealed),
    ],
)
def test_nobody_opens_what_is_not_theirs(database: Database, expert_id: int, viewer: Viewer, field: Sealed) -> None:
    with pytest.raises(Refused, match="do not have the right"):
        opened(database, viewer, expert_id, field)
    with database.reading(viewer) as reading, pytest.raises(Refused, match="do not have the right"):
        queries.reveals.opened(reading, expert_id, field)
    assert events(database) == []


@pytest.mark.parametrize("why", ["", "   ", "siis"])
def test_a_reason_is_said_in_a_few_words(database: Database, expert_id: int, why: str) -> None:
    with pytest.raises(Refused, match="in a few words"):
        opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS, why)
    assert events(database) == []


def test_only_the_address_is_opened_of_an_open_contact_and_everything_of_a_protected_one(
    database: Database, expert_id: int
) -> None:
    assert opened(database, people.COORDINATOR, expert_id, Sealed.CONTACT) == {"address": "Kuusikuja 7"}
    hidden = make.expert(
        database, contact_protected=True, address="Kuja 8", phone="040 000 0888", email="x@example.org"
    )
    assert opened(database, people.COORDINATOR, hidden, Sealed.CONTACT) == {
        "phone": "040 000 0888",
        "email": "x@example.org",
        "municipality": "Vantaa",
        "areas": "Vantaa",
        "address": "Kuja 8",
    }


def test_a_background_without_a_consent_in_force_is_not_opened(database: Database, expert_id: int) -> None:
    make.background(database, expert_id, "Neuvonnasta.", Level.SERVICE_PATH, until=date(2026, 11, 22))
    with pytest.raises(Refused, match="no consent in force"):
        opened(database, people.COORDINATOR, expert_id, Sealed.SERVICE_PATH)
    with database.writing(people.COORDINATOR) as writing:
        backgrounds.withdraw(writing, expert_id, Level.OWN_WORDS)
    with pytest.raises(Refused, match="no consent in force"):
        opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS)


def test_what_is_not_there_is_missing(database: Database, expert_id: int) -> None:
    with pytest.raises(Missing):
        opened(database, people.CLERK, expert_id, Sealed.ACCOUNT)
    with pytest.raises(Missing):
        opened(database, people.COORDINATOR, 999, Sealed.CONTACT)


def test_over_the_daily_limit_a_field_opens_with_a_second_reason_and_it_is_told_who_and_how_many(
    database: Database, expert_id: int, clock: Clock
) -> None:
    with database.writing(people.ADMIN) as writing:
        reveals.set_limit(writing, 2, date(2026, 11, 23))
    for _ in range(2):
        opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS)
    with pytest.raises(Refused, match="Say also why"):
        opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS)
    assert busy(database, people.MANAGER) == ()
    assert opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS, more="Kiireinen tilaus.")
    facts = {"field": "own_words", "over": True, "reason": WHY, "second_reason": "Kiireinen tilaus."}
    assert events(database)[-1][3] == facts
    told = (Busy(date(2026, 11, 23), people.COORDINATOR.name, 3, 1),)
    assert busy(database, people.MANAGER) == busy(database, people.READER) == told
    clock.now += timedelta(days=1)
    assert opened(database, people.COORDINATOR, expert_id, Sealed.OWN_WORDS)


def busy(database: Database, viewer: Viewer) -> tuple[Busy, ...] | None:
    with database.reading(viewer) as reading:
        return queries.today.today(reading).reveals


def test_the_limit_is_twenty_until_the_administrator_sets_another(database: Database) -> None:
    with database.reading(people.COORDINATOR) as reading:
        assert queries.reveals.limit(reading) == 20
    with database.writing(people.ADMIN) as writing, pytest.raises(Refused, match="from 1 to 999"):
        reveals.set_limit(writing, 0, date(2026, 11, 23))
    with database.writing(people.ADMIN) as writing:
        reveals.set_limit(writing, 30, date(2026, 11, 24))
    with database.reading(people.COORDINATOR) as reading:
        assert queries.reveals.limit(reading) == 20
