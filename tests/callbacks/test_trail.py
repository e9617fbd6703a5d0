"""The trail over the wire: for the data-protection reader, with numbers of experts and never their names."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from dash import Dash
from flask.testing import FlaskClient

from db import queries
from db.session import Database
from domain.permissions import Viewer
from domain.trail import Filter, Outcome
from tests import clicks, make, people

AsPerson = Callable[[Viewer], FlaskClient]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def page(client: FlaskClient, app: Dash, address: str = "/trail") -> str:
    return json.dumps(clicks.post(client, app, "shell.show", address).get_json(), ensure_ascii=False)


@pytest.mark.parametrize("outsider", [people.COORDINATOR, people.CLERK, people.MANAGER, people.ADMIN])
def test_others_see_no_trail(app: Dash, as_person: AsPerson, outsider: Viewer) -> None:
    assert "Sinulla ei ole oikeutta tähän" in page(as_person(outsider), app)


def test_the_reader_meets_staff_by_name_and_experts_by_number(
    app: Dash, as_person: AsPerson, database: Database
) -> None:
    make.settle(database)
    expert_id = make.expert(database, first_name="Anna", last_name="Salaperäinen")
    seen = page(as_person(people.READER), app)
    assert people.COORDINATOR.name in seen
    assert f"kokemusasiantuntija {expert_id}" in seen
    assert "Salaperäinen" not in seen


def test_the_reader_and_the_admin_verify_and_nobody_else(app: Dash, as_person: AsPerson) -> None:
    def verified(person: Viewer) -> str:
        answer = clicks.post(as_person(person), app, "trail.verify", "/trail", trail_verify=1)
        return json.dumps(answer.get_json(), ensure_ascii=False)

    assert "Kaikki on kunnossa" in verified(people.READER)
    assert "Kaikki on kunnossa" in verified(people.ADMIN)
    assert "Sinulla ei ole oikeutta tähän" in verified(people.CLERK)


def test_pages_go_back_in_time_without_gaps(database: Database) -> None:
    make.settle(database)
    make.expert(database)
    with database.reading(people.READER) as reading:
        everything = queries.trail.events(reading, Filter(), 1000).entries
        first = queries.trail.events(reading, Filter(), 5)
        second = queries.trail.events(reading, Filter(before=first.older), 5)
    assert first.entries + second.entries == everything[:10]


def test_a_filter_narrows_by_person_noun_outcome_and_day(database: Database) -> None:
    make.settle(database)
    make.expert(database)
    with database.reading(people.READER) as reading:

        def found(**wanted: object) -> set[object]:
            return {
                getattr(each, name)
                for name in wanted
                for each in queries.trail.events(reading, Filter(**wanted)).entries
            }  # type: ignore[arg-type]

        assert found(actor_id=people.CLERK.id) == {people.CLERK.id}
        assert found(noun="experts") == {"experts"}
        assert found(outcome=Outcome.REFUSED) == set()
        assert queries.trail.events(reading, Filter(first=reading.today)).entries != ()
        assert queries.trail.events(reading, Filter(last=people.HIRED.date())).entries != ()
