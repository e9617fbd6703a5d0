"""Tarjoa jotain: one expert's open orders are those on whose list of candidates the expert stands."""

from __future__ import annotations

import pytest
from sqlalchemy import update

import commands.offers
from callbacks import candidates, matching, openings
from db import queries, tables
from db.session import Database, Reading
from domain.errors import Missing
from domain.offers import Answer
from layouts import exclusions
from tests import make, people, statements


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def offered(database: Database, expert_id: int) -> list[int]:
    with database.reading(people.COORDINATOR) as reading:
        return [one.order.id for one in queries.openings.of_expert(reading, expert_id).open]


def test_the_orders_are_those_whose_candidates_matching_lists(database: Database, client_id: int) -> None:
    experts = [make.expert(database), make.expert(database, "grief"), make.expert(database, languages=("fi", "sv"))]
    orders = [
        make.order(database, client_id, make.at(4)),
        make.order(database, client_id, make.at(2), themes=("grief",)),
        make.order(database, client_id, make.at(3), themes=("housing", "grief")),
        make.order(database, client_id, make.at(3), themes=(), language="sv"),
        make.order(database, client_id, make.at(3), municipality=make.TAMPERE),
        make.order(database, client_id, make.at(5), make.at(9)),
    ]
    make.assigned(database, orders[0], experts[0])
    make.assigned(database, make.order(database, client_id, make.at(9)), experts[2])
    with database.reading(people.COORDINATOR) as reading:
        listed = {order: set(candidates.match(reading, order).ranking.ids.tolist()) for order in orders}
    found = [set(offered(database, expert_id)) for expert_id in experts]
    lacking = set(orders) - {orders[0]}
    assert found == [{order for order in lacking if expert_id in listed[order]} for expert_id in experts]
    assert any(found)


def test_the_soonest_stands_first(database: Database, client_id: int) -> None:
    late, soon = make.order(database, client_id, make.at(9)), make.order(database, client_id, make.at(2))
    assert offered(database, make.expert(database)) == [soon, late]


def test_who_has_said_no_is_not_asked_again(database: Database, client_id: int) -> None:
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    assert offered(database, expert_id) == [order_id]
    with database.writing(people.COORDINATOR) as writing:
        commands.offers.answer(writing, order_id, expert_id, Answer.NO)
    assert offered(database, expert_id) == []


def test_who_has_left_is_offered_nothing_and_who_never_was_is_missing(database: Database, client_id: int) -> None:
    make.order(database, client_id)
    expert_id = make.expert(database)
    with database.writing(people.NOBODY) as writing:
        writing.session.execute(update(tables.Expert).values(left_on=make.LONG_AGO.date()))
    assert offered(database, expert_id) == []
    with pytest.raises(Missing):
        offered(database, 999)


def test_more_orders_cost_no_more_queries(database: Database, client_id: int) -> None:
    expert_id = make.expert(database)

    def ask(reading: Reading) -> object:
        return queries.openings.of_expert(reading, expert_id)

    make.order(database, client_id)
    few = statements.number(database, people.COORDINATOR, ask)
    for day in range(3, 9):
        make.order(database, client_id, make.at(day))
    assert statements.number(database, people.COORDINATOR, ask) == few


def test_one_click_opens_the_candidates_with_the_person_found(database: Database, client_id: int) -> None:
    order_id, expert_id = make.order(database, client_id), make.expert(database, last_name="Öhman")
    with database.reading(people.COORDINATOR) as reading:
        rows = next(part.rowData for part in openings.show(reading, expert_id)._traverse() if hasattr(part, "rowData"))
        drawn = matching.show(reading, order_id, who=str(expert_id))
    assert [row["href"] for row in rows] == [f"/orders/{order_id}/match?who={expert_id}"]
    parts = {getattr(part, "id", None): part for part in drawn._traverse()}
    assert parts[exclusions.Ids.NAME].value.endswith("Öhman")
    said = [part for part in parts[exclusions.Ids.FOUND]._traverse() if isinstance(part, str)]
    assert "listalla sijalla 1" in said
