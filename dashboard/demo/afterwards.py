"""What is told of everyday work once it is over: feedback of both sides for some, and the time that orders took the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from commands import efforts, feedback
from dashboard.demo import orders
from dashboard.demo.around import Around
from dashboard.demo.office import Office, Story, Visit
from dashboard.demo.staff import COORDINATOR, MANAGER
from db import queries
from domain.efforts import LONGEST_STRETCH
from domain.feedback import QUESTIONS, SIDES

ASKED = 0.18
"""The share of assignments of which a side has said something."""
SAID = (5, 5, 5, 5, 4, 4, 4, 3, 3, 2)
MINUTES = range(4, 19)
"""How long an order takes the office."""
SINCE = timedelta(days=240)
"""How long before today the measuring was agreed on with the staff."""


def measured(here: Around) -> Story:
    yield here.now - SINCE
    efforts.measure(here.office.by(MANAGER), True)


def told(office: Office, visits: Iterable[Visit]) -> None:
    measuring = queries.efforts.measured(office.by(COORDINATOR))
    for visit in visits:
        chance = Random(f"told/{visit.order.number}/{visit.session}/{visit.place}")
        for side in SIDES:
            if chance.random() < ASKED:
                answers = chance.choices(SAID, k=QUESTIONS)
                feedback.give(office.by(COORDINATOR), visit.assignment_id, side, answers, "")
        if measuring and visit.session == 0 and visit.place == visit.order.places[0]:
            _handled(office, visit, 60 * chance.choice(MINUTES) + chance.randrange(60))


def _handled(office: Office, visit: Visit, seconds: int) -> None:
    """As a browser tells it: a stretch at a time."""
    handler = office.by(orders.handler(visit.order))
    whole, rest = divmod(seconds, LONGEST_STRETCH)
    for stretch in (*[LONGEST_STRETCH] * whole, rest):
        if stretch:
            efforts.told(handler, visit.order_id, stretch)
