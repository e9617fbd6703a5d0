"""What a listener is told of the change log, by their rights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from callbacks.wiring import Changes, LiveRows
from dashboard import news
from dashboard.news import MOST_ROWS, SEEN_WITH, Audience
from db.changes import FEEDS, Change
from db.session import Database, Reading
from domain.permissions import Permission, Viewer
from tests.people import ADMIN, BOTH, CLERK, COORDINATOR, COORDINATOR_2, MANAGER, READER

ROWS = [Change(1, "orders", 10), Change(2, "batches", 20), Change(3, "orders", 11), Change(4, "orders", 10)]


def grid(changed: Any) -> LiveRows:
    return LiveRows("orders.changed", Permission.SEE_ORDERS, "orders-queue", changed, lambda _reading: [])


def told(database: Database, viewer: Viewer, changes: Changes, *lives: LiveRows) -> dict[str, Any]:
    with database.reading(Audience.of(viewer).viewer) as reading:
        return json.loads(news.told(reading, 4, changes, lives))


def rows_of(reading: Reading, changes: Changes) -> Sequence[dict[str, Any]]:
    return [{"id": str(number), "for": sorted(reading.viewer.roles)} for number in changes.get("orders") or ()]


def test_a_row_is_named_once_however_often_it_changed() -> None:
    assert news.gather(ROWS) == {"orders": [10, 11], "batches": [20]}


def test_each_hears_only_of_nouns_they_may_see() -> None:
    heard = {
        person.name: sorted(news.heard_by(person, news.gather(ROWS)))
        for person in (COORDINATOR, CLERK, MANAGER, ADMIN, READER, BOTH)
    }
    assert heard == {
        COORDINATOR.name: ["batches", "orders"],
        CLERK.name: ["batches"],
        MANAGER.name: ["batches", "orders"],
        ADMIN.name: [],
        READER.name: [],
        BOTH.name: ["batches", "orders"],
    }


def test_a_noun_without_a_right_is_told_to_nobody() -> None:
    assert not any(news.may_see(person, "trail") for person in (COORDINATOR, CLERK, MANAGER, ADMIN, READER))


def test_too_many_rows_of_a_noun_are_not_named() -> None:
    many = [Change(number, "orders", number) for number in range(1, MOST_ROWS + 2)]
    assert news.gather(many) == {"orders": None}
    assert news.gather(many[1:]) == {"orders": list(range(2, MOST_ROWS + 2))}


def test_every_noun_of_the_change_log_has_its_rights() -> None:
    assert {noun for feeds in FEEDS.values() for noun, _ in feeds} == SEEN_WITH.keys()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_rows_are_told_to_those_who_may_see_them_and_to_nobody_else(database: Database) -> None:
    changes = news.gather(ROWS)
    assert told(database, COORDINATOR, changes, grid(rows_of))["grids"] == {
        "orders-queue": [{"id": "10", "for": ["coordinator"]}, {"id": "11", "for": ["coordinator"]}]
    }
    assert "grids" not in told(database, CLERK, changes, grid(rows_of))


def test_people_with_the_same_roles_and_language_are_one_audience() -> None:
    swedish = Viewer(9, "Sven", COORDINATOR.roles, None, "sv")
    assert Audience.of(COORDINATOR) == Audience.of(COORDINATOR_2)
    assert len({Audience.of(person) for person in (COORDINATOR, COORDINATOR_2, swedish, CLERK)}) == 3


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_grid_that_cannot_tell_is_read_whole_and_spoils_nothing_else(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_reading: Reading, _changes: Changes) -> None:
        raise ZeroDivisionError

    message = told(database, COORDINATOR, news.gather(ROWS), grid(broken))
    assert message["grids"] == {"orders-queue": None}
    assert message["changes"]["orders"] == [10, 11]
    assert "orders.changed cannot tell" in caplog.text
