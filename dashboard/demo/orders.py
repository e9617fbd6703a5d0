"""How a demo order goes: it comes in, people are called one by one, and it is held, cancelled or nobody is found."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from commands import assignments, offers, orders
from dashboard.demo import staff
from dashboard.demo.office import Office, Visit
from dashboard.demo.plans import Fate, Order
from dashboard.demo.staff import Login
from domain.assignments import ChoiceReason, Party
from domain.flow import Seen
from domain.offers import Answer
from domain.orders import OrderForm, UnfilledReason

Course = Generator[datetime, None, list[Visit]]
AS_WRITTEN = Seen(1)
"""What is on screen of a row that nobody has touched since it was written."""
CLAIMED = Seen(2)
"""What is on screen of an order that has been taken to handle and nothing more."""


def course(office: Office, order: Order) -> Generator[datetime, None, None]:
    """The whole course of an order of the plan."""
    if order.fate is Fate.UNMET:
        yield from unmet(office, order)
        return
    visits = yield from agreed(office, order)
    if order.fate is None:
        office.visits.extend(visits)
        return
    yield from _ended_otherwise(office, order, visits[0])


def received(office: Office, order: Order) -> Generator[datetime, None, int]:
    yield order.received
    return orders.create(office.by(handler(order)), form(office, order))


def agreed(office: Office, order: Order) -> Course:
    """Some say no first; a yes makes the assignments of every session."""
    order_id = yield from received(office, order)
    visits: list[Visit] = []
    answers = [(place, Answer.NO) for place in order.declines] + [(place, Answer.YES) for place in order.places]
    for moment, (place, answer) in zip(order.calls, answers, strict=True):
        yield moment
        made = called(office, order, order_id, place, answer)
        visits += [Visit(assignment_id, order_id, order, session, place) for session, assignment_id in enumerate(made)]
    return visits


def called(office: Office, order: Order, order_id: int, place: int, answer: Answer) -> tuple[int, ...]:
    chosen = Random(f"{order.number}/{place}").choice(list(ChoiceReason))
    return offers.answer(
        office.by(handler(order)),
        order_id,
        office.experts[place],
        answer,
        override_reason=order.override if answer is Answer.YES else "",
        choice_reason=chosen.value if answer is Answer.YES else "",
    )


def unmet(office: Office, order: Order) -> Generator[datetime, None, None]:
    order_id = yield from received(office, order)
    yield order.received + timedelta(minutes=40)
    orders.claim(office.by(handler(order)), order_id, AS_WRITTEN)
    yield order.received + timedelta(hours=1, days=2)
    reason = list(UnfilledReason)[order.number % 4]
    orders.close_unfilled(office.by(handler(order)), order_id, CLAIMED, reason)


def _ended_otherwise(office: Office, order: Order, visit: Visit) -> Generator[datetime, None, None]:
    """Single tasks that were cancelled or to which the customer did not come."""
    start = order.spans[0].start
    if order.fate is Fate.CUSTOMER_AWAY:
        yield start + timedelta(minutes=30)
        assignments.mark_no_show(office.by(handler(order)), visit.assignment_id, AS_WRITTEN, Party.CUSTOMER)
    else:
        yield start - timedelta(hours=3 if order.fate is Fate.CLIENT_CANCELS_LATE else 30)
        orders.cancel(office.by(handler(order)), visit.order_id, CLAIMED)


def handler(order: Order) -> Login:
    return staff.COORDINATORS[order.number % len(staff.COORDINATORS)]


def form(office: Office, order: Order) -> OrderForm:
    unit = order.unit
    return OrderForm(
        client_id=office.ids["clients"][unit.key],
        contact_id=office.contacts[unit.key],
        package_id=office.ids["packages"][order.package],
        task_type_id=office.ids["task_types"][order.task_type],
        theme_ids=tuple(office.ids["themes"][theme] for theme in order.themes),
        language=order.language,
        target_group=order.target,
        description=order.description,
        wished_expert_id=None if order.wished is None else office.experts[order.wished],
        planning_meeting=order.planning_meeting,
        superior_consents=True,
        experts_needed=order.experts,
        remote=order.remote,
        place="" if order.remote else unit.fi,
        municipality="" if order.remote else unit.municipality,
        open_time=order.open_time,
        spans=order.spans,
    )
