"""A safety prohibition hides where somebody lives and how they are reached, from every role and on every page and file."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db.session import Database
from domain.permissions import Viewer
from tests import people
from tests.trust import lives

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ROLES = [people.COORDINATOR, people.CLERK, people.MANAGER, people.ADMIN, people.READER, people.BOTH]
NAMELESS = (people.ADMIN, people.READER)
"""Who is told no expert's name."""
OFFERED = re.compile(r'\{[^{}]*"(?:Piilokunta|999)"[^{}]*\}')
"""One choice of a list that every municipality is in."""


def canaries() -> re.Pattern[str]:
    words = (lives.HOME, lives.STREET, lives.PHONE, lives.EMAIL, lives.ROUTE)
    spelled = f"{lives.KILOMETRES // 1000}.?{lives.KILOMETRES % 1000}"
    return re.compile("|".join((*map(re.escape, words), rf"(?<![\w.,]){spelled}(?![\w.,])")))


@pytest.mark.parametrize("person", ROLES, ids=lambda person: "+".join(sorted(person.roles)))
def test_no_page_and_no_file_tells_where_a_protected_person_is(
    database: Database, app: Dash, as_person: Callable[[Viewer], FlaskClient], person: Viewer
) -> None:
    browser = as_person(person)
    lives.bank(database)
    everything = list(lives.drawn(browser, app))
    assert any("Kanarialintu" in body for _, body in everything) or person in NAMELESS
    told = [
        (address, found.group(), text[max(0, found.start() - 80) : found.end() + 40])
        for address, body in everything
        for text in texts_of(body)
        for found in canaries().finditer(OFFERED.sub("", text))
    ]
    assert told == []


def texts_of(body: str) -> list[str]:
    """A workbook is a packed folder of texts."""
    if not body.startswith("PK"):
        return [body]
    with zipfile.ZipFile(io.BytesIO(body.encode("latin-1"))) as packed:
        return [packed.read(name).decode(errors="replace") for name in packed.namelist()]
