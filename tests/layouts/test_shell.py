"""The frame and the login page."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jinja2
import pytest
from plotly.utils import PlotlyJSONEncoder

import texts
from domain.permissions import Role, Viewer
from layouts import shell

VIEWER = Viewer(1, "Aino Maria Lehtonen", frozenset({Role.COORDINATOR}))
MENU = (
    shell.MenuItem("/", "Tänään", "sun", None, True),
    shell.MenuItem("/orders", "Tilausjono", "inboxes", 12, False),
)
LINKS = Path(shell.__file__).parent / "links"


def frame(demo: date | None = None) -> str:
    drawn = shell.frame(VIEWER, MENU, "fi", demo)
    return json.dumps(drawn.to_plotly_json(), cls=PlotlyJSONEncoder, ensure_ascii=False)


def login(**values: object) -> str:
    templates = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(LINKS))
    return templates.get_template("login.html").render(
        _=texts._, language=texts.current(), asset=lambda path: f"/assets/{path}", **values
    )


def test_demo_data_is_marked_on_every_page() -> None:
    assert "esittelyaineisto, tehty 3.12.2026" in frame(date(2026, 12, 3))


def test_real_data_is_not_called_a_demo() -> None:
    assert "esittelyaineisto" not in frame(None)


def test_what_waits_is_counted_in_words_as_well() -> None:
    assert "12 odottaa" in frame()


def test_the_page_one_stands_on_is_told_apart() -> None:
    assert frame().count("(tämä sivu)") == 1


def test_initials_are_those_of_the_first_and_last_name() -> None:
    assert '"AL"' in frame()


@pytest.mark.parametrize(("language", "words"), [("fi", "Kirjaudu sisään"), ("sv", "Logga in"), ("en", "Log in")])
def test_the_login_page_speaks_three_languages(language: str, words: str) -> None:
    with texts.using(language):
        assert words in login()


def test_the_login_page_lists_demo_users_only_in_a_demo() -> None:
    user = {"username": "aino", "password": "esittely", "name": "Aino Lehtonen", "roles": "koordinaattori"}

    assert "Aino Lehtonen" in login(demo_logins=[user])
    assert "Kokeile roolissa" not in login()


def test_a_refused_login_says_so_and_keeps_the_name() -> None:
    page = login(error="Väärä salasana.", username="<aino>")

    assert "Väärä salasana." in page
    assert "&lt;aino&gt;" in page
