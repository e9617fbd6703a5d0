"""What a person reads when there is no page, no database or no connection to it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from db import queries
from tests import people
from tests.dashboard.test_login import log_in

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
BROWSER = {"Accept": "text/html"}


def test_while_the_database_is_gone_the_page_says_what_is_safe_and_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client, people.username(people.CLERK), people.PASSWORD)

    def gone(*_anything: object) -> None:
        raise OperationalError("SELECT", {}, Exception("the disk is away"))

    monkeypatch.setattr(queries.users, "viewer", gone)
    answer = client.get("/batches", headers=BROWSER)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert "Tallennetut tiedot ovat tallessa. Yritä hetken kuluttua uudelleen." in page
    assert "disk" not in page


def test_a_file_that_is_not_there_is_answered_in_words_with_a_way_out(client: FlaskClient) -> None:
    answer = client.get("/assets/none.png", headers=BROWSER)
    assert answer.status_code == 404
    assert "Tällaista sivua ei ole." in answer.get_data(as_text=True)
    assert 'href="/"' in answer.get_data(as_text=True)
