"""Orders, telephone answers and assignments over the wire: who may, and what is not believed of what is posted."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest
from dash import Dash
from flask.testing import FlaskClient

import callbacks.orders
import commands.orders
from callbacks import order_forms
from db import queries, tables
from db.session import Database
from domain.assignments import AssignmentStatus
from domain.offers import OfferStatus
from domain.orders import OrderForm, OrderStatus
from domain.permissions import Viewer
from tests import clicks, make, people
from tests.statements import counted

AsPerson = Callable[[Viewer], FlaskClient]
OUTSIDERS = (people.CLERK, people.MANAGER, people.ADMIN, people.READER)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def client_id(database: Database) -> int:
    return make.settle(database)


def create(client: FlaskClient, app: Dash, database: Database, orderer: int, **changes: Any) -> str:
    fields = {
        "client_id": str(orderer),
        "package_id": str(make.package(database, "LUENTO")),
        "task_type_id": "1",
        "theme_ids": [make.theme(database, "housing")],
        "language": "fi",
        "experts_needed": 2,
        "municipality": "092",
        "contact_id": "0",
        "wished_expert_id": "0",
        "remote": False,
        **changes,
    }
    times = {"day": "2026-12-02", "start": "12:00", "end": ""}
    answer = clicks.post(
        client,
        app,
        "order_forms.create",
        "/orders/new",
        order_forms_create=1,
        order_forms_field=[({"name": name}, value) for name, value in fields.items()],
        order_forms_time=[({"row": 0, "part": part}, value) for part, value in times.items()],
        order_forms_contact_name="Olli Ohjaaja",
        order_forms_contact_phone="040 000 0002",
        order_forms_contact_email=None,
    )
    return answer.get_data(as_text=True)


def call(client: FlaskClient, app: Dash, order_id: int, expert_id: int, action: str) -> str:
    told = {"action": action, "id": expert_id, "nonce": 0.5}
    answer = clicks.post(
        client,
        app,
        "choices.answer",
        f"/orders/{order_id}/match",
        candidates_act=told,
        matching_dates="",
    )
    return answer.get_data(as_text=True)


def end(client: FlaskClient, app: Dash, order_id: int, **on: Any) -> str:
    key = {"action": "cancel", "by": "expert", "version": 1, **on}
    answer = clicks.post(
        client,
        app,
        "order_cards.end_assignment",
        f"/orders/{order_id}",
        assignments_end=[(key, 1)],
        assignments_reach=[],
    )
    return answer.get_data(as_text=True)


def test_the_form_becomes_an_order_with_its_new_contact_person(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    create(as_person(people.COORDINATOR), app, database, client_id)
    with database.reading(people.COORDINATOR) as reading:
        order = queries.orders.details(reading, 1)
    assert order.contact is not None
    assert order.contact.name == "Olli Ohjaaja"
    assert order.form.experts_needed == 2
    assert order.form.wished_expert_id is None
    assert [session.span for session in order.sessions] == [make.at(2, minutes=90)]


def test_an_order_without_a_package_says_what_to_fill_in(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    assert "Palvelupaketti" in create(as_person(people.COORDINATOR), app, database, client_id, package_id=None)


@pytest.mark.parametrize("wrong", [{"experts_needed": "monta"}, {"theme_ids": [999]}, {"client_id": "999"}])
def test_a_forged_field_writes_nothing(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, wrong: dict[str, Any]
):
    create(as_person(people.COORDINATOR), app, database, client_id, **wrong)
    with database.reading(people.COORDINATOR) as reading:
        assert queries.orders.waiting(reading) == ()


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_only_a_coordinator_enters_orders(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, outsider: Viewer
):
    create(as_person(outsider), app, database, client_id)
    with database.reading(people.COORDINATOR) as reading:
        assert queries.orders.waiting(reading) == ()


def test_a_yes_on_the_telephone_assigns_and_leads_to_the_texts(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    answer = call(as_person(people.COORDINATOR), app, order_id, expert_id, "yes")
    assert f"match?agreed={expert_id}" in answer
    assert make.row(database, tables.Assignment, 1).status is AssignmentStatus.AGREED


def test_a_yes_past_a_rule_needs_its_own_dialog(app: Dash, as_person: AsPerson, database: Database, client_id: int):
    order_id, far = make.order(database, client_id), make.expert(database, areas=(make.TAMPERE,))
    answer = call(as_person(people.COORDINATOR), app, order_id, far, "yes")
    assert "Toiminta-alueeseen ei kuulu" in answer
    assert make.row(database, tables.Order, order_id).status is OrderStatus.NEW


@pytest.mark.parametrize("act", ["assign", "override ", None])
def test_an_answer_that_the_grid_does_not_have_is_refused(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, act: str | None
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    call(as_person(people.COORDINATOR), app, order_id, expert_id, act)
    assert make.row(database, tables.Order, order_id).status is OrderStatus.NEW


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_only_a_coordinator_answers_for_an_expert(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, outsider: Viewer
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    call(as_person(outsider), app, order_id, expert_id, "yes")
    assert make.row(database, tables.Order, order_id).status is OrderStatus.NEW


def test_an_assignment_is_cancelled_from_the_orders_page(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    order_id = make.order(database, client_id)
    (task,) = make.assigned(database, order_id, make.expert(database))
    end(as_person(people.COORDINATOR), app, order_id, id=task)
    assert make.row(database, tables.Assignment, task).status is AssignmentStatus.CANCELLED


@pytest.mark.parametrize("forged", [{"id": 999}, {"version": 7}, {"by": "nobody"}, {"action": "complete"}])
def test_a_forged_act_on_an_assignment_changes_nothing(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, forged: dict[str, Any]
):
    order_id = make.order(database, client_id)
    (task,) = make.assigned(database, order_id, make.expert(database))
    end(as_person(people.COORDINATOR), app, order_id, **{"id": task, **forged})
    assert make.row(database, tables.Assignment, task).status is AssignmentStatus.AGREED


def test_an_offer_of_another_order_is_not_withdrawn_from_this_page(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    mine, other = make.order(database, client_id), make.order(database, client_id)
    call(as_person(people.COORDINATOR), app, other, make.expert(database), "no_answer")
    key = {"action": "withdraw", "id": 1, "version": 2}
    clicks.post(
        as_person(people.COORDINATOR), app, "order_cards.end_offer", f"/orders/{mine}", order_cards_offer=[(key, 1)]
    )
    assert make.row(database, tables.Offer, 1).status is OfferStatus.OPEN


def test_a_change_by_another_reaches_the_queue_as_one_row(database: Database, client_id: int):
    for _ in range(2):
        make.order(database, client_id)
    with database.reading(people.COORDINATOR) as reading:
        rows = callbacks.orders.changed(reading, {"orders": [2], "experts": [1]})
        whole = callbacks.orders.every_row(reading)
    assert [row["id"] for row in rows or ()] == ["2"]
    assert rows == whole[1:]


def test_a_change_of_something_else_costs_the_queue_nothing(database: Database, client_id: int):
    make.order(database, client_id)
    with database.reading(people.COORDINATOR) as reading, counted(database) as statements:
        assert callbacks.orders.changed(reading, {"experts": [1]}) == []
    assert statements == []


def test_more_orders_than_are_worth_telling_are_read_by_those_who_look(database: Database):
    many = list(range(1, callbacks.orders.MOST_ROWS_TOLD + 2))
    with database.reading(people.COORDINATOR) as reading:
        assert callbacks.orders.changed(reading, {"orders": many}) is None
        assert callbacks.orders.changed(reading, {"orders": None}) is None


def test_the_calendar_file_holds_the_sessions_and_no_theme(as_person: AsPerson, database: Database, client_id: int):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    make.assigned(database, order_id, expert_id)
    answer = as_person(people.COORDINATOR).get(f"/orders/{order_id}/calendar/{expert_id}.ics")
    assert answer.mimetype == "text/calendar"
    assert b"20261202T120000" in answer.data
    assert "asunnott" not in answer.get_data(as_text=True).lower()


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_the_calendar_file_is_the_coordinators(
    as_person: AsPerson, database: Database, client_id: int, outsider: Viewer
):
    order_id, expert_id = make.order(database, client_id), make.expert(database)
    assert as_person(outsider).get(f"/orders/{order_id}/calendar/{expert_id}.ics").status_code == 403


def edit(
    client: FlaskClient, app: Dash, database: Database, order_id: int, base: OrderForm, place: str, kept: str = ""
) -> str:
    """`kept` answers the question about the place, asked of the order's present version."""
    version = make.row(database, tables.Order, order_id).version if kept else 1
    fields = {
        "client_id": "1",
        "package_id": str(make.package(database, "LUENTO")),
        "task_type_id": "1",
        "municipality": "092",
        "place": place,
    }
    times = {"day": "2026-12-02", "start": "12:00", "end": "13:00"}
    answer = clicks.post(
        client,
        app,
        "order_forms.save",
        f"/orders/{order_id}/edit",
        order_forms_save=[] if kept else [({"version": version}, 1)],
        clashes_settle=[({"version": version}, 1)] if kept else [],
        clashes_kept=[({"field": "place"}, kept)] if kept else [],
        order_forms_base=order_forms.FORM.dump_python(base, mode="json"),
        order_forms_field=[({"name": name}, value) for name, value in fields.items()],
        order_forms_time=[({"row": 0, "part": part}, value) for part, value in times.items()],
        order_forms_contact_name=None,
        order_forms_contact_phone=None,
        order_forms_contact_email=None,
    )
    return answer.get_data(as_text=True)


def form_of(database: Database, order_id: int) -> OrderForm:
    with database.reading(people.COORDINATOR) as reading:
        return queries.orders.details(reading, order_id).form


def test_of_two_who_edit_the_same_field_the_second_is_shown_both_values(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    order_id = make.order(database, client_id)
    base = form_of(database, order_id)
    edit(as_person(people.COORDINATOR), app, database, order_id, base, "Sali 1")
    told = edit(as_person(people.COORDINATOR_2), app, database, order_id, base, "Sali 2")
    assert "Sinun: Sali 2" in told
    assert "Kaisa Koordinaattori: Sali 1" in told
    assert make.row(database, tables.Order, order_id).place == "Sali 1"


@pytest.mark.parametrize(("kept", "place"), [("mine", "Sali 2"), ("theirs", "Sali 1")])
def test_what_the_second_chooses_stays(
    app: Dash, as_person: AsPerson, database: Database, client_id: int, kept: str, place: str
):
    order_id = make.order(database, client_id)
    base = form_of(database, order_id)
    edit(as_person(people.COORDINATOR), app, database, order_id, base, "Sali 1")
    edit(as_person(people.COORDINATOR_2), app, database, order_id, base, "Sali 2", kept)
    assert make.row(database, tables.Order, order_id).place == place


def test_an_order_is_closed_without_an_expert_only_with_what_was_missing(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    order_id = make.order(database, client_id)
    call(as_person(people.COORDINATOR), app, order_id, make.expert(database), "no")
    for reason, status in ((None, OrderStatus.HANDLING), ("theme", OrderStatus.UNFILLED)):
        clicks.post(
            as_person(people.COORDINATOR),
            app,
            "order_cards.close",
            f"/orders/{order_id}",
            order_cards_close=[({"version": 2}, 1)],
            order_cards_reason=[({"order": order_id}, reason)],
        )
        assert make.row(database, tables.Order, order_id).status is status


def test_a_long_history_shows_its_newest_thirty_events_and_all_when_asked(
    app: Dash, as_person: AsPerson, database: Database, client_id: int
):
    order_id = make.order(database, client_id)
    for place in range(40):
        wait = functools.partial(commands.orders.wait, waits=place % 2 == 0)
        with database.writing(people.COORDINATOR) as writing:
            wait(writing, order_id, make.seen(database, tables.Order, order_id))
    coordinator = as_person(people.COORDINATOR)
    short = clicks.drawn(coordinator, app, f"/orders/{order_id}")
    assert (short.count("tilaajan odottaminen"), "Tilaus kirjattiin." in short) == (30, False)
    assert f"/orders/{order_id}?history=all" in short
    whole = clicks.drawn(coordinator, app, f"/orders/{order_id}", **{"shell_url.search": "?history=all"})
    assert (whole.count("tilaajan odottaminen"), "Tilaus kirjattiin." in whole) == (40, True)


def test_a_task_is_moved_from_the_orders_page(app: Dash, as_person: AsPerson, database: Database, client_id: int):
    order_id = make.order(database, client_id)
    (task,) = make.assigned(database, order_id, make.expert(database))
    to = [({"part": "day"}, "2026-12-04"), ({"part": "start"}, "12:00"), ({"part": "end"}, "13:00")]
    clicks.post(
        as_person(people.COORDINATOR),
        app,
        "order_cards.move",
        f"/orders/{order_id}",
        assignments_move=[({"id": task, "version": 1}, 1)],
        assignments_move_to=to,
        assignments_reach=[],
        assignments_agreed=[({"id": task}, True)],
    )
    assert make.row(database, tables.Assignment, task).starts_at == make.at(4).start


def test_a_series_is_repeated_weekly_past_the_holidays(app: Dash, as_person: AsPerson):
    """Friday 25 December 2026 and 1 January 2027 are holidays."""
    times = {"day": "2026-12-18", "start": "12:00", "end": "13:00"}
    answer = clicks.post(
        as_person(people.COORDINATOR),
        app,
        "order_forms.change_rows",
        "/orders/new",
        order_forms_rows=[({"action": "repeat", "row": 0}, 1)],
        order_forms_time=[({"row": 0, "part": part}, value) for part, value in times.items()],
        order_forms_count=3,
    )
    text = answer.get_data(as_text=True)
    assert [day in text for day in ("2026-12-18", "2026-12-25", "2027-01-01", "2027-01-08", "2027-01-15")] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_an_open_order_follows_what_another_does_to_it(
    database: Database, app: Dash, as_person: AsPerson, client_id: int
) -> None:
    order_id = make.order(database, client_id)
    with database.writing(people.COORDINATOR_2) as writing:
        commands.orders.claim(writing, order_id, make.seen(database, tables.Order, order_id))
    page = {
        "shell_live": {"seq": 1, "changes": {"orders": [order_id]}},
        "shell_url.search": "?history=all&order_id=999",
    }
    answer = clicks.post(as_person(people.COORDINATOR), app, "order_cards.follow", f"/orders/{order_id}", **page)
    assert "order_cards-body" in answer.get_json()["response"]
    assert "sideUpdate" not in answer.get_json()
