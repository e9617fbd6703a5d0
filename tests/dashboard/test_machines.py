"""Two servers over one PostgreSQL are one house: nothing that matters lives in a worker's memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.client import HTTPResponse
from typing import Any

import pytest
from dash import Dash

from db import tables
from db.session import Database
from domain.orders import OrderStatus
from tests import clicks, make, people, races
from tests.people import COORDINATOR, COORDINATOR_2
from tests.serving import Served
from tests.visitors import Visitor, visit

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
Two = tuple[Served, Served]


@pytest.fixture
def two(served: Callable[..., Served], database: Database) -> Two:
    return served(database.url), served(database.url)


def told(stream: HTTPResponse) -> dict[str, Any]:
    """The next message of a stream, heartbeats passed over; {} when it has ended."""
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    return {}


def claim(visitor: Visitor, app: Dash, order_id: int) -> str:
    acts = [({"action": "claim", "version": 1}, 1)]
    return clicks.post(visitor, app, "order_cards.act", f"/orders/{order_id}", order_cards_act=acts).text


def test_what_is_done_at_one_server_is_seen_at_the_other(two: Two, database: Database, app: Dash) -> None:
    order_id = make.order(database, make.settle(database))
    here, there = two
    watcher, actor = visit(COORDINATOR, here), visit(COORDINATOR_2, there)
    with watcher.listen("/live") as stream:
        told(stream)
        claim(actor, app, order_id)
        message = told(stream)
        assert message["changes"]["orders"] == [order_id]
        (row,) = next(iter(message["grids"].values()))
        assert (row["id"], row["handler"]) == (str(order_id), COORDINATOR_2.name)
        actor.post("/live/presence", json={"tab": "a", "order": order_id, "writes": True})
        (person,) = told(stream)["present"][str(order_id)]
        assert (person["name"], person["writes"]) == (COORDINATOR_2.name, True)
        actor.at(here).post("/live/presence", json={"tab": "a", "order": None})
        assert told(stream) == {"present": {str(order_id): []}}


def test_a_session_is_good_at_both_servers_and_ends_at_both(two: Two, database: Database) -> None:
    here, there = two
    visitor = visit(COORDINATOR, here)
    assert visitor.at(there).get("/live/since").status_code == 200
    with visitor.listen("/live") as stream:
        told(stream)
        with database.writing(people.ADMIN) as writing:
            writing.session.get_one(tables.User, COORDINATOR.id).session_epoch += 1
        assert told(stream) == {}
    assert [visitor.at(server).get("/live/since").status_code for server in two] == [401, 401]


def test_of_two_who_claim_at_once_at_different_servers_one_is_first(two: Two, database: Database, app: Dash) -> None:
    client_id = make.settle(database)
    visitors = [visit(person, server) for person, server in zip((COORDINATOR, COORDINATOR_2), two, strict=True)]
    for _ in range(5):
        order_id = make.order(database, client_id)
        answers, _ = races.at_once(2, lambda place, order_id=order_id: claim(visitors[place], app, order_id))
        order = make.row(database, tables.Order, order_id)
        assert (order.status, order.version) == (OrderStatus.HANDLING, 2)
        assert sum("Joku muu ehti" in answer or "on muuttanut" in answer for answer in answers) == 1, answers


def test_tries_at_a_password_are_counted_over_all_servers(two: Two) -> None:
    here, there = two
    for server in (here, there, here, there, here):
        assert Visitor(server).log_in(COORDINATOR, "arvaus").status_code == 401
    answer = Visitor(there).log_in(COORDINATOR)
    assert answer.status_code == 401
    assert "Liian monta yritystä" in answer.text
