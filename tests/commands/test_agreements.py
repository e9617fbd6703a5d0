"""Framework agreements: one number each, from a day to a day."""

from __future__ import annotations

from datetime import date

import pytest

from commands import agreements
from db import tables
from db.session import Database, Writing
from domain.agreements import AgreementKind
from domain.errors import Refused, Stale
from domain.flow import Seen
from tests import people, registers

NEW_YEAR, MIDSUMMER = date(2026, 1, 1), date(2026, 6, 20)


def sign(writing: Writing, expert_id: int, number: str = "2026/17", valid_to: date | None = None) -> int:
    kind = AgreementKind.ASSIGNMENT
    return agreements.sign(writing, expert_id, number, kind, NEW_YEAR, valid_to, "Kaappi 3", "Tapaturmavakuutus")


def test_an_agreement_is_ended_on_its_last_day(database: Database) -> None:
    anna = registers.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        agreement = sign(writing, anna)
        agreements.end(writing, agreement, Seen(1), MIDSUMMER)
        assert registers.row(writing, tables.Agreement, agreement).valid_to == MIDSUMMER


def test_an_agreement_does_not_end_before_it_begins(database: Database) -> None:
    anna = registers.expert(database)
    with pytest.raises(Refused, match="last day"), database.writing(people.COORDINATOR) as writing:
        sign(writing, anna, valid_to=date(2025, 12, 31))


def test_an_agreement_number_belongs_to_one_agreement(database: Database) -> None:
    anna = registers.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        sign(writing, anna)
    with pytest.raises(Refused, match="agreement number is taken"), database.writing(people.COORDINATOR) as writing:
        sign(writing, anna)


def test_an_agreement_changed_by_another_is_looked_at_again(database: Database) -> None:
    anna = registers.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        agreement = sign(writing, anna)
        agreements.end(writing, agreement, Seen(1), MIDSUMMER)
    with pytest.raises(Stale), database.writing(people.COORDINATOR_2) as writing:
        agreements.end(writing, agreement, Seen(1), NEW_YEAR)
