"""Orders are written down, taken, timed, closed and cancelled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commands import claims, offers, orders, reports
from db import queries, tables
from db.session import Database
from domain.assignments import AssignmentStatus, Party
from domain.errors import Missing, Refused, Stale
from domain.offers import OfferStatus
from domain.orders import Badge, Lane, OrderStatus, UnfilledReason
from tests import make, people
from tests.clocks import Clock


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def details(database: Database, order_id: int):
    with database.reading(people.COORDINATOR) as reading:
        return queries.orders.details(reading, order_id)


def test_a_new_order_waits_in_the_queue_with_everything_that_was_written(database: Database, client_id: int):
    contact_id = make.contact(database, client_id)
    order_id = make.order(
        database,
        client_id,
        make.at(3),
        make.at(2),
        contact_id=contact_id,
        themes=("housing", "money"),
        description="  Esittely henkilöstölle ",
        experts_needed=2,
    )
    found = details(database, order_id)
    assert found.row.lane is Lane.NEW
    assert found.form.spans == (make.at(2), make.at(3))
    assert found.form.description == "Esittely henkilöstölle"
    assert found.contact is not None
    assert found.contact.name == "Tiina Tilaaja"
    assert len(found.row.themes) == 2


@pytest.mark.parametrize("wrong", [{"package_id": 999}, {"theme_ids": (999,)}, {"municipality": "999"}])
def test_an_order_about_something_that_is_not_there_is_not_written(database: Database, client_id: int, wrong):
    with pytest.raises(Missing):
        make.order(database, client_id, **{"themes": (), **wrong})


def test_a_contact_person_of_another_orderer_is_refused(database: Database, client_id: int):
    stranger = make.contact(database, make.client(database, "Toinen yksikkö"))
    with pytest.raises(Refused, match="another orderer"):
        make.order(database, client_id, contact_id=stranger)


def test_the_second_of_two_who_edit_the_same_order_is_told(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    seen, form = make.seen(database, tables.Order, order_id), details(database, order_id).form
    with database.writing(people.COORDINATOR) as writing:
        orders.edit(writing, order_id, seen, replace(form, place="Sali 1"))
    with pytest.raises(Stale), database.writing(people.COORDINATOR_2) as writing:
        orders.edit(writing, order_id, seen, replace(form, place="Sali 2"))
    assert details(database, order_id).form.place == "Sali 1"


def test_the_orderer_is_not_changed_once_somebody_has_been_assigned(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    make.assigned(database, order_id, make.expert(database))
    form = replace(details(database, order_id).form, client_id=make.client(database, "Toinen yksikkö"))
    with pytest.raises(Refused, match="orderer is not changed"), database.writing(people.COORDINATOR) as writing:
        orders.edit(writing, order_id, make.seen(database, tables.Order, order_id), form)


def test_the_trail_tells_which_fields_changed_and_not_what_they_held(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    form = details(database, order_id).form
    with database.writing(people.COORDINATOR) as writing:
        orders.edit(writing, order_id, make.seen(database, tables.Order, order_id), replace(form, place="Sali 1"))
        assert writing.events[-1].facts == '{"fields":["place"]}'


def test_a_session_that_somebody_has_agreed_to_is_not_rewritten(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    make.assigned(database, order_id, make.expert(database))
    with pytest.raises(Refused, match="move or cancel"), database.writing(people.COORDINATOR) as writing:
        orders.set_times(writing, order_id, make.seen(database, tables.Order, order_id), [make.at(9)])


def test_times_may_be_added_to_a_series_that_is_under_way(database: Database, client_id: int):
    order_id = make.order(database, client_id, make.at(2), make.at(9))
    make.assigned(database, order_id, make.expert(database))
    with database.writing(people.COORDINATOR) as writing:
        seen = make.seen(database, tables.Order, order_id)
        orders.set_times(writing, order_id, seen, [make.at(2), make.at(9), make.at(16)])
    found = details(database, order_id)
    assert [session.place_in_series for session in found.sessions] == [1, 2, 3]
    assert found.row.progress.filled == 0


def test_the_time_of_an_order_that_nobody_has_is_simply_changed(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR) as writing:
        orders.set_times(writing, order_id, make.seen(database, tables.Order, order_id), [make.at(9)])
    assert [session.span for session in details(database, order_id).sessions] == [make.at(9)]


def test_two_sessions_of_an_order_do_not_overlap(database: Database, client_id: int):
    with pytest.raises(Refused, match="at the same time"):
        make.order(database, client_id, make.at(2, 12, minutes=90), make.at(2, 13))


def test_an_order_that_finds_nobody_is_closed_with_what_was_missing(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR) as writing:
        orders.claim(writing, order_id, make.seen(database, tables.Order, order_id))
    with database.writing(people.COORDINATOR) as writing:
        seen = make.seen(database, tables.Order, order_id)
        orders.close_unfilled(writing, order_id, seen, UnfilledReason.TIME)
    row = make.row(database, tables.Order, order_id)
    assert (row.status, row.unfilled_reason) == (OrderStatus.UNFILLED, UnfilledReason.TIME)


def test_an_order_with_assignments_is_not_closed_as_unfilled(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    make.assigned(database, order_id, make.expert(database))
    with pytest.raises(Refused, match="cancel them first"), database.writing(people.COORDINATOR) as writing:
        orders.close_unfilled(writing, order_id, make.seen(database, tables.Order, order_id), UnfilledReason.OTHER)


def test_an_order_whose_work_has_been_done_is_not_closed_as_unfilled(database: Database, client_id: int, clock: Clock):
    order_id = make.order(database, client_id)
    assignments = make.assigned(database, order_id, make.expert(database))
    clock.set(make.at(30).end)
    with database.writing(people.COORDINATOR) as writing:
        reports.confirm(writing, assignments)
    with pytest.raises(Refused, match="so it had an expert"), database.writing(people.COORDINATOR) as writing:
        orders.close_unfilled(writing, order_id, make.seen(database, tables.Order, order_id), UnfilledReason.OTHER)


def test_cancelling_an_order_cancels_its_assignments_and_withdraws_its_offers(database: Database, client_id: int):
    order_id = make.order(database, client_id, experts_needed=2)
    (assignment_id,) = make.assigned(database, order_id, make.expert(database))
    with database.writing(people.COORDINATOR) as writing:
        offer_id = offers.offer(writing, order_id, make.expert(database))
    with database.writing(people.COORDINATOR) as writing:
        orders.cancel(writing, order_id, make.seen(database, tables.Order, order_id))
    assignment = make.row(database, tables.Assignment, assignment_id)
    assert (assignment.status, assignment.cancelled_by) == (AssignmentStatus.CANCELLED, Party.CLIENT)
    assert make.row(database, tables.Offer, offer_id).status is OfferStatus.WITHDRAWN
    assert make.queue_row(database, order_id).lane is Lane.CANCELLED


def test_the_orderer_can_be_waited_for_and_the_order_taken_over(database: Database, client_id: int):
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR) as writing:
        orders.claim(writing, order_id, make.seen(database, tables.Order, order_id))
    with database.writing(people.COORDINATOR_2) as writing:
        claims.take_over(writing, order_id, make.seen(database, tables.Order, order_id))
    with database.writing(people.COORDINATOR_2) as writing:
        orders.wait(writing, order_id, make.seen(database, tables.Order, order_id), waits=True)
    assert Badge.WAITS_FOR_ORDERER in make.queue_row(database, order_id).badges
    assert make.row(database, tables.Order, order_id).handler_id == people.COORDINATOR_2.id


@pytest.mark.parametrize("nobody", [people.CLERK, people.MANAGER, people.ADMIN, people.READER])
def test_only_a_coordinator_writes_orders(database: Database, client_id: int, nobody):
    order_id = make.order(database, client_id)
    form, seen = details(database, order_id).form, make.seen(database, tables.Order, order_id)
    acts = (
        lambda writing: orders.create(writing, form),
        lambda writing: orders.edit(writing, order_id, seen, form),
        lambda writing: orders.claim(writing, order_id, seen),
        lambda writing: orders.cancel(writing, order_id, seen),
        lambda writing: orders.set_times(writing, order_id, seen, [make.at(9)]),
    )
    for act in acts:
        with pytest.raises(Refused, match="right"), database.writing(nobody) as writing:
            act(writing)
