"""The chain's form is fixed: whoever checks it in ten years counts the same hashes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain import trail
from domain.trail import Act, Event, Outcome

APPROVAL = Event(datetime(2026, 11, 23, 7, 0, tzinfo=UTC), 5, Act.APPROVE, "batches", 12, Outcome.DONE, '{"ä":1}')


def test_facts_are_written_in_one_way() -> None:
    assert trail.facts_text({"b": date(2026, 3, 1), "a": "ä"}) == '{"a":"ä","b":"2026-03-01"}'


def test_a_link_is_the_hash_of_the_one_before_and_of_every_field() -> None:
    written = f'["{trail.GENESIS}",1,"2026-11-23T07:00:00.000000Z",5,"approve","batches",12,"done","{{\\"ä\\":1}}"]'
    assert trail.link(trail.GENESIS, 1, APPROVAL) == hashlib.sha256(written.encode()).hexdigest()


def test_the_same_instant_in_another_zone_is_the_same_event() -> None:
    helsinki = APPROVAL.at.astimezone(timezone(timedelta(hours=2)))
    assert trail.link("0", 1, replace(APPROVAL, at=helsinki)) == trail.link("0", 1, APPROVAL)


@pytest.mark.parametrize(
    "change",
    [
        {"at": APPROVAL.at + timedelta(microseconds=1)},
        {"actor_id": None},
        {"act": Act.EXPORT},
        {"noun": "reports"},
        {"row_id": 13},
        {"outcome": Outcome.REFUSED},
        {"facts": "{}"},
    ],
)
def test_any_other_fact_gives_another_link(change: dict[str, object]) -> None:
    link = trail.link(trail.GENESIS, 1, APPROVAL)
    assert trail.link(trail.GENESIS, 1, replace(APPROVAL, **change)) != link  # type: ignore[arg-type]
    assert trail.link("1" * 64, 1, APPROVAL) != link != trail.link(trail.GENESIS, 2, APPROVAL)
