"""Search over everything finds what one may see, by name, number and telephone, and nothing else."""

from __future__ import annotations

import pytest

from db import queries
from db.session import Database
from domain.permissions import Viewer
from domain.search import Kind
from tests import make, people, statements, work


@pytest.fixture
def order_id(database: Database) -> int:
    """Anna Öhman is agreed for an order of Asumispalvelut; its number is 1."""
    client_id = make.settle(database)
    order_id = make.order(database, client_id, contact_id=make.contact(database, client_id))
    make.assigned(database, order_id, make.expert(database, first_name="Anna", last_name="Öhman", phone="040 765 4321"))
    return order_id


def found(database: Database, text: str, viewer: Viewer = people.COORDINATOR) -> set[tuple[Kind, int]]:
    with database.reading(viewer) as reading:
        return {(hit.kind, hit.id) for hit in queries.search.everything(reading, text)}


@pytest.mark.parametrize("text", ["öhman", "ÖHM", "anna öh", "0407654321", "+358 40 765 4321", "7654321"])
def test_an_expert_is_found_with_their_orders_by_name_and_telephone(database: Database, order_id: int, text: str):
    assert found(database, text) == {(Kind.EXPERT, 1), (Kind.ORDER, order_id)}


@pytest.mark.parametrize("text", ["asumis", "ASUMISPALVELUT", "4711"])
def test_an_orderer_is_found_by_name_and_cost_centre(database: Database, order_id: int, text: str):
    assert found(database, text) == {(Kind.CLIENT, 1), (Kind.ORDER, order_id)}


def test_an_order_is_found_by_its_number_and_by_its_contact_person(database: Database, order_id: int):
    assert found(database, "#1") == {(Kind.ORDER, order_id)}
    assert found(database, "tiina til") == {(Kind.ORDER, order_id)}


@pytest.mark.parametrize("text", ["", "a", " ", "%", "__", "ei ketään tässä"])
def test_what_says_too_little_or_nothing_finds_nothing(database: Database, order_id: int, text: str):
    assert order_id
    assert found(database, text) == set()


def test_a_protected_number_finds_nobody(database: Database):
    client_id = make.settle(database)
    assert client_id
    make.expert(database, first_name="Salla", phone="040 999 8888", contact_protected=True)
    assert found(database, "0409998888") == set()
    assert found(database, "salla") == {(Kind.EXPERT, 1)}


def test_each_role_finds_what_it_may_see(database: Database, order_id: int):
    assert found(database, "öhman", people.CLERK) == {(Kind.TASK, order_id), (Kind.PAYEE, 1)}
    for outsider in (people.MANAGER, people.ADMIN, people.READER):
        assert found(database, "öhman", outsider) == set()
        assert found(database, "asumis", outsider) == set()


def test_a_batch_is_found_by_its_number_by_those_who_see_payments(database: Database):
    work.settle(database)
    work.details(database)
    work.approved(database, 1)
    batch_id = work.collected(database)
    assert (Kind.BATCH, batch_id) in found(database, str(batch_id), people.MANAGER)
    assert (Kind.BATCH, batch_id) not in found(database, str(batch_id), people.COORDINATOR)


@pytest.mark.parametrize("text", ["asumis", "4711"])
def test_a_search_costs_as_many_queries_whether_it_finds_much_or_nothing(database: Database, text: str):
    """4711 is the units' cost centre as well as an order's number."""

    def queries_asked() -> int:
        return statements.number(database, people.COORDINATOR, lambda reading: queries.search.everything(reading, text))

    nothing = queries_asked()
    client_id = make.settle(database)
    for _ in range(4):
        make.order(database, client_id)
    assert found(database, text)
    assert queries_asked() == nothing
