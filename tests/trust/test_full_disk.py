"""A full disk: the click is answered by a sentence, nothing is half done, and when there is room again the work goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dash import Dash
from sqlalchemy import func, select, text

import commands.trail
import texts
from db import refusals, tables
from db.session import Database
from domain.batches import BatchStatus
from tests import people, serving, work
from tests.trust import stock
from tests.trust.crowded import FULL
from tests.trust.test_crashes import answered, making
from tests.visitors import CALLBACK, visit

NO_ROOM = (
    "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
    "'could not extend file \"base/5/16384\": No space left on device' USING ERRCODE = 'disk_full'; END $$",
    "CREATE TRIGGER no_room BEFORE INSERT ON payroll_files FOR EACH ROW EXECUTE FUNCTION no_room()",
)
ROOM = ("DROP TRIGGER no_room ON payroll_files",)


@contextmanager
def full(database: Database, mark: Path) -> Iterator[None]:
    """On SQLite the file finds no page more; PostgreSQL refuses the payroll file's row as it does without room."""
    mark.touch()
    _say(database, NO_ROOM)
    yield
    _say(database, ROOM)
    mark.unlink()


def _say(database: Database, statements: tuple[str, ...]) -> None:
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))


def test_on_a_full_disk_a_file_is_refused_and_made_when_there_is_room(
    database: Database, app: Dash, tmp_path: Path
) -> None:
    stock.payee(database)
    (batch,) = stock.approved(database, stock.checked(database, 1))
    app.server.test_client().get("/login")
    mark = tmp_path / "full"
    server = serving.start(database.url, tmp_path / "server.log", 2, "tests.trust.crowded", **{FULL: str(mark)})
    try:
        clerk = visit(people.CLERK, server)
        with full(database, mark):
            answer = clerk.post(CALLBACK, json=making(app, batch))
            assert answer.status_code == 200
            said = json.dumps(answer.get_json(), ensure_ascii=False)
            assert texts.message(refusals.NO_ROOM) in said
            assert clerk.get(f"/batches/{batch.id}").status_code == 200
        assert state(database, batch.id) == (BatchStatus.APPROVED, 0)
        answered(clerk, making(app, batch))
        assert state(database, batch.id) == (BatchStatus.EXPORTED, 1)
    finally:
        server.stop()
    with database.reading(people.READER) as reading:
        assert commands.trail.verify(reading) == ()


def state(database: Database, batch_id: int) -> tuple[BatchStatus, int]:
    """Of the batch, with the number of its files."""
    with database.reading(people.CLERK) as reading:
        files = select(func.count()).where(tables.PayrollFile.batch_id == batch_id)
        return work.row(database, tables.Batch, batch_id).status, reading.session.execute(files).scalar_one()
