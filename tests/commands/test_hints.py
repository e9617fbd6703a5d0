"""Hyvä tietää cards: who may lower a place, when another's card counts, and when a card is gone."""

from dataclasses import replace
from datetime import date

import pytest

import commands.hints
from db import columns, queries, tables
from db.session import Database
from domain.errors import Refused
from domain.hints import HintForm, Leaning, Source
from domain.matching.ranking import rank
from domain.matching.weights import Part
from tests import make, people
from tests.clocks import Clock

LIKES = HintForm(text="Puhuu mielellään isolle yleisölle", source=Source.COORDINATOR, leaning=Leaning.FOR)
RATHER_NOT = HintForm(text="Ei mielellään iltaisin", source=Source.EXPERT, leaning=Leaning.AGAINST)


def write(database: Database, expert_id: int, form: HintForm) -> int:
    with database.writing(people.COORDINATOR) as writing:
        return commands.hints.write(writing, expert_id, form)


def points(database: Database, order_id: int, expert_id: int) -> int:
    """What the cards give in the order's ranking."""
    with database.reading(people.COORDINATOR) as reading:
        need, weights = queries.matching.need(reading, order_id), queries.matching.weights(reading)
        found = rank(columns.current(reading, reading.today), need, weights)
        return found.parts_of(expert_id)[Part.HINTS]


def test_anothers_card_counts_once_it_has_been_gone_through_with_the_expert(database: Database) -> None:
    order_id = make.order(database, make.settle(database))
    expert_id = make.expert(database)
    before = points(database, order_id, expert_id)
    hint_id = write(database, expert_id, LIKES)

    assert points(database, order_id, expert_id) == before == 3
    with database.writing(people.COORDINATOR) as writing:
        commands.hints.go_through(writing, hint_id, make.seen(database, tables.Hint, hint_id))
    assert points(database, order_id, expert_id) == 6


def test_the_experts_own_wish_lowers_a_place_at_once_until_it_is_ended(database: Database) -> None:
    order_id = make.order(database, make.settle(database))
    expert_id = make.expert(database)
    hint_id = write(database, expert_id, RATHER_NOT)

    assert points(database, order_id, expert_id) == 0
    with database.writing(people.COORDINATOR) as writing:
        commands.hints.end(writing, hint_id, make.seen(database, tables.Hint, hint_id))
    assert points(database, order_id, expert_id) == 3


def test_a_card_of_other_tasks_does_not_count(database: Database) -> None:
    order_id = make.order(database, make.settle(database))
    expert_id = make.expert(database)
    group_talk = make._id(database, tables.TaskType, "group_talk")
    write(database, expert_id, replace(RATHER_NOT, task_type_id=group_talk))

    assert points(database, order_id, expert_id) == 3


def test_an_expired_card_is_neither_shown_nor_counted(database: Database, clock: Clock) -> None:
    order_id = make.order(database, make.settle(database), make.at(11))
    expert_id = make.expert(database)
    write(database, expert_id, replace(RATHER_NOT, valid_until=date(2026, 11, 24)))
    clock.pass_by(days=2)

    assert points(database, order_id, expert_id) == 3
    with database.reading(people.COORDINATOR) as reading:
        assert queries.hints.of_expert(reading, expert_id) == ()


@pytest.mark.parametrize("source", [Source.COORDINATOR, Source.ORDERER])
def test_nobody_else_may_lower_an_experts_place(source: Source) -> None:
    with pytest.raises(Refused, match="Only the expert's own wish"):
        replace(RATHER_NOT, source=source)


def test_a_card_is_short_and_expires() -> None:
    with pytest.raises(Refused, match="at most 140"):
        replace(LIKES, text="a" * 141)
    with pytest.raises(Refused, match="Fill in"):
        replace(LIKES, text="  ")


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2028, 11, 23)])
def test_a_card_does_not_expire_in_the_past_or_after_two_years(database: Database, day: date) -> None:
    make.settle(database)
    expert_id = make.expert(database)

    with pytest.raises(Refused, match="two years"):
        write(database, expert_id, replace(LIKES, valid_until=day))


def test_the_print_of_what_is_told_names_every_card_with_its_source_and_dates(database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database)
    write(database, expert_id, LIKES)
    write(database, expert_id, RATHER_NOT)

    with database.reading(people.COORDINATOR) as reading:
        own, observed = queries.hints.of_expert(reading, expert_id)
    assert (own.text, own.source, own.valid_until) == (RATHER_NOT.text, Source.EXPERT, date(2027, 11, 23))
    assert (observed.text, observed.gone_through_on) == (LIKES.text, None)
