"""Bringing a workbook in over the wire: a look draws, a click writes, and a file that cannot be used gets a sentence."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient
from sqlalchemy import func, select

import commands.imports
from db import tables
from db.session import Database
from documents import imports as documents
from domain.imports import Noun
from domain.permissions import Viewer
from layouts import imports as layout
from tests import clicks, make, people
from tests.workbooks import AINO, experts

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FILE = experts(AINO, ("0102", "Bo", None, *AINO[3:]))


@pytest.fixture(autouse=True)
def _settled(database: Database) -> None:
    make.settle(database)


def posted(client: FlaskClient, app: Dash, function: str, body: bytes, **values: object) -> str:
    contents = f"data:application/octet-stream;base64,{base64.b64encode(body).decode()}"
    file = {"imports_file.contents": contents, "imports_file.filename": "omat.xlsx", "imports_noun": "experts"}
    answer = clicks.post(client, app, function, "/imports", **{**file, **values})
    return json.dumps(answer.get_json(), ensure_ascii=False)


def seen(database: Database) -> str:
    with database.reading(people.COORDINATOR) as reading:
        return commands.imports.preview(reading, Noun.EXPERTS, commands.imports.read(Noun.EXPERTS, FILE)).seen


def in_register(database: Database) -> int:
    with database.reading(people.READER) as reading:
        return reading.session.execute(select(func.count(tables.Expert.id))).scalar_one()


def test_a_look_shows_the_faulty_cell_and_the_button_counts_what_it_writes(
    app: Dash, as_person: AsPerson, database: Database
) -> None:
    drawn = posted(as_person(people.COORDINATOR), app, "imports.look", FILE)
    for words in ("omat.xlsx", "Taul1!C3", "Tämä on täytettävä.", "Tuo 1 uutta", "1 virheellinen rivi jää pois."):
        assert words in drawn
    assert in_register(database) == 0


def test_the_confirmed_file_is_written_once(app: Dash, as_person: AsPerson, database: Database) -> None:
    client, what = as_person(people.COORDINATOR), {"imports_seen": seen(database), "imports_confirm": 1}
    for _click in range(2):
        assert "Rivit on tuotu" in posted(client, app, "imports.confirm", FILE, **what)
    assert in_register(database) == 1


def test_a_clerk_neither_looks_nor_writes(app: Dash, as_person: AsPerson, database: Database) -> None:
    client, what = as_person(people.CLERK), {"imports_seen": seen(database), "imports_confirm": 1}
    assert "Aino" not in posted(client, app, "imports.look", FILE)
    assert "Sinulla ei ole oikeutta" in posted(client, app, "imports.confirm", FILE, **what)
    assert client.get(layout.template_path(Noun.ORDERS)).status_code == 403
    assert in_register(database) == 0


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"nimi;maara\n", "Tiedosto ei ole Excel-työkirja"),
        (documents.OLD_OFFICE + bytes(512) + documents.ENCRYPTED, "Työkirja on suojattu salasanalla."),
        (bytes(documents.MAX_BYTES + 1), "Tiedosto on liian suuri"),
    ],
    ids=["broken", "encrypted", "oversized"],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(
    app: Dash, as_person: AsPerson, database: Database, body: bytes, sentence: str
) -> None:
    client = as_person(people.COORDINATOR)
    assert sentence in posted(client, app, "imports.look", body)
    assert sentence in posted(client, app, "imports.confirm", body, imports_seen="x", imports_confirm=1)
    assert in_register(database) == 0


def test_the_page_lets_through_what_the_reader_takes(database: Database) -> None:  # noqa: ARG001
    assert layout.MAX_BYTES == documents.MAX_BYTES


@pytest.mark.parametrize("noun", Noun)
def test_a_template_is_fetched_under_its_own_name(as_person: AsPerson, noun: Noun) -> None:
    answer = as_person(people.COORDINATOR).get(layout.template_path(noun))
    assert answer.data.startswith(b"PK")
    assert ".xlsx" in answer.headers["Content-Disposition"]
