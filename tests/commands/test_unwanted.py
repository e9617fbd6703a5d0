"""Units an expert does not want, and people who are not placed together."""

from datetime import date

import pytest

import commands.offers
import commands.unwanted
from db import tables
from db.session import Database
from domain.errors import Refused
from domain.offers import Answer
from tests import make, people


def offered(database: Database, order_id: int, expert_id: int) -> tuple[int, ...]:
    with database.writing(people.COORDINATOR) as writing:
        return commands.offers.answer(writing, order_id, expert_id, Answer.YES, override_reason="Sopii")


@pytest.mark.parametrize("turned", [False, True])
def test_two_who_are_kept_apart_never_get_the_same_order_whoever_is_there_first(
    database: Database, turned: bool
) -> None:
    order_id = make.order(database, make.settle(database), experts_needed=2)
    pair = make.expert(database), make.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        commands.unwanted.apart(writing, *pair)
    first, second = reversed(pair) if turned else pair
    make.assigned(database, order_id, first)

    with pytest.raises(Refused, match="Not available"):
        offered(database, order_id, second)


def test_a_unit_that_is_not_wanted_gets_nobody_until_the_last_day_or_the_end_of_the_wish(database: Database) -> None:
    client_id = make.settle(database)
    expert_id = make.expert(database)
    with database.writing(people.COORDINATOR) as writing:
        unwanted_id = commands.unwanted.unit(writing, expert_id, client_id, until=date(2026, 12, 31))
    order_id = make.order(database, client_id)

    with pytest.raises(Refused, match="Not available"):
        offered(database, order_id, expert_id)
    with database.writing(people.COORDINATOR) as writing:
        assert commands.unwanted.unit(writing, expert_id, client_id) == unwanted_id
    assert make.row(database, tables.Unwanted, unwanted_id).until is None
    with database.writing(people.COORDINATOR) as writing:
        commands.unwanted.end(writing, unwanted_id)
    assert len(offered(database, order_id, expert_id)) == 1


def test_nobody_is_kept_apart_from_oneself(database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database)

    with database.writing(people.COORDINATOR) as writing, pytest.raises(Refused, match="another expert"):
        commands.unwanted.apart(writing, expert_id, expert_id)
