"""What the trail keeps of an expert's fields lies under a key of their own; destroyed, nothing opens and the chain holds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, text

import commands.backgrounds
import commands.experts
import commands.keys
import commands.trail
import commands.unwanted
from db import queries, values
from db.session import Database
from db.tables import PersonKey, TrailEvent, TrailValue
from domain.backgrounds import Level
from domain.consents import Given
from domain.errors import Refused
from tests import make, people, registers, work
from tests.trust import lives

OLD, NEW = "040 111 2222", "040 333 4444"
STREET = "Kanariankuja 7"


@pytest.fixture
def expert_id(database: Database) -> int:
    """Somebody whose telephone and address have just been changed."""
    found = registers.expert(database, phone=OLD)
    with database.reading(people.COORDINATOR) as reading:
        form = queries.cards.form(reading, found)
    with database.writing(people.COORDINATOR) as writing:
        seen = make.seen(database, commands.experts.Expert, found)
        commands.experts.edit(writing, found, seen, replace(form, phone=NEW, address=STREET))
    return found


def commitments(database: Database) -> dict[str, str]:
    """Field → hash, of the newest event that names values."""
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(select(TrailEvent.facts).order_by(TrailEvent.seq.desc())).scalars()
        return next(named for each in facts if (named := json.loads(each).get("values")))


def opened(database: Database, expert_id: int) -> dict[str, tuple[object, object]]:
    named = commitments(database)
    with database.reading(people.COORDINATOR) as reading:
        found = values.opened(reading, {expert_id: named.values()})
    return {name: found[hash] for name, hash in named.items() if hash in found}


def opened_in_turn(database: Database, expert_id: int) -> list[tuple[str, object, object]]:
    """Field, old and new value, of every event."""
    with database.reading(people.READER) as reading:
        facts = map(json.loads, reading.session.execute(select(TrailEvent.facts).order_by(TrailEvent.seq)).scalars())
        named = [(name, hash) for each in facts for name, hash in each.get("values", {}).items()]
        found = values.opened(reading, {expert_id: [hash for _name, hash in named]})
    return [(name, *found[hash]) for name, hash in named if hash in found]


def leave(database: Database, expert_id: int) -> None:
    with database.reading(people.COORDINATOR) as reading:
        form = queries.cards.form(reading, expert_id)
    with database.writing(people.COORDINATOR) as writing:
        seen = make.seen(database, commands.experts.Expert, expert_id)
        commands.experts.edit(
            writing, expert_id, seen, replace(form, joined_on=date(2026, 1, 1), left_on=date(2026, 11, 22))
        )


def destroy(database: Database, expert_id: int) -> None:
    with database.writing(people.COORDINATOR) as writing:
        commands.keys.destroy(writing, expert_id)


def findings(database: Database) -> list[str]:
    with database.reading(people.ADMIN) as reading:
        return [str(finding) for finding in commands.trail.verify(reading)]


def test_what_a_field_held_and_holds_can_be_read_with_the_persons_key(database: Database, expert_id: int) -> None:
    assert opened(database, expert_id) == {"phone": (OLD, NEW), "address": ("", STREET)}


def test_neither_the_trail_nor_the_values_hold_it_readably(database: Database, expert_id: int) -> None:
    with database.engine.connect() as connection:
        told = str(connection.execute(text("SELECT facts FROM trail")).all())
        kept = str([bytes(row.sealed) for row in connection.execute(text("SELECT sealed FROM trail_values"))])
    assert "phone" in told
    assert not [word for word in (OLD, NEW, STREET) if word in told + kept]
    assert expert_id


def test_a_destroyed_key_leaves_nothing_to_read_and_the_chain_whole(database: Database, expert_id: int) -> None:
    named = commitments(database)
    leave(database, expert_id)
    destroy(database, expert_id)
    with database.reading(people.COORDINATOR) as reading:
        assert values.opened(reading, {expert_id: named.values()}) == {}
        assert reading.session.get_one(PersonKey, expert_id).sealed is None
        assert reading.session.execute(select(TrailValue.commitment).where(TrailValue.expert_id == expert_id)).all()
    assert findings(database) == []


def test_a_destroyed_key_is_neither_made_again_nor_brought_back(database: Database, expert_id: int) -> None:
    leave(database, expert_id)
    destroy(database, expert_id)
    with database.writing(people.COORDINATOR) as writing:
        assert values.kept(writing, expert_id, {"phone": (NEW, "")}) == {}
    with pytest.raises(Refused, match="does not come back"), database.writing(people.COORDINATOR) as writing:
        writing.session.execute(text("UPDATE person_keys SET sealed = :key, destroyed_at = NULL"), {"key": b"\1" * 40})


def test_somebody_in_the_bank_keeps_their_key(database: Database, expert_id: int) -> None:
    with pytest.raises(Refused, match="is in the bank"):
        destroy(database, expert_id)


def test_an_exchanged_value_is_found_and_its_event_named(database: Database, expert_id: int) -> None:
    with database.reading(people.READER) as reading:
        newest = reading.session.execute(select(TrailEvent.seq).order_by(TrailEvent.seq.desc())).scalars().first()
    with database.engine.begin() as connection:
        on = " ON trail_values" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER guard_trail_values_unchanged{on}"))
        connection.execute(text("UPDATE trail_values SET sealed = :other"), {"other": b"\1" + bytes(60)})
    assert findings(database)[0] == f"What event {newest} kept of a field is gone or is not as it was written."
    assert expert_id


def test_no_event_of_a_whole_life_tells_a_word_of_it(database: Database) -> None:
    lives.bank(database)
    told = (lives.SURNAME, lives.DESCRIPTION, lives.WORDS, lives.IDENTITY_CODE.value, lives.ACCOUNT.value)
    canaries = re.compile("|".join((*map(re.escape, told), lives.whereabouts().pattern)))
    with database.reading(people.READER) as reading:
        events = reading.session.execute(select(TrailEvent.act, TrailEvent.noun, TrailEvent.facts)).all()
    assert len(events) > 50
    assert [each for each in events if canaries.search(each.facts)] == []


def test_a_consent_and_a_wish_to_stay_apart_are_kept_so_too(database: Database) -> None:
    one, other = registers.expert(database), registers.expert(database)
    until, last = date(2027, 1, 31), date(2027, 12, 31)
    with database.writing(people.COORDINATOR) as writing:
        commands.backgrounds.tell(writing, one, Level.OWN_WORDS, "Sanoja.", database.clock().date(), last, Given())
        commands.backgrounds.withdraw(writing, one, Level.OWN_WORDS)
        commands.unwanted.end(writing, commands.unwanted.apart(writing, one, other, until))
    kept = opened_in_turn(database, one)
    first, now = "2026-11-23", str(database.clock())
    given, over = [first, str(last), None], [first, str(last), now]
    wish = [None, other, str(until)]
    assert kept[-4:] == [
        ("consent", [None, None, None], given),
        ("consent", given, over),
        ("unwanted", None, wish),
        ("unwanted", wish, None),
    ]


def test_accounts_and_identity_codes_are_kept_so_too(database: Database) -> None:
    work.settle(database)
    work.details(database, 1)
    told = opened_in_turn(database, 1)
    with database.reading(people.READER) as reading:
        facts = reading.session.execute(select(TrailEvent.facts)).scalars().all()
    code, account = work.CODES[1].value, work.ACCOUNTS[1].value
    assert ("identity_code", "", code) in told
    assert ("account", "", account) in told
    assert code not in str(facts)
    assert account not in str(facts)
