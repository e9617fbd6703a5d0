"""Today holds a part for each right, and no part costs more queries for more rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import commands.agreements
import commands.offers
import commands.tariffs
import commands.users
from db import queries
from db.session import Database
from domain.agreements import AgreementKind
from domain.flow import Seen
from domain.money import Money
from domain.permissions import Permission, Role, Viewer
from domain.times import HELSINKI
from domain.today import Today
from tests import make, people, registers, statements, work
from tests.clocks import Clock


def today(database: Database, viewer: Viewer = people.COORDINATOR) -> Today:
    with database.reading(viewer) as reading:
        return queries.today.today(reading)


def test_each_role_sees_its_own_parts_and_two_roles_both_once(database: Database) -> None:
    parts = ("desk", "pay_run", "batches", "roles", "refusals", "pace")
    shown = {
        person.name: [part for part in parts if getattr(today(database, person), part) is not None]
        for person in (people.COORDINATOR, people.CLERK, people.MANAGER, people.ADMIN, people.READER, people.BOTH)
    }
    assert shown == {
        people.COORDINATOR.name: ["desk", "pace"],
        people.CLERK.name: ["pay_run", "batches"],
        people.MANAGER.name: ["batches", "roles", "pace"],
        people.ADMIN.name: ["roles"],
        people.READER.name: ["refusals"],
        people.BOTH.name: ["desk", "pay_run", "batches", "pace"],
    }


def test_todays_and_tomorrows_visits_have_both_telephone_numbers(database: Database, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 1, 9, 0, tzinfo=HELSINKI))
    unit = make.settle(database)
    person = make.expert(database, phone="040 000 0100")
    contact = make.contact(database, unit)
    for day in (2, 3):
        order_id = make.order(database, unit, make.at(day), contact_id=contact)
        make.assigned(database, order_id, person)
    desk = today(database).desk
    assert desk is not None
    assert [(visit.span, visit.phone, visit.contact_phone) for visit in desk.visits] == [
        (make.at(2), "040 000 0100", "040 000 0001")
    ]


def test_a_protected_number_is_not_on_the_list(database: Database, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 2, 9, 0, tzinfo=HELSINKI))
    unit = make.settle(database)
    make.assigned(database, make.order(database, unit), make.expert(database, contact_protected=True))
    desk = today(database).desk
    assert desk is not None
    assert [visit.phone for visit in desk.visits] == [""]


def test_an_offer_without_an_answer_becomes_an_alarm_after_two_days(database: Database, clock: Clock) -> None:
    unit = make.settle(database)
    person = make.expert(database)
    order_id = make.order(database, unit, make.at(20))
    with database.writing(people.COORDINATOR) as writing:
        commands.offers.offer(writing, order_id, person)
    alarms = []
    for _ in range(3):
        desk = today(database).desk
        alarms.append(len(desk.offers) if desk else None)
        clock.pass_by(days=1)
    assert alarms == [0, 0, 1]


def test_an_ending_agreement_is_an_alarm_until_a_later_one_is_signed(database: Database) -> None:
    make.settle(database)
    expert_id = make.expert(database)
    with database.reading(people.COORDINATOR) as reading:
        [agreement] = queries.cards.card(reading, expert_id).agreements
    with database.writing(people.COORDINATOR) as writing:
        commands.agreements.end(writing, agreement.id, Seen(agreement.version), date(2026, 12, 31))
    desk = today(database).desk
    assert desk is not None
    assert [(each.number, each.valid_to) for each in desk.agreements] == [(agreement.number, date(2026, 12, 31))]
    with database.writing(people.COORDINATOR) as writing:
        kind = AgreementKind.ASSIGNMENT
        commands.agreements.sign(writing, expert_id, "uusi", kind, date(2027, 1, 1), None, "", "")
    desk = today(database).desk
    assert desk is not None
    assert desk.agreements == ()


def test_the_clerk_sees_what_the_next_run_pays_and_what_waits(database: Database) -> None:
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.reported(database, 3)
    run = today(database, people.CLERK).pay_run
    assert run is not None
    assert (run.pay_date, run.lines, run.amount, run.to_approve, run.left_out) == (
        date(2026, 12, 15),
        2,
        Money(6000),
        1,
        0,
    )


def test_the_approver_sees_the_sum_and_age_of_what_waits(database: Database, clock: Clock) -> None:
    work.settle(database)
    work.details(database)
    work.approved(database, 1, 2)
    work.checked(database)
    clock.pass_by(days=2)
    [waiting] = today(database, people.MANAGER).batches or ()
    assert (waiting.batch.total, waiting.days, waiting.own) == (Money(6000), 2, False)
    [own] = today(database, people.CLERK).batches or ()
    assert own.own


def test_a_role_waits_for_those_who_may_confirm_it(database: Database) -> None:
    with database.writing(people.ADMIN) as writing:
        commands.users.grant(writing, people.CLERK.id, Role.MANAGER, date(2026, 11, 23))
    [waiting] = today(database, people.MANAGER).roles or ()
    assert (waiting.user, waiting.role) == (people.CLERK.name, Role.MANAGER)
    assert today(database, people.ADMIN).roles == ()


def test_a_proposed_price_waits_for_another_person(database: Database) -> None:
    with database.writing(people.CLERK) as writing:
        commands.tariffs.propose_fee(writing, registers.meeting_fee())
    assert today(database, people.MANAGER).proposed_rates == 1
    assert today(database, people.CLERK).proposed_rates == 0


def test_the_year_is_compared_with_last_year_by_the_same_day(database: Database) -> None:
    work.settle(database)
    work.reported(database, 1)
    year_ago = work.FIRST - timedelta(days=365)
    for number, start in ((10, year_ago), (11, year_ago + timedelta(days=300))):
        work.reported(database, number, starts_at=start) if start < work.FIRST else None
    pace = today(database, people.MANAGER).pace
    assert pace is not None
    assert (pace.year, pace.held, pace.held_last_year) == (2026, 2, 1)


def test_more_visits_cost_no_more_queries(database: Database, clock: Clock) -> None:
    clock.set(datetime(2026, 12, 2, 8, 0, tzinfo=HELSINKI))
    unit = make.settle(database)

    def visit() -> None:
        make.assigned(database, make.order(database, unit), make.expert(database))

    def ask(reading: queries.today.Reading) -> Today:
        reading.viewer.need(Permission.MATCH)
        return queries.today.today(reading)

    visit()
    statements.number(database, people.COORDINATOR, ask)  # the worker's own figures are made once, then followed
    visit()
    one = statements.number(database, people.COORDINATOR, ask)
    for _ in range(3):
        visit()
    assert statements.number(database, people.COORDINATOR, ask) == one
