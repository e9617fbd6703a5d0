"""Every page can be drawn on a bank with something in it, and gives no id to two components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

import texts
from benchmarks import banks
from callbacks.wiring import Page
from dashboard import settings
from dashboard.pages import PAGES
from dashboard.settings import ROOT
from db import tables
from db.session import Database
from domain.experts import TrainingKind
from layouts import trail
from tests.architecture.test_ids import twice

PATHS = {page.path: page for page in PAGES}


@pytest.fixture(scope="module")
def bank() -> Iterator[Database]:
    with banks.sqlite(0.02) as database:
        with Session(database.engine) as session, session.begin():
            session.add(
                tables.Training(
                    id=1, kind=next(iter(TrainingKind)), name="Peruskoulutus", held_on=date(2026, 1, 12), hours=6
                )
            )
            session.add(tables.Association(id=1, name="Kumppanit"))
        yield database


@pytest.mark.parametrize("page", PATHS.values(), ids=PATHS.keys())
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_page_gives_no_id_twice(bank: Database, page: Page, language: str) -> None:
    address = re.sub(r"\{\w+\}", "1", page.path)
    with texts.using(language), bank.reading(banks.EVERYONE) as reading:
        assert twice(page.draw(reading, address, "")) == []


def test_every_form_of_the_templates_and_the_frame_holds_a_token() -> None:
    for path in (settings.ROOT / "layouts").rglob("*.html"):
        forms = re.findall(r"<form.*?</form>", path.read_text(), re.DOTALL)
        assert all("csrf_token" in form for form in forms), path


def test_every_page_that_may_refuse_has_a_word_on_the_trail() -> None:
    wired = re.compile(r"^@\w+\.(?:view|query|command)\b", re.MULTILINE)
    pages = {path.stem for path in (ROOT / "callbacks").glob("*.py") if wired.search(path.read_text())}
    assert "weights" in pages
    assert pages - trail.NOUNS.keys() == set()
