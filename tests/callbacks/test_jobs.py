"""Work that is too large for its request: the page says how far it is, to whoever asked, and how it ended."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

import commands.imports
import commands.jobs
from dashboard import jobs
from db.session import Database
from domain.imports import Noun
from domain.permissions import Viewer
from tests import clicks, make, people, work
from tests.workbooks import AINO, experts

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands.imports, "SMALL", 0)
    monkeypatch.setattr(commands.jobs, "FEW_LINES", 0)


def words(client: FlaskClient, app: Dash, function: str, address: str, **values: object) -> str:
    return json.dumps(clicks.post(client, app, function, address, **values).get_json(), ensure_ascii=False)


def worked_off(database: Database) -> bool:
    return jobs.work_off(database, "tämä kone", threading.Event())


def test_a_large_batch_is_collected_after_the_click(app: Dash, as_person: AsPerson, database: Database) -> None:
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    clerk = as_person(people.CLERK)
    days = {"batches_up_to": f"{work.UP_TO}", "batches_pay_date": f"{work.PAY_DATE}"}
    assert "Palkkioerää kootaan." in words(clerk, app, "batches.collect", "/batches", batches_make=1, **days)
    waiting = words(clerk, app, "shell.show", "/batches")
    assert "Odottaa vuoroaan" in waiting
    assert "PE-1" not in waiting
    assert "Tätä tehdään jo." in words(clerk, app, "batches.collect", "/batches", batches_make=1, **days)
    assert worked_off(database)
    done = words(clerk, app, "shell.show", "/batches")
    assert "Avaa palkkioerä" in done
    assert "PE-1" in done


def test_a_large_import_tells_its_asker_what_was_brought_in(app: Dash, as_person: AsPerson, database: Database) -> None:
    make.settle(database)
    body = experts(AINO, ("0102", "Bo", None, *AINO[3:]))
    with database.reading(people.COORDINATOR) as reading:
        seen = commands.imports.preview(reading, Noun.EXPERTS, commands.imports.read(Noun.EXPERTS, body)).seen
    file = {
        "imports_file.contents": f"data:application/octet-stream;base64,{base64.b64encode(body).decode()}",
        "imports_file.filename": "omat.xlsx",
        "imports_noun": "experts",
    }
    coordinator = as_person(people.COORDINATOR)
    clicked = words(coordinator, app, "imports.confirm", "/imports", imports_confirm=1, imports_seen=seen, **file)
    assert "Tiedostoa tuodaan." in clicked
    assert worked_off(database)
    live = {"seq": 1, "changes": {"jobs": [1]}}
    told = words(coordinator, app, "imports.follow", "/imports", shell_live=live)
    assert "Tuotu: 1 uusi rivi, 1 virheellinen rivi jätetty pois." in told
    assert "omat.xlsx" not in words(as_person(people.COORDINATOR_2), app, "shell.show", "/imports")
