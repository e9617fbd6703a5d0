"""How the coordinators share the work: a stand-in, a shared view, and feedback of both sides."""

from __future__ import annotations

from collections.abc import Iterator

from commands import deputies, feedback, views
from dashboard.demo import around
from dashboard.demo.around import Around
from dashboard.demo.office import Story
from dashboard.demo.staff import COORDINATOR, COORDINATOR_2
from domain.assignments import Party

ANSWERS = {Party.CLIENT: (5, 4, 5), Party.EXPERT: (5, 4, 4)}
"""What the orderer and the expert said on the telephone the day after."""


def stories(here: Around) -> Iterator[Story]:
    yield stood_in_for(here)
    yield shared_view(here)
    yield told_afterwards(here)


def stood_in_for(here: Around) -> Story:
    """The other coordinator is away this week; what is theirs shows among one's own."""
    yield here.at(-1, 15)
    absent, deputy = (here.office.viewers[who.username].id for who in (COORDINATOR_2, COORDINATOR))
    deputies.name(here.office.by(COORDINATOR_2), absent, deputy, here.today, here.day(5))


def shared_view(here: Around) -> Story:
    yield here.at(-1, 15, 10)
    state = "lane=new,handling,offered&mark=waits_for_orderer,open_time"
    views.save(here.office.by(COORDINATOR), "Tilaajalta kysyttävää", state, shared=True, role=None, first=False)


def told_afterwards(here: Around) -> Story:
    order = here.staffed(here.plain("adult_social_west", "ASIAKASTAPAAMINEN", here.at(-9, 10), [here.span(-3, 13, 60)]))
    (visit,) = yield from around.kept_open(here.office, order)
    yield here.at(-2, 11)
    for side, answers in ANSWERS.items():
        feedback.give(here.office.by(COORDINATOR), visit.assignment_id, side, answers, "")
