"""Views of the queue are saved under a name, for oneself or for everybody, and open by themselves where that is wished."""

from __future__ import annotations

import pytest

from commands import views
from db import queries
from db.session import Database
from domain.errors import Missing, Refused
from domain.permissions import Role, Viewer
from domain.views import MATCHING
from tests import people

STATE = "lane=new%2Chandling&mark=waits_for_orderer&sort=-starts"


def save(database: Database, name: str = "Odottavat", by: Viewer = people.COORDINATOR, **facts) -> int:
    facts = {"shared": False, "role": None, "first": False, **facts}
    with database.writing(by) as writing:
        return views.save(writing, name, facts.pop("state", STATE), **facts)


def names(database: Database, viewer: Viewer = people.COORDINATOR) -> list[str]:
    with database.reading(viewer) as reading:
        return [view.name for view in queries.views.mine(reading)]


def first(database: Database, viewer: Viewer = people.COORDINATOR) -> str | None:
    with database.reading(viewer) as reading:
        view = queries.views.first(reading)
        return view.name if view else None


def test_an_own_view_is_seen_by_its_owner_only_and_a_shared_one_by_colleagues(database: Database):
    save(database, "Oma")
    save(database, "Yhteinen", shared=True)
    assert names(database) == ["Oma", "Yhteinen"]
    assert names(database, people.COORDINATOR_2) == ["Yhteinen"]


def test_another_persons_own_view_is_refused_clearly(database: Database):
    view_id = save(database)
    with pytest.raises(Missing, match="not been shared"), database.reading(people.COORDINATOR_2) as reading:
        queries.views.one(reading, view_id)


def test_a_view_saved_again_under_its_name_is_replaced(database: Database):
    first_id = save(database)
    assert save(database, state="lane=new") == first_id
    with database.reading(people.COORDINATOR) as reading:
        assert queries.views.one(reading, first_id).state == "lane=new"


def test_the_queue_opens_with_ones_own_choice_before_that_of_the_role(database: Database):
    assert first(database) is None
    save(database, "Roolin", shared=True, role=Role.COORDINATOR)
    save(database, "Oma", first=True)
    assert first(database) == "Oma"
    assert first(database, people.COORDINATOR_2) == "Roolin"


def test_a_role_has_one_first_view_which_is_shared_and_of_ones_own_role(database: Database):
    save(database, "Vanha", shared=True, role=Role.COORDINATOR)
    save(database, "Uusi", by=people.COORDINATOR_2, shared=True, role=Role.COORDINATOR)
    assert first(database) == "Uusi"
    for wrong in ({"shared": False, "role": Role.COORDINATOR}, {"shared": True, "role": Role.CLERK}):
        with pytest.raises(Refused, match="first view of a role"):
            save(database, **wrong)


def test_only_its_owner_removes_a_view_and_whoever_opened_with_it_opens_as_usual(database: Database):
    view_id = save(database, shared=True, first=True)
    with pytest.raises(Refused, match="Only the one"), database.writing(people.COORDINATOR_2) as writing:
        views.remove(writing, view_id)
    with database.writing(people.COORDINATOR) as writing:
        views.remove(writing, view_id)
    assert names(database) == []
    assert first(database) is None


def test_columns_are_kept_for_the_person_list_by_list(database: Database):
    lane, km = '[{"id":"lane","width":99,"hidden":false}]', '[{"id":"km","width":0,"hidden":true}]'
    with database.writing(people.COORDINATOR) as writing:
        views.keep_columns(writing, lane)
        views.keep_columns(writing, km, MATCHING)
    kept = []
    for person in (people.COORDINATOR, people.COORDINATOR_2):
        with database.reading(person) as reading:
            kept.append((queries.views.columns(reading), queries.views.columns(reading, MATCHING)))
    assert kept == [(lane, km), ("", "")]


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_who_sees_no_orders_saves_no_view_of_them(database: Database, nobody: Viewer):
    with pytest.raises(Refused, match="right"):
        save(database, by=nobody)
