"""The register and the card: masked where contact is protected, sealed until opened, and always the same few queries."""

from __future__ import annotations

from datetime import date

import pytest

import commands.experts
from db import queries
from db.session import Database
from domain.errors import Missing
from domain.experts import Ineligible
from domain.register import ExpertCard, ExpertRow, Lapse, eligible_until, lapses
from tests import make, people, statements


def register(database: Database) -> tuple[ExpertRow, ...]:
    with database.reading(people.COORDINATOR) as reading:
        return queries.experts.register(reading)


def card(database: Database, expert_id: int) -> ExpertCard:
    with database.reading(people.COORDINATOR) as reading:
        return queries.cards.card(reading, expert_id)


def test_a_row_tells_who_can_be_asked_for_what_and_until_when(database: Database) -> None:
    make.settle(database)
    make.expert(database, "housing", "money", first_name="Anna", last_name="Aalto", languages=("fi", "sv"))
    [row] = register(database)
    assert (row.name, row.municipality) == ("Aalto Anna", "Vantaa")
    assert (row.languages, row.themes) == (("fi", "sv"), 2)
    assert eligible_until(row.standing, date(2026, 11, 23)) == date(2027, 1, 13)
    assert lapses(row.standing, date(2026, 11, 23)) == (Lapse(date(2027, 1, 13), Ineligible.MENTORING),)


def test_a_protected_contact_is_masked_in_the_register_and_on_the_card(database: Database) -> None:
    make.settle(database)
    hidden = make.expert(database, contact_protected=True, email="anna@example.org", address="Kuusikuja 7")
    [row] = register(database)
    assert (row.municipality, row.contact_protected) == ("", True)
    form = card(database, hidden).form
    assert (form.municipality, form.phone, form.email, form.address, form.areas) == ("", "", "", None, ())


def test_matching_does_not_know_where_a_protected_person_lives(database: Database) -> None:
    make.settle(database)
    make.expert(database)
    make.expert(database, contact_protected=True)
    with database.reading(people.COORDINATOR) as reading:
        homes = [profile.home.code for profile in queries.profiles.of(reading, reading.today)]
    assert homes == [make.VANTAA, ""]


def test_a_withdrawn_theme_is_on_no_list_and_no_card(database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database, "housing", "money")
    theme = card(database, expert_id).themes[0]
    with database.writing(people.COORDINATOR) as writing:
        commands.experts.withdraw_consent(writing, theme.id)
    assert [row.themes for row in register(database)] == [1]
    assert theme.theme not in {own.theme for own in card(database, expert_id).themes}


def test_whoever_has_left_is_not_in_the_register(database: Database) -> None:
    make.settle(database)
    make.expert(database, left_on=date(2026, 11, 22))
    stays = make.expert(database, left_on=date(2026, 11, 23))
    assert [row.id for row in register(database)] == [stays]


def test_a_card_that_is_not_there_is_missing(database: Database) -> None:
    with pytest.raises(Missing):
        card(database, 999)


def test_nothing_of_payroll_is_ever_asked_for(database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database)
    with database.reading(people.COORDINATOR) as reading, statements.counted(database) as said:
        queries.experts.register(reading)
        queries.cards.card(reading, expert_id)
    assert [statement for statement in said if "payroll_details" in statement] == []


def test_more_experts_cost_no_more_queries(database: Database) -> None:
    make.settle(database)
    make.expert(database)
    one = statements.number(database, people.COORDINATOR, queries.experts.register)
    for _ in range(3):
        make.expert(database)
    assert statements.number(database, people.COORDINATOR, queries.experts.register) == one <= 7
