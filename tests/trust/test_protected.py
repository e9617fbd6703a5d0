"""On every page and file, for each role: where somebody under a safety prohibition is stays hidden, and what the role must
not know is not even asked of the database. The callbacks are asked in test_fuzz."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db.session import Database
from domain.permissions import Viewer
from tests import people
from tests.trust import asked, lives

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ROLES = [people.COORDINATOR, people.CLERK, people.MANAGER, people.ADMIN, people.READER, people.BOTH]
NAMELESS = (people.ADMIN, people.READER)
"""Who is told no expert's name."""


@pytest.mark.parametrize("person", ROLES, ids=lambda person: "+".join(sorted(person.roles)))
def test_no_page_and_no_file_tells_or_fetches_what_is_not_for_this_role(
    database: Database, app: Dash, as_person: Callable[[Viewer], FlaskClient], person: Viewer
) -> None:
    browser = as_person(person)
    lives.bank(database)
    with asked.watched(database) as fetched:
        everything = list(lives.drawn(browser, app))
    assert any(lives.SURNAME in body for _, body in everything) or person in NAMELESS
    told = [
        (address, found.group(), text[max(0, found.start() - 80) : found.end() + 40])
        for address, body in everything
        for text in texts_of(body)
        for found in lives.whereabouts().finditer(lives.OFFERED.sub("", text))
    ]
    assert told == []
    assert asked.told(fetched) == []


def test_no_command_of_a_days_work_fetches_what_its_role_must_not_know(database: Database) -> None:
    with asked.watched(database) as fetched:
        lives.bank(database)
    assert asked.told(fetched) == []


def texts_of(body: str) -> list[str]:
    """A workbook is a packed folder of texts."""
    if not body.startswith("PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body.encode("latin-1"))) as packed:
        return [packed.read(name).decode(errors="replace") for name in packed.namelist()]
