"""The archive over the wire: blocks, filters and orders that are known, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydantic
import pytest
from dash import Dash
from flask.testing import FlaskClient

import callbacks.archive
import commands.assignments
import db.archive
from callbacks.archive import Request
from db import tables
from db.session import Database
from domain.archive import Archive
from domain.assignments import Party
from domain.flow import Seen
from domain.permissions import Viewer
from layouts.archive import MOST_AT_ONCE
from tests import clicks, make, people, work

AsPerson = Callable[[Viewer], FlaskClient]


@pytest.fixture
def tasks(database: Database) -> list[int]:
    """Three: for Asumispalvelut on 2 and 9 December, for Örnin koti on 5 December."""
    housing = make.settle(database)
    home = make.client(database, "Örnin koti")
    anna = make.expert(database, first_name="Anna", last_name="Esimerkki")
    orjan = make.expert(database, first_name="Örjan", last_name="Malli")
    dated = ((housing, 2, anna), (home, 5, orjan), (housing, 9, anna))
    return [make.assigned(database, make.order(database, who, make.at(day)), expert)[0] for who, day, expert in dated]


def block(database: Database, **request: Any) -> tuple[list[int], int]:
    wanted = {"startRow": 0, "endRow": 100, **request}
    with database.reading(people.COORDINATOR) as reading:
        answer = callbacks.archive.block(reading, pydantic.TypeAdapter(Request).validate_python(wanted))
    return [int(row["id"]) for row in answer["rowData"]], answer["rowCount"]


def text(words: str) -> dict[str, str]:
    return {"filterType": "text", "type": "contains", "filter": words}


def day(kind: str, first: str, last: str | None = None) -> dict[str, Any]:
    return {"filterType": "date", "type": kind, "dateFrom": f"{first} 00:00:00", "dateTo": last and f"{last} 00:00:00"}


def test_the_newest_come_first_and_a_block_says_how_many_there_are(database: Database, tasks: list[int]) -> None:
    second, fifth, ninth = tasks
    assert block(database) == ([ninth, fifth, second], 3)
    assert block(database, startRow=1, endRow=2) == ([fifth], 3)


def test_filters_and_orders_go_together(database: Database, tasks: list[int]) -> None:
    second, fifth, ninth = tasks
    oldest = [{"colId": "starts", "sort": "asc"}]
    assert block(database, filterModel={"client": text("asumis")}, sortModel=oldest) == ([second, ninth], 2)
    assert block(database, filterModel={"expert": text("örjan")}) == ([fifth], 1)
    assert block(database, filterModel={"expert": text("malli örj")}) == ([fifth], 1)
    assert block(database, filterModel={"starts": day("equals", "2026-12-05")}) == ([fifth], 1)
    assert block(database, filterModel={"starts": day("inRange", "2026-12-02", "2026-12-05")}) == ([fifth, second], 2)
    assert block(database, filterModel={"starts": day("greaterThan", "2026-12-05")}) == ([ninth], 1)
    assert block(database, filterModel={"starts": day("lessThan", "2026-12-05")}) == ([second], 1)
    assert block(database, filterModel={"order": text("2")}) == ([fifth], 1)
    assert block(database, filterModel={"order": text("kaksi")}) == ([], 0)
    assert block(database, sortModel=[{"colId": "client", "sort": "desc"}])[0][0] == fifth


def test_what_has_just_been_done_is_in_the_next_block(database: Database, tasks: list[int]) -> None:
    assert block(database, filterModel={"status": text("peruttu")}) == ([], 0)
    with database.writing(people.COORDINATOR) as writing:
        commands.assignments.cancel(writing, tasks[0], Seen(1), Party.CLIENT)
    assert block(database, filterModel={"status": text("peruttu")}) == ([tasks[0]], 1)
    assert block(database, filterModel={"expert": text("ÅKE")}) == ([], 0)
    with database.writing(people.COORDINATOR) as writing:
        writing.locked(tables.Expert, work.row(database, tables.Assignment, tasks[1]).expert_id).first_name = "Åke"
    assert block(database, filterModel={"expert": text("ÅKE")}) == ([tasks[1]], 1)


def test_the_kept_columns_equal_a_rebuild(database: Database, tasks: list[int]) -> None:
    with database.reading(people.COORDINATOR) as reading:
        kept = db.archive.current(reading)
    make.assigned(database, make.order(database, 1, make.at(16)), 1)
    with database.reading(people.COORDINATOR) as reading:
        followed = db.archive.current(reading)
        anew = db.archive.whole(reading)
    assert (len(kept.ids), len(followed.ids)) == (len(tasks), len(tasks) + 1)
    assert [getattr(followed, name).tolist() for name in Archive.__dataclass_fields__] == [
        getattr(anew, name).tolist() for name in Archive.__dataclass_fields__
    ]


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "forged",
    [
        {"sortModel": [{"colId": "password_hash", "sort": "asc"}]},
        {"sortModel": [{"colId": "starts", "sort": "asc; DROP TABLE orders"}]},
        {"filterModel": {"themes": text("asunto")}},
        {"startRow": "many"},
    ],
)
def test_what_the_grid_cannot_ask_is_refused(app: Dash, as_person: AsPerson, forged: dict[str, Any]) -> None:
    request = {"startRow": 0, "endRow": 100, "sortModel": [], "filterModel": {}, **forged}
    answer = clicks.post(
        as_person(people.COORDINATOR), app, "archive.block", "/archive", archive_grid=request
    ).get_data(as_text=True)
    assert "rowData" not in answer
    assert "Mitään ei tallennettu" in answer


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_block_is_never_larger_than_the_house_allows(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callbacks.archive, "MOST_AT_ONCE", 2)
    assert MOST_AT_ONCE == 200
    assert len(block(database, startRow=0, endRow=1_000_000)[0]) == 2
    assert block(database, startRow=-5, endRow=-1) == ([], 3)
    assert block(database, startRow=2, endRow=1) == ([], 3)
