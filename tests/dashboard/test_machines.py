"""Two servers over one PostgreSQL are one house: nothing that matters lives in a worker's memory."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from typing import Any

import pytest
from dash import Dash

from db import tables
from db.session import Database
from domain.orders import OrderStatus
from domain.permissions import Viewer
from tests import clicks, make, people, races
from tests.people import COORDINATOR, COORDINATOR_2
from tests.serving import Served

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
Two = tuple[Served, Served]


@pytest.fixture
def two(served: Callable[..., Served], database: Database) -> Two:
    return served(database.url), served(database.url)


class Answer:
    def __init__(self, response: Any) -> None:
        self.status_code: int = response.status
        self.text: str = response.read().decode()

    def get_data(self, as_text: bool = True) -> str:  # noqa: ARG002
        return self.text


class Visitor:
    """One person's browser: its cookies go to whichever server it turns to, as behind a proxy."""

    def __init__(self) -> None:
        self.server: Served
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def at(self, server: Served) -> Visitor:
        self.server = server
        return self

    def open(self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> Any:
        headers = {"Content-Type": kind} if body is not None else {}
        return self._opener.open(urllib.request.Request(self.server.url + path, body, headers), timeout=20)

    def get(self, path: str) -> Answer:
        return self._answer(path)

    def post(self, path: str, json: Any) -> Answer:
        return self._answer(path, _dumped(json), "application/json")

    def _answer(self, path: str, body: bytes | None = None, kind: str = "") -> Answer:
        try:
            return Answer(self.open(path, body, kind))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error)

    def log_in(self, person: Viewer, password: str = people.PASSWORD) -> Answer:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/login").text)
        assert token
        return self.send("/login", csrf_token=token[1], username=people.username(person), password=password)

    def send(self, path: str, **form: str) -> Answer:
        return self._answer(path, urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded")


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def told(stream: HTTPResponse) -> dict[str, Any]:
    """The next message of a stream, heartbeats passed over; {} when it has ended."""
    for line in stream:
        if line.startswith(b"data: "):
            return json.loads(line.removeprefix(b"data: "))
    return {}


def visit(person: Viewer, server: Served) -> Visitor:
    visitor = Visitor().at(server)
    assert visitor.log_in(person).status_code == 200
    return visitor


def claim(visitor: Visitor, app: Dash, order_id: int) -> str:
    acts = [({"action": "claim", "version": 1}, 1)]
    return clicks.post(visitor, app, "order_cards.act", f"/orders/{order_id}", order_cards_act=acts).text


def test_what_is_done_at_one_server_is_seen_at_the_other(two: Two, database: Database, app: Dash) -> None:
    order_id = make.order(database, make.settle(database))
    here, there = two
    watcher, actor = visit(COORDINATOR, here), visit(COORDINATOR_2, there)
    with watcher.open("/live") as stream:
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
    with visitor.open("/live") as stream:
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
        assert Visitor().at(server).log_in(COORDINATOR, "arvaus").status_code == 401
    answer = Visitor().at(there).log_in(COORDINATOR)
    assert answer.status_code == 401
    assert "Liian monta yritystä" in answer.text
